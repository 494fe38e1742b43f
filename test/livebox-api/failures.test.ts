import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import {
  LiveboxAbortError,
  LiveboxAnswerError,
  LiveboxArgumentError,
  type LiveboxClient,
  LiveboxConferenceError,
  LiveboxCredentialsError,
  LiveboxError,
  LiveboxTimeoutError,
  LiveboxUnavailableError,
} from '../../src/livebox-api/livebox-client.js';
import { answer, startRecordingServer } from './recording-server.js';

const SIZE = { width: '800px', height: '450px' };
const SETTINGS = { preset: 'Preset-1' };
const SCHEDULE = { start: new Date('2030-01-01T00:00:00Z'), end: new Date('2030-01-02T00:00:00Z') };
const CHANGED = { name: 'A', status: 'Enabled', conferencelink: 'https://a/b' };

const SAFE_TO_REPEAT: Record<string, (client: LiveboxClient) => Promise<unknown>> = {
  enableConference: (client) => client.enableConference('A'),
  disableConference: (client) => client.disableConference('A'),
  getEmbedCode: (client) => client.getEmbedCode('A', SIZE),
  listConferences: (client) => client.listConferences(),
  scheduleConference: (client) => client.scheduleConference('A', SCHEDULE),
  unscheduleConference: (client) => client.unscheduleConference('A'),
};

const SENT_ONCE: Record<string, (client: LiveboxClient) => Promise<unknown>> = {
  createConference: (client) => client.createConference('A', SETTINGS),
  changeSettings: (client) => client.changeSettings('A', SETTINGS),
  removeConference: (client) => client.removeConference('A'),
  resetAllConferences: (client) => client.resetAllConferences(),
  startService: (client) => client.startService(),
  stopService: (client) => client.stopService(),
  restartService: (client) => client.restartService(),
  refreshIpConfiguration: (client) => client.refreshIpConfiguration(),
};

const STATUSES: [
  string,
  number,
  (client: LiveboxClient) => Promise<unknown>,
  new (...args: never[]) => LiveboxError,
  string,
][] = [
  ['bad parameters', 400, SENT_ONCE['createConference']!, LiveboxArgumentError, 'argument_invalid'],
  ['bad request', 400, SAFE_TO_REPEAT['listConferences']!, LiveboxAnswerError, 'answer_invalid'],
  ['credentials', 401, SENT_ONCE['startService']!, LiveboxCredentialsError, 'credentials_refused'],
  ['permission', 403, SENT_ONCE['startService']!, LiveboxCredentialsError, 'credentials_refused'],
  ['unknown', 404, SENT_ONCE['removeConference']!, LiveboxConferenceError, 'conference_unknown'],
  [
    'unknown',
    404,
    SAFE_TO_REPEAT['scheduleConference']!,
    LiveboxConferenceError,
    'conference_unknown',
  ],
  ['no API', 404, SAFE_TO_REPEAT['listConferences']!, LiveboxAnswerError, 'answer_invalid'],
  ['taken', 409, SENT_ONCE['createConference']!, LiveboxConferenceError, 'name_taken'],
  ['off', 409, SAFE_TO_REPEAT['getEmbedCode']!, LiveboxConferenceError, 'conference_off'],
  ['conflict', 409, SENT_ONCE['removeConference']!, LiveboxAnswerError, 'answer_invalid'],
  ['teapot', 418, SENT_ONCE['removeConference']!, LiveboxAnswerError, 'answer_invalid'],
];

for (const [title, status, call, Class, code] of STATUSES) {
  test(`status ${status} (${title}) is ${code}, sent once`, async () => {
    await using server = await startRecordingServer(
      answer({ status: 'failure', message: 'Out of biscuits' }, status),
    );
    const error = await rejection(call(server.createClient()));
    assert.ok(error instanceof Class, String(error));
    assert.equal(error.code, code);
    assert.equal(error.status, status);
    assert.equal(error.retryable, false);
    assert.match(error.message, /Out of biscuits/);
    assert.equal(server.requests.length, 1);
  });
}

