import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { LiveboxError } from '../../src/livebox-api/livebox-error.js';
import { createTokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { createPost, listen, OPEN, readJson, type Road, startRoad } from './endpoint-fixture.js';

const ASKED = { name: 'Conference-1' };

/** An endpoint before a server that is no good Livebox server. */
async function startBadRoad(
  t: TestContext,
  answer: RequestListener,
  timeout = 10_000,
): Promise<Pick<Road, 'endpoint' | 'errors' | 'livebox'>> {
  const server = await listen(t, createServer(answer));
  const livebox = new LiveboxClient({ server, username: 'u', key: 'canary-key', timeout });
  const errors: Road['errors'] = [];
  const endpoint = createTokenEndpoint({
    livebox,
    conferences: { 'Conference-1': OPEN },
    onError: (error, context) => errors.push({ error, context }),
  });
  return { endpoint, errors, livebox };
}

async function expectProblem(
  response: Response,
  status: number,
  code: string,
  retryAfter: string | null,
): Promise<void> {
  const problem = await readJson(response);
  assert.equal(response.status, status);
  assert.equal(problem['code'], code);
  assert.equal(response.headers.get('retry-after'), retryAfter);
  assert.deepEqual(Object.keys(problem).sort(), [
    'code',
    'detail',
    'retryable',
    'status',
    'title',
    'type',
  ]);
}

describe('Livebox fails', () => {
  it('refuses the credentials: 502 upstream_refused', async (t) => {
    const { ask, errors } = await startRoad(t, { client: { key: 'wrong' } });
    await expectProblem(await ask(ASKED), 502, 'upstream_refused', null);
    assert.ok(errors[0]?.error instanceof LiveboxError);
    assert.deepEqual(errors[0].context, { code: 'upstream_refused', conference: 'Conference-1' });
  });

  it('has no API permission for the user: 502 upstream_refused', async (t) => {
    const { ask } = await startRoad(t, { emulator: { apiPermission: false } });
    await expectProblem(await ask(ASKED), 502, 'upstream_refused', null);
  });

  it('is stopped: 503 upstream_unavailable with Retry-After', async (t) => {
    const { ask, livebox } = await startRoad(t);
    await livebox.stopService();
    await expectProblem(await ask(ASKED), 503, 'upstream_unavailable', '5');
  });

  it('can not be reached: 503 upstream_unavailable', async (t) => {
    const { endpoint } = await startBadRoad(t, (request) => request.socket.destroy());
    await expectProblem(await endpoint.fetch(createPost(ASKED)), 503, 'upstream_unavailable', '5');
  });

  it('never answers: 504 upstream_timeout', async (t) => {
    const { endpoint } = await startBadRoad(t, () => undefined, 20);
    await expectProblem(await endpoint.fetch(createPost(ASKED)), 504, 'upstream_timeout', '5');
  });

  it('answers with nonsense that quotes the request: 502 upstream_invalid, nothing quoted', async (t) => {
    const { endpoint, errors, livebox } = await startBadRoad(t, (request, response) => {
      request.pipe(response);
    });
    const response = await endpoint.fetch(createPost(ASKED));
    await expectProblem(response.clone(), 502, 'upstream_invalid', null);
    assert.ok(!livebox.containsSecret(await response.text()));
    const { error } = errors[0] ?? {};
    assert.ok(error instanceof LiveboxError);
    assert.ok(!livebox.containsSecret(`${error.stack} ${String(error.cause)}`));
  });

  it('does not know the preset that a missing conference is to have: 500 internal', async (t) => {
    const { ask, errors } = await startRoad(t, {
      emulator: { conferences: [] },
      endpoint: { conferences: { New: { ...OPEN, create: { preset: 'No-such' } } } },
    });
    await expectProblem(await ask({ name: 'New' }), 500, 'internal', null);
    assert.ok(errors[0]?.error instanceof LiveboxError);
  });
});

describe('a visitor who leaves', () => {
  it('ends nobody’s call: the others get what it brings', async (t) => {
    const { livebox, calls, errors } = await startRoad(t);
    const events = new EventEmitter();
    const isAsked = once(events, 'asked');
    const isLeft = once(events, 'left');
    const endpoint = createTokenEndpoint({
      conferences: { 'Conference-1': OPEN },
      onError: (error, context) => errors.push({ error, context }),
      livebox: {
        origin: livebox.origin,
        containsSecret: (text) => livebox.containsSecret(text),
        enableConference: (name, options) => livebox.enableConference(name, options),
        createConference: (name, settings) => livebox.createConference(name, settings),
        getEmbedCode: (name, size, options) => livebox.getEmbedCode(name, size, options),
        listConferences: async (options) => {
          events.emit('asked');
          await isLeft;
          return livebox.listConferences(options);
        },
      },
    });
    const controller = new AbortController();
    const request = new Request(createPost(ASKED), { signal: controller.signal });
    const leaving = endpoint.fetch(request);
    await isAsked;
    const staying = endpoint.fetch(createPost(ASKED));
    controller.abort();
    assert.equal((await leaving).status, 503);
    events.emit('left');
    assert.equal((await staying).status, 200);
    assert.deepEqual(calls(), ['listConferences', 'enableConference', 'getEmbedCode']);
    assert.deepEqual(errors, []);
  });
});

describe('onError', () => {
  it('hears nothing of what visitors do', async (t) => {
    const { ask, errors } = await startRoad(t);
    await ask({ name: 'Unknown' });
    await ask('{');
    await ask(ASKED, {});
    assert.deepEqual(errors, []);
  });

  it('never breaks the answer', async (t) => {
    const hooks = [
      () => {
        throw new Error('the log is full');
      },
      () => Promise.reject(new Error('the log is far away')),
      () => new Promise(() => undefined),
    ];
    for (const onError of hooks) {
      const { ask } = await startRoad(t, { client: { key: 'wrong' }, endpoint: { onError } });
      await expectProblem(await ask(ASKED), 502, 'upstream_refused', null);
    }
  });

  it('is not needed', async (t) => {
    const { livebox } = await startRoad(t, { client: { key: 'wrong' } });
    const endpoint = createTokenEndpoint({ livebox, conferences: { 'Conference-1': OPEN } });
    await expectProblem(await endpoint.fetch(createPost(ASKED)), 502, 'upstream_refused', null);
  });

  it('hears of a clock that throws, and the visitor gets 500 internal', async (t) => {
    const failure = new Error('no clock');
    const now = (): Date => {
      throw failure;
    };
    const { ask, errors } = await startRoad(t, { endpoint: { now } });
    await expectProblem(await ask(ASKED), 500, 'internal', null);
    assert.equal(errors[0]?.error, failure);
  });
});
