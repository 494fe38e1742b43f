import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import type { TokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { listen, OPEN, serve, SITE, startRoad } from './endpoint-fixture.js';
import { sign, TOKENS } from './token-fixture.js';

const NOW = (): Date => new Date('2026-11-24T10:00:00Z');
const ASKED = '{"name":"Conference-1"}';

interface Exchange {
  status: string | undefined;
  headers: string[];
  body: string;
}

/** Sends one request and returns the status, the headers in order of their names, and the body. */
async function exchange(url: string, lines: readonly string[], body: string): Promise<Exchange> {
  const { port, hostname, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const all = [`Host: ${host}`, `Content-Length: ${body.length}`, 'Connection: close', ...lines];
  socket.write(`POST /livebox/token HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n${body}`);
  const [head = '', shown = ''] = (await text(socket)).split('\r\n\r\n');
  const [status, ...headers] = head.split('\r\n');
  const named = headers.map((header) => {
    const [name = '', value = ''] = header.split(/: (.*)/);
    return `${name.toLowerCase()}: ${name.toLowerCase() === 'date' ? '' : value}`;
  });
  return { status, headers: named.sort(), body: shown };
}

describe('a request that needs no Request of the platform', () => {
  const TYPE = 'Content-Type: application/json';
  const token = 'Authorization: Bearer';
  const requests: Record<string, [status: number, lines: (jwt: string) => string[], body: string]> =
    {
      'for a grant': [200, () => [`Origin: ${SITE}`, TYPE], ASKED],
      'with a token': [200, (jwt) => [`Origin: ${SITE}`, TYPE, `${token} ${jwt}`], ASKED],
      'with two tokens': [
        404,
        (jwt) => [`Origin: ${SITE}`, TYPE, `${token} ${jwt}`, `${token} ${jwt}`],
        '{"name":"Members"}',
      ],
      'with a bad token': [401, () => [`Origin: ${SITE}`, TYPE, `${token} x`], ASKED],
      'without a token': [404, () => [`Origin: ${SITE}`, TYPE], '{"name":"Members"}'],
      'of another site': [403, () => ['Origin: https://other.example', TYPE], ASKED],
      'of two origins': [403, () => [`Origin: ${SITE}`, `Origin: ${SITE}`, TYPE], ASKED],
      'of a form': [403, () => [`Origin: ${SITE}`, TYPE, 'Sec-Fetch-Mode: navigate'], ASKED],
      'of no type': [415, () => [`Origin: ${SITE}`], ASKED],
      'of two types': [415, () => [`Origin: ${SITE}`, TYPE, TYPE], ASKED],
      'without JSON': [400, () => [`Origin: ${SITE}`, TYPE], '{'],
      'without a name': [422, () => [`Origin: ${SITE}`, TYPE], '{}'],
      'with no body': [400, () => [`Origin: ${SITE}`, TYPE], ''],
      'with spelling of its own': [
        200,
        (jwt) => [
          `oRIGIN: ${SITE}`,
          'content-TYPE:  Application/JSON ; a=b',
          `AUTHORIZATION:\tbearer ${jwt}\t`,
        ],
        ASKED,
      ],
    };
  for (const [title, [status, write, body]] of Object.entries(requests)) {
    it(`gets the same answer as any other: ${title}`, async (t) => {
      const { endpoint } = await startRoad(t, {
        emulator: { conferences: ['Conference-1', 'Members'] },
        endpoint: {
          conferences: { 'Conference-1': OPEN, Members: { access: 'token', enable: 'token' } },
          origins: [SITE],
          tokens: TOKENS,
          now: NOW,
        },
      });
      const wrapped: Pick<TokenEndpoint, 'fetch'> = {
        fetch: (request, connection) => endpoint.fetch(request, connection),
      };
      const lines = write(
        await sign(
          { conferences: ['Conference-1', 'Members'], scope: 'view enable' },
          { now: NOW },
        ),
      );
      const direct = await exchange(await serve(t, endpoint), lines, body);
      assert.match(direct.status ?? '', new RegExp(` ${status} `));
      assert.deepEqual(direct, await exchange(await serve(t, wrapped), lines, body));
    });
  }

  it('is answered without a Response of the platform, too', async (t) => {
    const { endpoint } = await startRoad(t);
    const wrapped: Pick<TokenEndpoint, 'fetch'> = { fetch: (request) => endpoint.fetch(request) };
    const urls = [await serve(t, endpoint), await serve(t, wrapped)] as const;
    const made = t.mock.method(globalThis, 'Response').mock;
    await exchange(urls[0], ['Origin: https://other.example'], ASKED);
    assert.equal(made.callCount(), 0);
    await exchange(urls[1], ['Origin: https://other.example'], ASKED);
    assert.equal(made.callCount(), 1);
  });

  it('may come in pieces', async (t) => {
    const { endpoint } = await startRoad(t);
    const server = createServer(createNodeListener(endpoint));
    const { port, hostname, host, origin } = new URL(await listen(t, server));
    const socket = connect(Number(port), hostname);
    const length = `Content-Length: ${ASKED.length}`;
    const lines = [`Host: ${host}`, `Origin: ${origin}`, length, 'Connection: close'];
    const head = ['POST / HTTP/1.1', ...lines, 'Content-Type: application/json'].join('\r\n');
    socket.write(`${head}\r\n\r\n${ASKED.slice(0, 9)}`);
    await once(server, 'request');
    socket.write(ASKED.slice(9));
    assert.match(await text(socket), /^HTTP\/1\.1 200 /);
  });

  it('counts the bytes of its answer, not the letters', async (t) => {
    const { endpoint } = await startRoad(t, { client: { key: 'wrong' } });
    const url = await serve(t, endpoint);
    const lines = [`Origin: ${url}`, 'Content-Type: application/json'];
    const { headers, body } = await exchange(url, lines, ASKED);
    assert.match(body, /The site’s operator/);
    assert.ok(headers.includes(`content-length: ${Buffer.byteLength(body)}`), headers.join());
  });

  it(
    'is not waited for when it is refused: the connection closes',
    { timeout: 20_000 },
    async (t) => {
      const { endpoint } = await startRoad(t);
      const server = createServer({ keepAliveTimeout: 0 }, createNodeListener(endpoint));
      const url = new URL(await listen(t, server));
      const socket = connect(Number(url.port), url.hostname);
      await once(socket, 'connect');
      socket.write(`POST / HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 100\r\n\r\n{`);
      assert.match(await text(socket), /^HTTP\/1\.1 403 /);
    },
  );

  it('asks whoever stands in front of the endpoint', async (t) => {
    const { endpoint } = await startRoad(t);
    const url = await serve(t, endpoint);
    endpoint.fetch = async () => new Response('mine');
    const response = await fetch(url, { method: 'POST', body: ASKED });
    assert.equal(await response.text(), 'mine');
  });
});
