import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { mayBeFramed } from '../../src/token-endpoint/frame-policy.js';
import { FrameRefusedError } from '../../src/token-endpoint/token-endpoint.js';
import { listen, OPEN, OWN_PAGE, type Road, SITE, startRoad } from './endpoint-fixture.js';

const ASKED = { name: 'Conference-1' };

interface ProbedRoad extends Road {
  seen: IncomingMessage[];
}

/** A meeting page of our own in place of the emulator's. */
async function startProbedRoad(
  t: TestContext,
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<ProbedRoad> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(response, request);
  });
  const origin = await listen(t, server);
  const road = await startRoad(t, {
    emulator: { embedCode: () => `<iframe src="${origin}/meeting?key=1"></iframe>` },
    endpoint: {
      probe: true,
      frameOrigins: [origin],
      origins: [SITE, 'https://partner.example'],
      conferences: { 'Conference-1': OPEN },
    },
  });
  return { ...road, seen };
}

async function read(response: Response): Promise<string> {
  const text = await response.text();
  // Nothing of the address is revealed.
  if (response.status !== 200) assert.doesNotMatch(text, /meeting|127\.0\.0\.1|key=/);
  return response.status === 200
    ? '200'
    : `${response.status} ${String(/"code":"(\w+)"/.exec(text)?.[1])}`;
}

describe('the frame probe', () => {
  it('is off by default', async (t) => {
    const { ask, emulator } = await startRoad(t);
    await ask(ASKED);
    assert.ok(emulator.requests.every(({ operation }) => operation !== undefined));
  });

  it('asks once, as a stranger, however many visitors come', async (t) => {
    const { ask, seen } = await startProbedRoad(t, (response) => response.end('a page'));
    const headers = { ...OWN_PAGE, Cookie: 'session=1', Authorization: 'Bearer x' };
    for (let visit = 0; visit < 3; visit++)
      assert.equal(await read(await ask(ASKED, headers)), '200');
    assert.equal(seen.length, 1);
    const { method, headers: sent } = seen[0]!;
    assert.equal(method, 'GET');
    for (const name of ['cookie', 'authorization', 'referer', 'origin']) assert.ok(!(name in sent));
  });

  const dead: Record<string, (response: ServerResponse) => void> = {
    'answers 404': (response) => response.writeHead(404).end(),
    'answers 500': (response) => response.writeHead(500).end(),
    'hangs up': (response) => response.destroy(),
    'leads elsewhere': (response) =>
      response.writeHead(302, { Location: 'https://evil.example/' }).end(),
    'leads nowhere': (response) => response.writeHead(302).end(),
    'leads to nonsense': (response) => response.writeHead(302, { Location: 'http://[' }).end(),
  };
  for (const [title, answer] of Object.entries(dead)) {
    it(`refuses a page that ${title}, and the site hears why`, async (t) => {
      const { ask, errors, seen } = await startProbedRoad(t, answer);
      assert.equal(await read(await ask(ASKED)), '502 frame_refused');
      assert.equal(await read(await ask(ASKED)), '502 frame_refused');
      assert.ok(errors[0]?.error instanceof FrameRefusedError);
      assert.equal(errors.length, 1);
      assert.equal(seen.length, 1);
    });
  }

  it('follows no redirect, and takes one on the frame’s own origin for an answer', async (t) => {
    const { ask, seen } = await startProbedRoad(t, (response) =>
      response.writeHead(302, { Location: '/elsewhere' }).end(),
    );
    assert.equal(await read(await ask(ASKED)), '200');
    assert.equal(seen.length, 1);
  });

  it('reads no body, whatever its length', async (t) => {
    const { ask } = await startProbedRoad(t, (response) => {
      response.writeHead(200);
      response.write('a page without an end');
    });
    assert.equal(await read(await ask(ASKED)), '200');
  });

  it('decides for each page that asks', async (t) => {
    const { ask, endpoint } = await startProbedRoad(t, (response) => {
      response.setHeader('Content-Security-Policy', 'frame-ancestors https://partner.example');
      response.end();
    });
    assert.equal(await read(await ask(ASKED)), '502 frame_refused');
    const partner = { Origin: 'https://partner.example' };
    assert.equal(await read(await ask(ASKED, partner)), '200');
    // A GET is for every page: the same bytes, whoever asks.
    const get = new Request(`${SITE}/?name=Conference-1`);
    assert.equal(await read(await endpoint.fetch(get)), '200');
  });

  it('refuses a GET where no page at all may frame it', async (t) => {
    const { endpoint, ask } = await startProbedRoad(t, (response) => {
      response.setHeader('X-Frame-Options', 'DENY');
      response.end();
    });
    await ask(ASKED);
    const response = await endpoint.fetch(new Request(`${SITE}/?name=Conference-1`));
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(await read(response), '502 frame_refused');
  });
});

describe('who may frame a page', () => {
  const FRAME = 'https://livebox.example';
  const cases: [options: string | undefined, ancestors: string | undefined, may: boolean][] = [
    [undefined, undefined, true],
    ['DENY', undefined, false],
    ['deny', undefined, false],
    ['SAMEORIGIN', undefined, false],
    ['SAMEORIGIN, SAMEORIGIN', undefined, false],
    ['ALLOW-FROM https://other.example', undefined, true],
    ['DENY', '*', true],
    ['DENY', 'https://site.example', true],
    [undefined, "'none'", false],
    [undefined, '', false],
    [undefined, "'self'", false],
    [undefined, "'self' https://site.example", true],
    [undefined, 'https:', true],
    [undefined, 'http:', true],
    [undefined, 'site.example', true],
    [undefined, 'HTTPS://SITE.example', true],
    [undefined, 'http://site.example', true],
    [undefined, 'https://site.example:443', true],
    [undefined, 'https://site.example:*', true],
    [undefined, 'https://site.example:8443', false],
    [undefined, 'https://site.example/path', true],
    [undefined, 'https://*.example', true],
    [undefined, 'https://*.site.example', false],
    [undefined, 'https://site.example.evil.example', false],
    [undefined, 'https://other.example wss://site.example', false],
    [undefined, '((((', false],
  ];
  for (const [frameOptions, ancestors, may] of cases) {
    it(`${String(frameOptions)} and frame-ancestors ${String(ancestors)}: ${may}`, () => {
      const securityPolicy =
        ancestors === undefined ? undefined : `default-src 'self'; frame-ancestors ${ancestors}`;
      assert.equal(mayBeFramed({ frameOptions, securityPolicy }, SITE, FRAME), may);
    });
  }

  it('is decided by every policy', () => {
    const securityPolicy = "frame-ancestors *, frame-ancestors 'none'";
    assert.equal(mayBeFramed({ frameOptions: undefined, securityPolicy }, SITE, FRAME), false);
  });

  it('may be the page itself', () => {
    const policy = { frameOptions: 'SAMEORIGIN', securityPolicy: undefined };
    assert.equal(mayBeFramed(policy, FRAME, FRAME), true);
  });
});
