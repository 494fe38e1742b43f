import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { answer, KEY, startRecordingServer } from './recording-server.js';

const SERVER_KEY = 'server-key-Canary';
const SIZE = { width: '800px', height: '450px' };

const probe = new LiveboxClient({
  server: 'https://a.example',
  username: 'u',
  key: KEY,
  serverKey: SERVER_KEY,
});

test('a client shows no credential, whoever looks', () => {
  const client = new LiveboxClient({
    server: 'https://livebox.example',
    username: 'apiuser',
    key: KEY,
    serverKey: SERVER_KEY,
  });
  assertClean({ client, deep: [[[{ client }]]] });
  assert.equal(inspect(client), "LiveboxClient { origin: 'https://livebox.example' }");
  assert.equal(JSON.stringify({ client }), '{"client":{"origin":"https://livebox.example"}}');
  assert.deepEqual(Reflect.ownKeys(client), []);
  assertClean(structuredClone(client));
  assertClean(Object.assign({}, client));
});

const HOSTILE_ANSWERS: Record<string, [unknown, number, Record<string, string>?]> = {
  'a failure message': [{ status: 'failure', message: `Wrong key ${KEY}` }, 401],
  'a failure message, percent-encoded': [
    { status: 'failure', message: encodeURIComponent(`key=${KEY}`) },
    403,
  ],
  'a failure message, base64': [
    { status: 'failure', message: Buffer.from(`key=${KEY}`).toString('base64') },
    500,
  ],
  'a failure message, HTML': [
    { status: 'failure', message: KEY.replace(/&/g, '&amp;').replace(/"/g, '&quot;') },
    400,
  ],
  'a failure message, split by a line break': [
    { status: 'failure', message: `${JSON.stringify(KEY)}\n${SERVER_KEY}` },
    404,
  ],
  'a status': [{ status: KEY }, 200],
  'plain text': [`Wrong key ${KEY}`, 200],
  'a long text': [`${'x'.repeat(190)}${KEY}`, 200],
  'a redirect': ['', 307, { location: `https://${SERVER_KEY}.example/?key=x` }],
};

for (const [where, [body, status, headers]] of Object.entries(HOSTILE_ANSWERS)) {
  test(`a server that echoes the key in ${where} does not get it into an error`, async () => {
    await using server = await startRecordingServer(answer(body, status, headers));
    const client = server.createClient({ serverKey: SERVER_KEY });
    for (const call of [
      () => client.enableConference('A'),
      () => client.getEmbedCode('A', SIZE),
      () => client.createConference('A', { preset: 'P' }),
      () => client.scheduleConference('A', { start: new Date(0), end: new Date(1000) }),
    ]) {
      await assert.rejects(call, (error: unknown) => {
        assertClean(error);
        return true;
      });
    }
  });
}

test('a fetch that throws the request does not get the key into an error', async () => {
  await using server = await startRecordingServer(answer(''));
  const fetch: typeof globalThis.fetch = (url, init) => {
    const body = init?.body;
    assert.ok(typeof body === 'string' && probe.containsSecret(body));
    const inner = Object.assign(new Error(`inner ${body}`), { code: body, url });
    const error = new TypeError(`Can't send ${body}`, { cause: inner });
    error.name = `E${body}`;
    return Promise.reject(Object.assign(error, { request: init, config: { body } }));
  };
  await assert.rejects(server.createClient({ fetch }).startService(), (error: unknown) => {
    assert.ok(error instanceof Error && error.cause instanceof Error);
    assert.ok(error.cause.cause instanceof Error);
    assertClean(error);
    return true;
  });
});

test('nor does one that throws at once, something that is no error, or a trap', async () => {
  await using server = await startRecordingServer(answer(''));
  const thrown: ((body: unknown) => unknown)[] = [
    (body) => body,
    (body) => ({ body }),
    (body) => new AggregateError([new Error(String(body))], 'all failed'),
    (body) =>
      Object.defineProperty(new Error('trap'), 'message', {
        get: () => {
          throw new Error(String(body));
        },
      }),
    (body) => {
      const loop: Error = new Error('loop');
      return Object.assign(loop, { cause: loop, body });
    },
  ];
  for (const create of thrown) {
    const client = server.createClient({
      fetch: (_, init) => {
        throw create(init?.body);
      },
    });
    await assert.rejects(client.startService(), (error: unknown) => {
      assert.equal(Reflect.get(error as object, 'code'), 'unavailable');
      assertClean(error);
      return true;
    });
  }
});

test('the cause of a harmless error keeps name, message, code and stack', async () => {
  await using server = await startRecordingServer(answer(''));
  const original = Object.assign(new RangeError('No route'), { code: 'ENETUNREACH' });
  const client = server.createClient({ fetch: () => Promise.reject(original) });
  await assert.rejects(client.startService(), (error: unknown) => {
    assert.ok(error instanceof Error && error.cause instanceof Error);
    const { name, message, stack } = error.cause;
    assert.deepEqual({ name, message, stack }, { ...pick(original), stack: original.stack });
    assert.equal(Reflect.get(error.cause, 'code'), 'ENETUNREACH');
    return true;
  });
});

test('errors for swapped or wrong arguments repeat no value', async () => {
  await using server = await startRecordingServer(answer(''));
  const client = server.createClient();
  await assert.rejects(client.createConference(KEY, { preset: 'P' }), (error: unknown) => {
    assertClean(error);
    return true;
  });
});

function pick({ name, message }: Error): { name: string; message: string } {
  return { name, message };
}

/** No view of a value, however deep, holds a credential in any form. */
function assertClean(value: unknown): void {
  const options = { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity };
  const views = [
    inspect(value, options),
    inspect(value, { ...options, customInspect: false }),
    JSON.stringify(value) ?? '',
    ...listErrorTexts(value),
  ];
  for (const view of views) {
    assert.ok(!probe.containsSecret(view), view);
    assert.doesNotMatch(view, /canary/i);
  }
}

function listErrorTexts(value: unknown): string[] {
  if (!(value instanceof Error)) return [];
  return [value.message, String(value), value.stack ?? '', ...listErrorTexts(value.cause)];
}
