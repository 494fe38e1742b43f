import { CANARY } from './cli-fixture.js';

/** Asks the endpoint that keeps the contract, perhaps something else than was asked. */
type Ask = (changed?: Request) => Promise<Response>;

/** One way in which an endpoint breaks the contract. */
export interface Break {
  title: string;
  /** The rules that `livebox check` finds broken. */
  failed: string[];
  change(request: Request, answer: Ask): Promise<Response>;
  /** `false`: only what should be so is not. */
  isFailure?: boolean;
  needsToken?: boolean;
}

type Members = Record<string, unknown>;

const SITE = 'https://site.example';
const CORS = 'Access-Control-Allow-Origin';

function withHeaders(response: Response, headers: Record<string, string | null>): Response {
  const changed = new Response(response.body, response);
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) changed.headers.delete(name);
    else changed.headers.set(name, value);
  }
  return changed;
}

async function withMembers(
  response: Response,
  change: (body: Members) => Members,
): Promise<Response> {
  const body = change((await response.json()) as Members);
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
}

function withRequestHeaders(request: Request, headers: Record<string, string | null>): Request {
  const changed = new Request(request.clone());
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) changed.headers.delete(name);
    else changed.headers.set(name, value);
  }
  return changed;
}

async function withBody(request: Request, change: (text: string) => string): Promise<Request> {
  const { method, headers } = request;
  return new Request(request.url, { method, headers, body: change(await request.clone().text()) });
}

/** Breaks grants only. */
function onGrant(
  title: string,
  failed: string[],
  change: (response: Response) => Response | Promise<Response>,
): Break {
  return {
    title,
    failed,
    async change(_request, answer) {
      const response = await answer();
      return response.status === 200 ? change(response) : response;
    },
  };
}

function onGrantMembers(title: string, failed: string[], members: Members): Break {
  return onGrant(title, failed, async (response) =>
    withMembers(response, (body) => ({ ...body, ...members })),
  );
}

/** Breaks problems with these codes only. */
function onProblem(
  title: string,
  failed: string[],
  code: string,
  change: (response: Response) => Response | Promise<Response>,
): Break {
  return {
    title,
    failed,
    async change(_request, answer) {
      const response = await answer();
      if (response.ok || response.body === null) return response;
      const body = (await response.clone().json()) as Members;
      return body['code'] === code ? change(response) : response;
    },
  };
}

/** Lets requests in as if they came from the site's page. */
function accepts(
  title: string,
  failed: string[],
  isTaken: (origin: string | null) => boolean,
): Break {
  return {
    title,
    failed,
    async change(request, answer) {
      if (!isTaken(request.headers.get('Origin'))) return answer();
      return answer(withRequestHeaders(request, { Origin: SITE, 'Sec-Fetch-Site': 'cross-site' }));
    },
  };
}

const GRANT_BREAKS: Break[] = [
  onGrant('grants may be stored', ['grant-not-stored'], (response) =>
    withHeaders(response, { 'Cache-Control': 'private, max-age=60' }),
  ),
  onGrant('grants are text', ['grant-form'], (response) =>
    withHeaders(response, { 'Content-Type': 'text/plain' }),
  ),
  onGrantMembers('grants are of another version', ['grant-form'], { version: 2 }),
  onGrantMembers('the frame is on an origin of its own', ['grant-frame-origin'], {
    src: 'https://elsewhere.example/m',
  }),
  onGrantMembers('the frame is not secure', ['grant-form'], { src: 'http://elsewhere.example/m' }),
  onGrantMembers('another conference is granted', ['grant-name'], { name: 'Conference-2' }),
  onGrantMembers('grants have expired', ['grant-lifetime'], { expiresAt: '2020-01-01T00:00:00Z' }),
  onGrantMembers('times are local', ['grant-lifetime'], { expiresAt: '2099-01-01T00:00:00+01:00' }),
  onGrantMembers('times are numbers', ['grant-form'], { expiresAt: 4070908800 }),
  onGrantMembers('HTML is passed on', ['grant-no-html'], {
    embedCode: '<iframe src="x"></iframe>',
  }),
  onGrantMembers('the key is passed on in base64', ['no-credential'], {
    debug: Buffer.from(`user:${CANARY.key}`).toString('base64'),
  }),
  onGrant(
    'grants are redirected to',
    ['grant-answered', 'no-redirect', 'cors-grant', 'cors-exposed', 'cors-vary'],
    () => Response.redirect('https://elsewhere.example/', 307),
  ),
  onGrant(
    'Livebox is down and nobody says when to ask again',
    ['grant-answered', 'retry-after', 'cors-exposed'],
    (response) =>
      withHeaders(new Response('{}', { status: 503, headers: response.headers }), {
        'Access-Control-Expose-Headers': null,
      }),
  ),
];