test('401 and 403 say what to ask the Livebox administrator', async () => {
  await using server = await startRecordingServer((response, index) =>
    answer('', [401, 403][index])(response),
  );
  const client = server.createClient();
  assert.match((await rejection(client.enableConference('A'))).message, /username and key/);
  assert.match((await rejection(client.enableConference('A'))).message, /API permission/);
});

test("a web server's own 404 page is no unknown conference", async () => {
  await using server = await startRecordingServer(answer('<html>404</html>', 404));
  const error = await rejection(server.createClient().enableConference('A'));
  assert.ok(error instanceof LiveboxAnswerError);
  assert.doesNotMatch(error.message, /html/);
});

for (const [operation, call] of Object.entries(SAFE_TO_REPEAT)) {
  test(`${operation} is tried three times`, async () => {
    await using server = await startRecordingServer(answer('Bad gateway', 502));
    const error = await rejection(call(server.createClient()));
    assert.ok(error instanceof LiveboxUnavailableError);
    assert.equal(error.operation, operation);
    assert.equal(error.retryable, true);
    assert.equal(server.requests.length, 3);
  });
}

for (const [operation, call] of Object.entries(SENT_ONCE)) {
  test(`${operation} is never repeated`, async () => {
    await using server = await startRecordingServer(answer('Bad gateway', 502));
    const error = await rejection(call(server.createClient()));
    assert.ok(error instanceof LiveboxUnavailableError);
    assert.equal(error.operation, operation);
    assert.equal(server.requests.length, 1);
  });
}

test('a later attempt may succeed, also after a lost connection', async () => {
  await using server = await startRecordingServer((response, index) => {
    if (index === 0) response.destroy();
    else answer(index === 1 ? 'Busy' : CHANGED, index === 1 ? 429 : 200)(response);
  });
  const result = await server.createClient().enableConference('A');
  assert.equal(result.conferenceLink, 'https://a/b');
  assert.equal(server.requests.length, 3);
});

test('a server that is not there is unavailable, and the cause says why', async () => {
  const server = await startRecordingServer(answer(''));
  const client = server.createClient();
  await server[Symbol.asyncDispose]();
  const error = await rejection(client.listConferences());
  assert.ok(error instanceof LiveboxUnavailableError);
  const cause = error.cause;
  assert.ok(cause instanceof Error && cause.cause instanceof Error);
  assert.equal(Reflect.get(cause.cause, 'code'), 'ECONNREFUSED');
});

test('a server that never answers ends in a timeout, each attempt with its own', async () => {
  await using server = await startRecordingServer(() => undefined);
  let attempts = 0;
  // Counted here: on a busy machine one may be over before it has reached the server.
  const counting: typeof fetch = (url, init) => {
    attempts += 1;
    return fetch(url, init);
  };
  const client = server.createClient({ timeout: 20, fetch: counting });
  assert.ok((await rejection(client.startService())) instanceof LiveboxTimeoutError);
  assert.equal(attempts, 1);
  const error = await rejection(client.listConferences());
  assert.ok(error instanceof LiveboxTimeoutError);
  assert.equal(error.retryable, true);
  assert.equal(attempts, 4);
});

test(
  'a body that never ends ends in a timeout, and the connection is closed',
  { timeout: 30_000 },
  async () => {
    const closed: Promise<unknown>[] = [];
    await using server = await startRecordingServer((response) => {
      closed.push(once(response, 'close'));
      response.write('[');
    });
    const client = server.createClient({ timeout: 100 });
    assert.ok((await rejection(client.stopService())) instanceof LiveboxTimeoutError);
    await Promise.all(closed);
  },
);

test('a fetch that ignores its signal is left behind by timeout and abort', async () => {
  const fetch = () => new Promise<Response>(() => undefined);
  await using server = await startRecordingServer(answer(''));
  const client = server.createClient({ fetch, timeout: 5 });
  assert.ok((await rejection(client.startService())) instanceof LiveboxTimeoutError);
  const controller = new AbortController();
  const call = rejection(server.createClient({ fetch }).listConferences(controller));
  controller.abort();
  assert.ok((await call) instanceof LiveboxAbortError);
});

