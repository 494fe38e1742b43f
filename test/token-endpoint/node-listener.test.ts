import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import type { TokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { listen, readCode, readJson, serve, startRoad } from './endpoint-fixture.js';

const ASKED = { name: 'Conference-1' };

// Read before any listener is created.
const GLOBALS = [globalThis.Request, globalThis.Response];

/** Asks over a socket as a page of the same origin. */
function post(
  url: string,
  body: RequestInit['body'],
  type = 'application/json',
): Promise<Response> {
  const headers = { 'Content-Type': type, Origin: new URL(url).origin };
  return fetch(url, { method: 'POST', headers, body: body ?? null });
}

/** Sends bytes and returns everything that comes back until the server closes. */
async function sendRaw(url: string, ...parts: string[]): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  return text(socket);
}

describe('createNodeListener', () => {
  it('answers over a socket, and names no server', async (t) => {
    const { endpoint } = await startRoad(t);
    const url = await serve(t, endpoint);
    const response = await post(url, JSON.stringify(ASKED));
    assert.equal(response.status, 200);
    assert.equal((await readJson(response))['name'], 'Conference-1');
    assert.equal(response.headers.get('server'), null);
    assert.equal(response.headers.get('x-powered-by'), null);
    assert.ok(response.headers.get('date'));
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  it('answers 413 to a body that goes on, and takes no more of it', async (t) => {
    const { endpoint, calls } = await startRoad(t);
    const url = await serve(t, endpoint);
    const response = await post(url, JSON.stringify(ASKED).padEnd(1_048_576));
    assert.equal(await readCode(response), '413 body_too_large');
    const chunk = `1000\r\n${' '.repeat(4096)}\r\n`;
    const origin = new URL(url).origin;
    const head = `POST / HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const answer = await sendRaw(url, head, chunk, chunk);
    assert.match(answer, /^HTTP\/1\.1 413 [^]*body_too_large/);
    assert.deepEqual(calls(), []);
  });

  it('answers a HEAD without a body and a GET by its query', async (t) => {
    const { endpoint, livebox } = await startRoad(t);
    await livebox.enableConference('Conference-1');
    const url = await serve(t, endpoint);
    const head = await fetch(`${url}/token?name=Conference-1`, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
    assert.equal((await fetch(`${url}/token?name=Conference-1`)).status, 200);
    assert.equal(await readCode(await fetch(url)), '422 validation_failed');
  });

  it('answers a request with a broken address or Host by 400', async (t) => {
    const { endpoint } = await startRoad(t);
    const url = await serve(t, endpoint);
    for (const head of [
      'POST / HTTP/1.1\r\nHost: a b',
      'POST \\ HTTP/1.1\r\nHost: a',
      'POST http://[ HTTP/1.1\r\nHost: a',
    ]) {
      const answer = await sendRaw(
        url,
        `${head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 400 /, head);
      assert.doesNotMatch(answer, /node_modules|\bat /);
    }
  });

  it('answers 500 internal when the endpoint throws, and says nothing of it', async (t) => {
    const broken: Pick<TokenEndpoint, 'fetch'>[] = [
      { fetch: () => Promise.reject(new Error('canary-text')) },
      {
        fetch: () => {
          throw new Error('canary-text');
        },
      },
    ];
    for (const endpoint of broken) {
      const response = await post(await serve(t, endpoint), '{}');
      const shown = await response.clone().text();
      assert.equal(await readCode(response), '500 internal');
      assert.ok(!shown.includes('canary-text'));
    }
  });

  it('leaves the globals of the application alone', async (t) => {
    const { endpoint } = await startRoad(t);
    createNodeListener(endpoint);
    assert.ok(GLOBALS[0] === globalThis.Request && GLOBALS[1] === globalThis.Response);
  });

  it('tells the endpoint when the visitor’s connection closes', async (t) => {
    const asked = new EventTarget();
    const isAsked = once(asked, 'asked');
    const isAborted = once(asked, 'aborted');
    const url = await serve(t, {
      fetch: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            asked.dispatchEvent(new Event('aborted'));
            reject(new Error('gone'));
          });
          asked.dispatchEvent(new Event('asked'));
        }),
    });
    const controller = new AbortController();
    const { signal } = controller;
    const answer = fetch(url, { method: 'POST', body: '{}', signal });
    await isAsked;
    controller.abort();
    await assert.rejects(answer);
    await isAborted;
  });
});

describe('createNodeListener in Express', () => {
  type Parsed = IncomingMessage & { body?: unknown; originalUrl?: string };

  /** What Express does: reads the body, then mounts the listener on a path. */
  async function serveParsed(
    t: TestContext,
    endpoint: Pick<TokenEndpoint, 'fetch'>,
    parse: (body: Buffer) => unknown,
  ): Promise<string> {
    const listener = createNodeListener(endpoint);
    const handle = async (request: Parsed, response: ServerResponse): Promise<void> => {
      const body = parse(await buffer(request));
      if (body !== undefined) request.body = body;
      request.originalUrl = request.url ?? '';
      request.url = '/';
      listener(request, response);
    };
    const url = await listen(
      t,
      createServer((request, response) => void handle(request, response)),
    );
    return `${url}/livebox/token`;
  }

  it('takes a body that was parsed before', async (t) => {
    const { endpoint } = await startRoad(t);
    const parsers: ((body: Buffer) => unknown)[] = [
      (body) => JSON.parse(body.toString()) as unknown,
      (body) => body.toString(),
      (body) => body,
    ];
    for (const parse of parsers) {
      const url = await serveParsed(t, endpoint, parse);
      assert.equal((await post(url, JSON.stringify(ASKED))).status, 200);
    }
  });

  it('holds a parsed body to the same rules', async (t) => {
    const { endpoint } = await startRoad(t);
    const url = await serveParsed(t, endpoint, (body) => JSON.parse(body.toString()) as unknown);
    const large = JSON.stringify({ ...ASKED, note: 'x'.repeat(5000) });
    assert.equal(await readCode(await post(url, large)), '413 body_too_large');
    assert.equal(await readCode(await post(url, '{"name":"a b"}')), '422 validation_failed');
    const typed = await post(url, JSON.stringify(ASKED), 'text/plain');
    assert.equal(await readCode(typed), '415 unsupported_media_type');
  });

  it('reads the body itself when a parser left an empty object and the stream alone', async (t) => {
    const { endpoint } = await startRoad(t);
    const listener = createNodeListener(endpoint);
    const url = await listen(
      t,
      createServer((request, response) => {
        listener(Object.assign(request, { body: {} }), response);
      }),
    );
    assert.equal((await post(url, JSON.stringify(ASKED))).status, 200);
  });

  it('says so when the body has gone', async (t) => {
    const { endpoint, calls } = await startRoad(t);
    const url = await serveParsed(t, endpoint, () => undefined);
    const problem = await readJson(await post(url, JSON.stringify(ASKED)));
    assert.equal(problem['code'], 'internal');
    assert.match(String(problem['detail']), /Mount the endpoint ahead/);
    assert.deepEqual(calls(), []);
  });
});