const ORIGIN_BREAKS: Break[] = [
  {
    title: 'no answer can be read by pages of other origins',
    failed: ['cors-grant', 'cors-problem', 'cors-preflight', 'get-public'],
    change: async (_request, answer) => withHeaders(await answer(), { [CORS]: null }),
  },
  {
    title: 'every answer can be read by every page',
    failed: ['cors-grant', 'cors-problem', 'cors-preflight', 'origin-foreign'],
    change: async (_request, answer) => withHeaders(await answer(), { [CORS]: '*' }),
  },
  {
    title: 'problems can not be read',
    failed: ['cors-problem'],
    async change(_request, answer) {
      const response = await answer();
      return response.status >= 400 ? withHeaders(response, { [CORS]: null }) : response;
    },
  },
  {
    title: 'preflights are not answered',
    failed: ['cors-preflight', 'cors-preflight-cached'],
    change: async (request, answer) =>
      request.method === 'OPTIONS' ? new Response(null, { status: 404 }) : answer(),
  },
  {
    title: 'preflights do not allow tokens',
    failed: ['cors-preflight'],
    change: async (_request, answer) => {
      const response = await answer();
      return response.status === 204
        ? withHeaders(response, { 'Access-Control-Allow-Headers': 'content-type' })
        : response;
    },
  },
  {
    title: 'preflights are not kept, nothing is exposed',
    failed: ['cors-preflight-cached', 'cors-exposed'],
    isFailure: false,
    change: async (_request, answer) =>
      withHeaders(await answer(), {
        'Access-Control-Max-Age': null,
        'Access-Control-Expose-Headers': null,
      }),
  },
  {
    title: 'caches may mix up pages',
    failed: ['cors-vary'],
    change: async (_request, answer) => withHeaders(await answer(), { Vary: null }),
  },
  accepts(
    'every page may ask',
    ['origin-foreign', 'origin-lookalike', 'origin-null', 'origin-missing'],
    () => true,
  ),
  accepts('origins are compared by their beginning', ['origin-lookalike'], (origin) =>
    Boolean(origin?.startsWith(SITE)),
  ),
  accepts('sandboxed pages may ask', ['origin-null'], (origin) => origin === 'null'),
  accepts('programs without an origin may ask', ['origin-missing'], (origin) => origin === null),
];

const REQUEST_BREAKS: Break[] = [
  {
    title: 'broken JSON makes it fail',
    failed: ['body-not-json', 'no-server-error'],
    async change(_request, answer) {
      const response = await answer();
      return response.status === 400
        ? new Response('Oops', { status: 500, headers: response.headers })
        : response;
    },
  },
  {
    title: 'text counts as JSON: forms of other sites can send it',
    failed: ['media-type'],
    change: async (request, answer) =>
      answer(
        request.method === 'POST'
          ? withRequestHeaders(request, { 'Content-Type': 'application/json' })
          : request,
      ),
  },
  {
    title: 'bodies of any length are read',
    failed: ['body-length', 'body-length-chunked'],
    change: async (request, answer) =>
      answer(
        request.method === 'POST'
          ? await withBody(request, (text) => text.slice(0, 4000))
          : request,
      ),
  },
  {
    title: 'only Content-Length is looked at',
    failed: ['body-length-chunked'],
    change: async (request, answer) =>
      answer(
        request.method === 'POST' && !request.headers.has('Content-Length')
          ? await withBody(request, (text) => text.slice(0, 4000))
          : request,
      ),
  },
  {
    title: 'sizes are not looked at',
    failed: ['size-invalid'],
    change: async (request, answer) =>
      answer(
        request.method === 'POST'
          ? await withBody(request, (text) => text.replace('\\"><script>', '800px'))
          : request,
      ),
  },
  onProblem(
    'problems are plain JSON',
    ['name-missing', 'name-invalid', 'name-type', 'size-invalid'],
    'validation_failed',
    (response) => withHeaders(response, { 'Content-Type': 'application/json' }),
  ),
  onProblem(
    'problems may be stored',
    ['unknown-conference'],
    'conference_unavailable',
    (response) => withHeaders(response, { 'Cache-Control': 'max-age=600' }),
  ),
  onProblem(
    'problems say the wrong thing about asking again',
    ['media-type'],
    'unsupported_media_type',
    async (response) => withMembers(response, (body) => ({ ...body, retryable: true })),
  ),
  {
    title: 'any method will do',
    failed: ['method', 'method-allow'],
    change: async (request, answer) =>
      request.method === 'PUT' ? Response.json({ version: 1 }) : answer(),
  },
];