test('a silent body that ignores its signal is cancelled', { timeout: 30_000 }, async () => {
  const cancelled = createDeferred<unknown>();
  const body = new ReadableStream({ cancel: cancelled.resolve });
  await using server = await startRecordingServer(answer(''));
  const client = server.createClient({
    fetch: () => Promise.resolve(new Response(body)),
    timeout: 5,
  });
  assert.ok((await rejection(client.startService())) instanceof LiveboxTimeoutError);
  await cancelled.promise;
});

test(
  'a late answer of a fetch that ignores its signal is cancelled',
  { timeout: 30_000 },
  async () => {
    const cancelled = createDeferred<unknown>();
    const late = createDeferred<Response>();
    await using server = await startRecordingServer(answer(''));
    const client = server.createClient({ fetch: () => late.promise, timeout: 5 });
    await rejection(client.startService());
    late.resolve(new Response(new ReadableStream({ cancel: cancelled.resolve })));
    await cancelled.promise;
  },
);

test("the caller's signal ends a call before, during and between attempts", async () => {
  const reason = new Error('The visitor left.');
  const controller = new AbortController();
  await using server = await startRecordingServer(() => controller.abort(reason));
  const client = server.createClient();
  const during = await rejection(client.listConferences(controller));
  assert.ok(during instanceof LiveboxAbortError);
  assert.equal(during.cause, reason);
  assert.equal(during.retryable, false);
  const before = await rejection(client.listConferences(controller));
  assert.ok(before instanceof LiveboxAbortError);
  assert.equal(server.requests.length, 1);
});

test('an abort ends the delay between two attempts', { timeout: 30_000 }, async () => {
  await using server = await startRecordingServer(answer(''));
  const controller = new AbortController();
  let calls = 0;
  const fetch: typeof globalThis.fetch = () => {
    calls += 1;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        stream.close();
        // By then the client has noticed the end and is in its delay of about an hour.
        setImmediate(() => {
          controller.abort();
        });
      },
    });
    return Promise.resolve(new Response(body, { status: 503 }));
  };
  const client = server.createClient({ fetch, retryDelay: 3_600_000 });
  assert.ok((await rejection(client.listConferences(controller))) instanceof LiveboxAbortError);
  assert.equal(calls, 1);
});

test('a call leaves no listener on the signal and no timer behind', async () => {
  let listeners = 0;
  class CountingSignal extends EventTarget {
    readonly aborted = false;
    readonly reason = undefined;
    override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
      listeners += 1;
      super.addEventListener(...args);
    }
    override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
      listeners -= 1;
      super.removeEventListener(...args);
    }
  }
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  await using server = await startRecordingServer((response, index) =>
    answer(index < 2 ? 'Busy' : '[]', index < 2 ? 503 : 200)(response),
  );
  const signal = new CountingSignal() as unknown as AbortSignal;
  const fetch: typeof globalThis.fetch = () => {
    const status = [503, 503, 200][calls++] ?? 200;
    return Promise.resolve(new Response('[]', { status }));
  };
  let calls = 0;
  const before = timers();
  await server.createClient({ fetch, timeout: 86_400_000 }).listConferences({ signal });
  assert.equal(calls, 3);
  assert.equal(listeners, 0);
  assert.equal(timers(), before);
});

test('a redirect to another origin is refused, and nothing is sent there', async () => {
  await using other = await startRecordingServer(answer('[]'));
  for (const status of [301, 302, 303, 307, 308]) {
    await using server = await startRecordingServer(
      answer('', status, { location: `${other.origin}/livebox/appsservice/api/videoConfSettings` }),
    );
    const error = await rejection(server.createClient().listConferences());
    assert.ok(error instanceof LiveboxAnswerError);
    assert.ok(error.message.includes(other.origin));
    assert.equal(server.requests.length, 1);
  }
  assert.equal(other.requests.length, 0);
});

