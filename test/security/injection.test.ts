import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createServer } from 'node:http';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import {
  createPost,
  listen,
  OWN_PAGE,
  readCode,
  type Road,
  SITE,
  startRoad,
} from '../token-endpoint/endpoint-fixture.js';
import { bring, sign, TOKENS } from '../token-endpoint/token-fixture.js';
import { sendBytes, writePost } from './raw-socket.js';

const MARK = 'x-visitor-wrote';

/** Names of headers that an answer of the endpoint may have. */
const KNOWN_HEADERS = new Set([
  ...['cache-control', 'content-type', 'content-security-policy', 'cross-origin-resource-policy'],
  ...['referrer-policy', 'vary', 'x-content-type-options', 'etag', 'allow', 'retry-after'],
  ...['www-authenticate', 'access-control-allow-origin', 'access-control-allow-credentials'],
  ...['access-control-allow-methods', 'access-control-allow-headers', 'access-control-max-age'],
  ...['access-control-expose-headers', 'date', 'content-length', 'connection', 'keep-alive'],
]);

function startSite(t: TestContext): Promise<Road> {
  return startRoad(t, {
    emulator: { conferences: [{ name: 'Conference-1', mode: 'on' }] },
    endpoint: { origins: [SITE], tokens: TOKENS },
  });
}

describe('header injection', () => {
  it('no answer has a header that the endpoint does not know, nor a visitor’s text in one', async (t) => {
    const { endpoint } = await startSite(t);
    const url = await listen(t, createServer(createNodeListener(endpoint)));
    const evil = `a%0d%0a${MARK}:%201`;
    const line = `a\r\n${MARK}: 1`;
    const requests = [
      `GET /livebox/token?name=${evil} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      `GET /${evil}?name=Conference-1 HTTP/1.1\r\nHost: x\r\nIf-None-Match: "${MARK}"\r\nConnection: close\r\n\r\n`,
      `OPTIONS / HTTP/1.1\r\nHost: x\r\nOrigin: ${SITE}\r\nAccess-Control-Request-Headers: ${MARK}\r\nConnection: close\r\n\r\n`,
      `OPTIONS / HTTP/1.1\r\nHost: x\r\nOrigin: https://${MARK}.example\r\nConnection: close\r\n\r\n`,
      ...[{ name: line }, { name: 'Conference-1', width: line }].map((body) => {
        const text = JSON.stringify(body);
        const headers = [`Content-Length: ${text.length}`, 'Connection: close'];
        return writePost(SITE, text, headers);
      }),
    ];
    for (const request of requests) {
      const answer = await sendBytes(url, request);
      const [head = ''] = answer.split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 \d{3} /);
      for (const header of head.split('\r\n').slice(1)) {
        assert.ok(KNOWN_HEADERS.has(header.split(':')[0]?.toLowerCase() ?? ''), header);
      }
      assert.ok(!answer.includes(MARK), answer);
    }
  });
});

describe('open redirect', () => {
  it('no answer sends a visitor anywhere, whatever the request asks for', async (t) => {
    const { endpoint, livebox } = await startSite(t);
    const away = 'https://evil.example/';
    const queries = [
      `?name=Conference-1&src=${away}&redirect=${away}&next=//evil.example`,
      '?name=',
    ];
    const paths = ['/livebox/token', '//evil.example/', '/%5Cevil.example', '/livebox/token/'];
    for (const path of paths) {
      for (const query of queries) {
        for (const method of ['GET', 'POST', 'OPTIONS']) {
          const headers = { ...OWN_PAGE, 'X-Forwarded-Host': 'evil.example', Referer: away };
          const answer = await endpoint.fetch(
            new Request(`${SITE}${path}${query}`, {
              method,
              headers: { ...headers, 'Content-Type': 'application/json' },
              body:
                method === 'POST' ? '{"name":"Conference-1","src":"https://evil.example/"}' : null,
            }),
          );
          assert.ok(answer.status < 300 || answer.status >= 400, String(answer.status));
          for (const name of ['location', 'refresh', 'link']) {
            assert.equal(answer.headers.get(name), null);
          }
          const text = await answer.text();
          assert.ok(!text.includes('evil'));
          const src = /"src":"([^"]+)"/.exec(text)?.[1];
          if (src) assert.equal(new URL(src).origin, livebox.origin);
        }
      }
    }
  });
});

describe('log injection', () => {
  it('the site’s hooks hear of a name only once it is one, and of no other text', async (t) => {
    const heard: string[] = [];
    const { endpoint, emulator } = await startRoad(t, {
      client: { retryDelay: 0 },
      endpoint: {
        origins: [SITE],
        tokens: TOKENS,
        onError: (error, context) => {
          heard.push(`${String(error)} ${JSON.stringify(context)}`);
        },
        onEvent: (event) => {
          heard.push(JSON.stringify(event));
        },
      },
    });
    emulator.faults.set('status=500');
    const line = `${MARK}\n{"level":60,"msg":"forged"}\u001b[2J`;
    const bodies = [{ name: line }, { name: 'Conference-1', note: line }, line];
    for (const body of bodies) {
      const headers = {
        ...OWN_PAGE,
        'User-Agent': MARK,
        Referer: `https://x/${MARK}`,
        Cookie: MARK,
      };
      await endpoint.fetch(createPost(body, headers), { remoteAddress: MARK });
      await endpoint.fetch(createPost(body, bring(MARK)), { remoteAddress: MARK });
    }
    assert.ok(heard.some((text) => text.includes('"conference":"Conference-1"')));
    assert.ok(!heard.join('').includes(MARK));
  });
});

describe('prototype pollution', () => {
  it('a body changes no prototype and inherits no right', async (t) => {
    const { ask, calls } = await startSite(t);
    const evil = '{"access":"public","enable":"visitors","name":"Conference-1","polluted":1}';
    const bodies = [
      `{"__proto__":${evil},"name":"Unknown"}`,
      `{"constructor":{"prototype":${evil}},"name":"Unknown"}`,
      `{"name":"__proto__"}`,
      `{"name":"constructor"}`,
      `{"name":"hasOwnProperty"}`,
    ];
    for (const body of bodies) {
      assert.equal(await readCode(await ask(body)), '404 conference_unavailable', body);
    }
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.deepEqual(calls(), []);
  });

  it('a token’s claims change no prototype and inherit no right', async (t) => {
    const { ask } = await startSite(t);
    const token = await sign({ conferences: ['__proto__'], scope: 'view enable' });
    const answer = await ask({ name: '__proto__' }, bring(token));
    assert.equal(await readCode(answer), '404 conference_unavailable');
    assert.equal(Reflect.get({}, 'mayEnable'), undefined);
  });

  const evil = { access: 'public', enable: 'visitors' };
  for (const [title, conferences] of Object.entries({
    'that are listed': { 'Conference-1': {} },
    'that are looked up': () => ({}),
  })) {
    it(`a prototype that somebody else has polluted opens no conferences ${title}`, async (t) => {
      const { ask, calls, endpoint } = await startRoad(t, { endpoint: { conferences } });
      Object.assign(Object.prototype, evil);
      const statuses: number[] = [];
      try {
        statuses.push((await ask({ name: 'Conference-1' })).status);
        const get = new Request(`${SITE}/?name=Conference-1`);
        statuses.push((await endpoint.fetch(get)).status);
      } finally {
        for (const name of Object.keys(evil)) Reflect.deleteProperty(Object.prototype, name);
      }
      assert.ok(
        statuses.every((status) => status >= 400),
        statuses.join(),
      );
      assert.deepEqual(calls(), []);
    });
  }
});
