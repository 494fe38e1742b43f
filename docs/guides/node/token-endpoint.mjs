// A token endpoint for <livebox-conference> in Node 20 or newer, without packages.
import { createServer } from 'node:http';

const { env } = process;
const list = (value = '') => value.split(',').filter(Boolean);
const server = new URL(env.LIVEBOX_SERVER);
const credentials = {
  username: env.LIVEBOX_USERNAME,
  key: env.LIVEBOX_KEY,
  Serverkey: env.LIVEBOX_SERVER_KEY,
};
const conferences = list(env.LIVEBOX_CONFERENCES); // every visitor may see these, and no others
const mayEnable = list(env.LIVEBOX_ENABLE); // those of them that a visitor switches on by coming
const origins = list(env.LIVEBOX_ORIGINS); // of the pages that may ask, your own site's too
for (const part of [...Object.values(credentials), conferences[0], origins[0]]) {
  if (!part) throw new Error('A LIVEBOX_ variable is missing: see README.md.');
}

const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(server.hostname);
if (server.protocol !== 'https:' && !isLoopback) throw new Error('LIVEBOX_SERVER must be https.');

const MAX_BODY = 4096; // bytes of a visitor's request
const MAX_ANSWER = 1_048_576; // bytes of an answer of the Livebox server
const LIFETIME = 300; // seconds that a grant may be used to load the frame

/** Status, title, and whether the same request may succeed later. */
const PROBLEMS = {
  malformed_json: [400, 'The body is not JSON'],
  origin_not_allowed: [403, 'This page may not ask here'],
  conference_unavailable: [404, 'The conference is not available'],
  method_not_allowed: [405, 'Method not allowed'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The body must be JSON'],
  validation_failed: [422, 'A parameter is not valid'],
  internal: [500, 'The token endpoint failed'],
  upstream_invalid: [502, 'The Livebox server gave an unusable answer'],
  upstream_refused: [502, 'The Livebox server refused the credentials'],
  upstream_unavailable: [503, 'The Livebox server is not available', true],
  upstream_timeout: [504, 'The Livebox server did not answer', true],
};

class Problem extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const endpoint = createServer(
  { requestTimeout: 10_000, headersTimeout: 5000 },
  async (request, response) => {
    const { origin } = request.headers;
    response.setHeader('Vary', 'Origin');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (origins.includes(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Expose-Headers', 'Date, Age, Retry-After');
    }
    try {
      const grant = await answer(request, response);
      response.setHeader('Content-Type', 'application/json');
      response.end(grant && JSON.stringify(grant));
    } catch (error) {
      refuse(response, error);
    }
  },
);
endpoint.listen(Number(env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Listening at http://127.0.0.1:${endpoint.address().port}`);
});

async function answer(request, response) {
  const { origin, 'sec-fetch-site': site, 'content-type': type = '' } = request.headers;
  if (!(origin ? origins.includes(origin) : site === 'same-origin')) {
    throw new Problem('origin_not_allowed');
  }
  if (request.method === 'OPTIONS') {
    response.statusCode = 204;
    response.setHeader('Access-Control-Allow-Methods', 'POST');
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization');
    response.setHeader('Access-Control-Max-Age', '7200');
    return undefined;
  }
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST, OPTIONS');
    throw new Problem('method_not_allowed');
  }
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('unsupported_media_type');
  const { name, width = '800px', height = '450px' } = parse(await readBody(request)) ?? {};
  const areSizes = [width, height].every((size) => isText(size, /^[1-9]\d{0,4}px$/));
  if (!isText(name, /^[\w-]{1,64}$/) || !areSizes) throw new Problem('validation_failed');
  return makeGrant(name, width, height);
}

async function makeGrant(name, width, height) {
  if (!conferences.includes(name)) throw new Problem('conference_unavailable');
  if (!(await isOn(name))) {
    if (!mayEnable.includes(name)) throw new Problem('conference_unavailable');
    const action = { action: 'changeConferenceMode', conferenceMode: 'on', name };
    const { status } = JSON.parse(await callLivebox('videoConfSettings', action)) ?? {};
    if (status !== 'Enabled') throw new Problem('upstream_invalid');
  }
  const html = await callLivebox('getEmbedCodeofConference', { name, width, height });
  return {
    version: 1,
    name,
    enabled: true,
    src: readEmbedCode(html),
    frameOrigins: [server.origin],
    expiresAt: new Date(Date.now() + LIFETIME * 1000).toISOString(),
  };
}

/** Whether a conference is on, by the list: what an error status means is not documented. */
async function isOn(name) {
  const answered = JSON.parse(await callLivebox('videoConfSettings', { action: 'get' }));
  const known = [answered].flat().find((one) => one?.ConferenceName === name);
  if (!known) throw new Problem('conference_unavailable');
  return String(known.Mode).toLowerCase() === 'on';
}

async function callLivebox(path, parameters) {
  const response = await fetch(new URL(`/livebox/appsservice/api/${path}`, server), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...credentials, ...parameters }),
    redirect: 'error', // a redirect would carry the credentials to another server
    signal: AbortSignal.timeout(10_000),
  });
  const { status } = response;
  const text = await readBody(response.body ?? [], MAX_ANSWER, 'upstream_invalid');
  if (status === 401 || status === 403) throw new Problem('upstream_refused');
  if (status >= 500) throw new Problem('upstream_unavailable');
  if (status !== 200) throw new Problem('upstream_invalid');
  return text;
}