const ACCESS_BREAKS: Break[] = [
  {
    title: 'answers tell which names exist',
    failed: ['unknown-identical'],
    async change(request, answer) {
      const { name } = (await request
        .clone()
        .json()
        .catch(() => ({}))) as Members;
      const response = await answer();
      const isUnknown = response.status === 401 || response.status === 404;
      return isUnknown
        ? withMembers(response, (body) => ({ ...body, detail: `No conference ${String(name)}.` }))
        : response;
    },
  },
  {
    title: 'headers tell which names exist',
    failed: ['unknown-identical'],
    async change(_request, answer) {
      const response = await answer();
      const isUnknown = response.status === 401 || response.status === 404;
      return isUnknown ? withHeaders(response, { 'X-Lookup': String(Math.random()) }) : response;
    },
  },
  {
    title: 'an unknown conference is forbidden',
    failed: ['unknown-conference'],
    async change(_request, answer) {
      const response = await answer();
      const isUnknown = response.status === 401 || response.status === 404;
      return isUnknown
        ? new Response(response.body, { status: 403, headers: response.headers })
        : response;
    },
  },
  {
    title: 'signatures of tokens are not verified',
    failed: ['token-forged'],
    needsToken: true,
    change: async (request, answer) => {
      const response = await answer();
      const isForged =
        response.status === 401 && /\.[\w-]{10,}$/.test(request.headers.get('Authorization') ?? '');
      return isForged ? Response.json({ version: 1 }) : response;
    },
  },
  {
    title: 'unsigned tokens are accepted',
    failed: ['token-unsigned'],
    needsToken: true,
    change: async (request, answer) => {
      const response = await answer();
      const isUnsigned =
        response.status === 401 && (request.headers.get('Authorization') ?? '').endsWith('.');
      return isUnsigned ? Response.json({ version: 1 }) : response;
    },
  },
  {
    title: 'a missing token is an invalid one',
    failed: ['token-missing'],
    needsToken: true,
    change: async (request, answer) => {
      const response = await answer();
      return response.status === 404 && !request.headers.has('Authorization')
        ? withMembers(response, (body) => ({ ...body, code: 'token_invalid' }))
        : response;
    },
  },
];

/** Answers to a public GET, each broken in one way. */
const GET_BREAKS: Break[] = [
  onGet('public answers can be read by one site only', ['get-public'], { [CORS]: SITE }),
  onGet('public answers can not be cached', ['get-public'], { 'Cache-Control': 'no-store' }),
  onGet('public answers carry no ETag', ['get-public'], { ETag: null }),
  onGet('public answers set cookies', ['get-public'], { 'Set-Cookie': 'visitor=1' }),
  {
    title: 'what is still so is sent again',
    failed: ['get-unchanged'],
    isFailure: false,
    change: async (request, answer) => (request.method === 'GET' ? answerGet({}) : answer()),
  },
  {
    title: 'GET reads tokens: a cache would hand one visitor’s answer to all',
    failed: ['get-ignores-token'],
    needsToken: true,
    change: async (request, answer) => {
      if (request.method !== 'GET') return answer();
      if (request.headers.has('Authorization')) return answerGet({});
      return new Response('{}', { status: 404 });
    },
  },
];

function onGet(title: string, failed: string[], headers: Record<string, string | null>): Break {
  return {
    title,
    failed,
    async change(request, answer) {
      if (request.method !== 'GET') return answer();
      if (request.headers.has('If-None-Match')) return new Response(null, { status: 304 });
      return answerGet(headers);
    },
  };
}

function answerGet(headers: Record<string, string | null>): Response {
  const response = Response.json({ version: 1 });
  const standard = { [CORS]: '*', 'Cache-Control': 'public, s-maxage=30', ETag: '"1"' };
  return withHeaders(response, { ...standard, ...headers });
}

export const BREAKS: readonly Break[] = [
  ...GRANT_BREAKS,
  ...ORIGIN_BREAKS,
  ...REQUEST_BREAKS,
  ...ACCESS_BREAKS,
  ...GET_BREAKS,
];