test('307 and 308 on the same origin keep method and body; a loop ends', async () => {
  await using server = await startRecordingServer((response, index) => {
    if (index === 0) answer('', 307, { location: '/elsewhere' })(response);
    else if (index === 1) answer('', 308, { location: 'again' })(response);
    else if (index === 2) answer('[]')(response);
    else answer('', 307, { location: '/loop' })(response);
  });
  const client = server.createClient();
  assert.deepEqual(await client.listConferences(), []);
  assert.deepEqual(
    server.requests.map(({ method, path }) => `${method} ${path}`),
    ['POST /livebox/appsservice/api/videoConfSettings', 'POST /elsewhere', 'POST /again'],
  );
  assert.deepEqual(server.requests[2]?.body, server.requests[0]?.body);
  assert.ok((await rejection(client.listConferences())) instanceof LiveboxAnswerError);
  assert.equal(server.requests.length, 3 + 4);
});

test('other redirects on the same origin, and those of what is sent once, are refused', async () => {
  await using server = await startRecordingServer((response, index) =>
    answer('', index === 0 ? 302 : 307, { location: '/elsewhere' })(response),
  );
  const client = server.createClient();
  assert.ok((await rejection(client.listConferences())) instanceof LiveboxAnswerError);
  assert.ok((await rejection(client.removeConference('A'))) instanceof LiveboxAnswerError);
  assert.equal(server.requests.length, 2);
});

test('a failure is quoted, unless it is too long to be a message', async () => {
  const failure = (message: string): string => JSON.stringify({ status: 'failure', message });
  await using server = await startRecordingServer((response, index) =>
    answer(failure(index === 0 ? 'No such thing.' : 'a '.repeat(10_000)), 404)(response),
  );
  const client = server.createClient();
  const short = await rejection(client.removeConference('A'));
  assert.match(short.message, /\(status 404\)\. It says: “No such thing”\./);
  const long = await rejection(client.removeConference('A'));
  assert.equal(long.code, 'conference_unknown');
  assert.doesNotMatch(long.message, /It says|a a/);
});

test('a redirect that the runtime hides is refused', async () => {
  await using server = await startRecordingServer(answer(''));
  const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
  const client = server.createClient({ fetch: () => Promise.resolve(hidden) });
  const error = await rejection(client.listConferences());
  assert.ok(error instanceof LiveboxAnswerError);
  assert.match(error.message, /redirected/);
});

const LIMIT = 1024 * 1024;

test(
  'an answer over 1 MiB is cut off, compressed or without a length',
  { timeout: 30_000 },
  async () => {
    const large = `<iframe>${'a'.repeat(LIMIT)}`;
    await using server = await startRecordingServer((response, index) => {
      if (index === 0) answer(large, 200, { 'content-length': String(large.length) })(response);
      else if (index === 1) {
        response.writeHead(200, { 'content-encoding': 'br' });
        response.end(brotliCompressSync(large));
      } else response.write(large);
    });
    for (let index = 0; index < 3; index++) {
      const error = await rejection(server.createClient().getEmbedCode('A', SIZE));
      assert.ok(error instanceof LiveboxAnswerError);
      assert.match(error.message, /cut off/);
    }
    assert.equal(server.requests.length, 3);
  },
);

test(
  'an answer of exactly 1 MiB is read; of an endless one little more than that',
  { timeout: 30_000 },
  async () => {
    await using server = await startRecordingServer(answer('<iframe>'.padEnd(LIMIT, ' ')));
    assert.equal((await server.createClient().getEmbedCode('A', SIZE)).length, LIMIT);
    let sent = 0;
    const cancelled = createDeferred<unknown>();
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel: cancelled.resolve,
    });
    const client = server.createClient({ fetch: () => Promise.resolve(new Response(endless)) });
    assert.ok((await rejection(client.getEmbedCode('A', SIZE))) instanceof LiveboxAnswerError);
    await cancelled.promise;
    assert.ok(sent <= LIMIT + 3 * 65_536, `${sent} bytes were read`);
  },
);

function createDeferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function rejection(promise: Promise<unknown>): Promise<LiveboxError> {
  const outcome = await promise.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok('error' in outcome, 'The call should have been rejected.');
  assert.ok(outcome.error instanceof LiveboxError, String(outcome.error));
  return outcome.error;
}