/** The address in an embed code, which is one iframe and nothing else. HTML is never passed on. */
function readEmbedCode(html) {
  if (html.length > 8192) throw new Problem('upstream_invalid');
  const inside = /^\s*<iframe(?=[\s>])([^>]*)>\s*<\/iframe\s*>\s*$/i.exec(html)?.[1];
  // One attribute: its value in straight or typographic quotes (Livebox prints both) or in none.
  const attribute =
    /\s+([a-z][a-z\d-]*)(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|[“”″]([^“”″<"']*)[“”″]|([^\s"'“”″<=`]+)))?|\s+$/iy;
  const attributes = new Map();
  while (inside !== undefined && attribute.lastIndex < inside.length) {
    const match = attribute.exec(inside);
    const name = match?.[1]?.toLowerCase();
    if (!match || attributes.has(name) || name === 'srcdoc' || name?.startsWith('on')) {
      throw new Problem('upstream_invalid');
    }
    if (name) attributes.set(name, match[2] ?? match[3] ?? match[4] ?? match[5] ?? '');
  }
  const src = (attributes.get('src') ?? '').trim().replace(/&(amp|#0*38);/gi, '&');
  if (!URL.canParse(src) || /[\0-\x20\x7f\\]|&[^&=]*;/.test(src))
    throw new Problem('upstream_invalid');
  const { origin, href, username, password } = new URL(src);
  const isOurs = origin === server.origin && !username && !password;
  if (!isOurs || holdsSecret(href)) throw new Problem('upstream_invalid');
  return href;
}

/** Whether one of the keys stands in an address, as it is or encoded. */
function holdsSecret(address) {
  const readings = [address, decode(address), decode(decode(address))].map((one) =>
    one.toLowerCase(),
  );
  return [credentials.key, credentials.Serverkey].some((secret) => {
    const bytes = Buffer.from(secret);
    const base64 = bytes.toString('base64url');
    const forms = [
      secret,
      bytes.toString('hex'),
      base64,
      bytes.toString('base64').replace(/=+$/, ''),
    ];
    return forms.some((form) => readings.some((one) => one.includes(form.toLowerCase())));
  });
}

function decode(address) {
  return Buffer.from(
    address.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
}

async function readBody(stream, limit = MAX_BODY, code = 'body_too_large') {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else if (length > 16 * limit) break;
  }
  if (length > limit) throw new Problem(code);
  return Buffer.concat(chunks).toString();
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed_json');
  }
}

function isText(value, pattern) {
  return typeof value === 'string' && pattern.test(value);
}

function refuse(response, error) {
  const code = codeOf(error);
  const [status, title, retryable = false] = PROBLEMS[code];
  // The code alone: a message or an answer of Livebox may hold what visitors or logs must not.
  if (status >= 500) console.error(code);
  if (retryable) response.setHeader('Retry-After', '5');
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/problem+json');
  const type = `https://github.com/livebox-conference/livebox-conference/blob/main/docs/problems/${code}.md`;
  response.end(JSON.stringify({ type, title, status, code, retryable }));
}

function codeOf(error) {
  if (error instanceof Problem) return error.code;
  if (error instanceof SyntaxError) return 'upstream_invalid'; // what Livebox answered is no JSON
  if (error.name === 'TimeoutError') return 'upstream_timeout';
  // fetch's own words for a connection that was not made, or broke.
  return /^(fetch failed|terminated)$/.test(error.message) ? 'upstream_unavailable' : 'internal';
}
