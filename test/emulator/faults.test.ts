import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { readEmbedCode } from '../../src/embed-protocol/embed-code.js';
import { createEmulator, EmulatorError } from '../../src/emulator/emulator.js';
import { HOSTILE_EMBED_CODES } from '../../src/emulator/hostile-embed-codes.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { assertRefused, KEYS, list, startEmulator, type Fixture } from './emulator-fixture.js';

const SIZE = { width: '800px', height: '450px' };
const conferences = [{ name: 'A', mode: 'on' as const }];

/** The list, asked for with faults of its own. */
function listWith(fixture: Fixture, faults: string): ReturnType<Fixture['call']> {
  return fixture.call('videoConfSettings', { action: 'get' }, { 'x-livebox-fault': faults });
}

async function openMeeting(fixture: Fixture, init: RequestInit = {}): Promise<Response> {
  const [conference] = await list(fixture);
  return fetch(`${fixture.url}/lbmeeting/?key=${conference?.['Hashkey'] ?? ''}`, init);
}

function causeCode(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error && 'code' in error.cause
    ? error.cause.code
    : undefined;
}

describe('emulator: faults of one request', () => {
  test('latency holds the answer back', async () => {
    const fixture = await startEmulator({ conferences });
    const start = performance.now();
    assert.equal((await listWith(fixture, 'latency=60')).status, 200);
    assert.ok(performance.now() - start >= 59);
  });

  test('hang never answers, and nothing is carried out', async () => {
    const fixture = await startEmulator({ conferences });
    const body = JSON.stringify({
      username: 'apiuser',
      key: KEYS.key,
      action: 'Remove',
      name: 'A',
    });
    const headers = { 'content-type': 'application/json', 'x-livebox-fault': 'hang' };
    const outgoing = request(`${fixture.url}/livebox/appsservice/api/videoConfSettings`, {
      method: 'POST',
      headers,
    });
    const ended = new Promise((resolve) => outgoing.on('error', resolve).on('response', resolve));
    await new Promise((resolve) => outgoing.end(body, () => resolve(undefined)));
    // A later request is answered: this one would have been, too.
    assert.equal((await list(fixture)).length, 1);
    outgoing.destroy();
    assert.ok((await ended) instanceof Error);
  });

  test('reset ends the connection without a byte', async () => {
    const fixture = await startEmulator({ conferences });
    await assert.rejects(listWith(fixture, 'reset'), (error) => {
      assert.equal(causeCode(error), 'ECONNRESET');
      return true;
    });
    assert.equal(fixture.emulator.requests.at(-1)?.status, 0);
    assert.equal(fixture.emulator.requests.at(-1)?.faults, 'reset');
  });

  test('truncate ends the connection in the middle of the body', async () => {
    const fixture = await startEmulator({ conferences });
    const whole = (await fixture.act('get')).body;
    const { received, announced, error } = await receive(fixture.url, 'truncate');
    assert.equal(announced, whole.length);
    assert.equal(received, whole.slice(0, Math.floor(whole.length / 2)));
    assert.equal(error, 'ECONNRESET');
  });

  test('stall sends half of the body and then nothing', async () => {
    const fixture = await startEmulator({ conferences });
    const whole = (await fixture.act('get')).body;
    const half = whole.slice(0, Math.floor(whole.length / 2));
    const { received } = await receive(fixture.url, 'stall', half.length);
    assert.equal(received, half);
  });

  test('status is answered, and nothing is carried out', async () => {
    const fixture = await startEmulator({ conferences });
    for (const status of [400, 429, 500, 503, 599]) {
      const answer = await fixture.call(
        'videoConfSettings',
        { action: 'Remove', name: 'A' },
        { 'x-livebox-fault': `status=${String(status)}` },
      );
      assertRefused(answer, status, /The fault status=\d+ is set/);
    }
    assert.equal((await list(fixture)).length, 1);
  });

  test('failure-in-200', async () => {
    const fixture = await startEmulator({ conferences });
    assertRefused(await listWith(fixture, 'failure-in-200'), 200, /failure-in-200/);
  });

  test('malformed-json comes after the operation is carried out', async () => {
    const fixture = await startEmulator({ conferences });
    for (const action of ['get', 'Remove']) {
      const { status, headers, body } = await fixture.call(
        'videoConfSettings',
        { action, name: 'A' },
        { 'x-livebox-fault': 'malformed-json' },
      );
      assert.equal(status, 200);
      assert.match(headers.get('content-type') ?? '', /^application\/json/);
      assert.throws(() => JSON.parse(body) as unknown, SyntaxError);
    }
    assert.deepEqual(await list(fixture), []);
  });

  test('redirect leads to another origin, or where it says', async () => {
    const fixture = await startEmulator({ conferences });
    const redirect = async (faults: string): Promise<string | null> => {
      const response = await fetch(`${fixture.url}/lbmeeting/`, {
        redirect: 'manual',
        headers: { 'x-livebox-fault': faults },
      });
      assert.equal(response.status, 307);
      return response.headers.get('location');
    };
    const other = fixture.url.replace('127.0.0.1', 'localhost');
    assert.equal(await redirect('redirect'), `${other}/lbmeeting/`);
    assert.equal(await redirect('redirect=https://evil.example/a'), 'https://evil.example/a');
  });

  test('several act in the order in which they stand', async () => {
    const fixture = await startEmulator({ conferences });
    const start = performance.now();
    assert.equal((await listWith(fixture, 'latency=30;status=502; reset')).status, 502);
    assert.ok(performance.now() - start >= 29);
  });

  test('a fault that does not exist is explained', async () => {
    const fixture = await startEmulator({ conferences });
    const cases: [string, RegExp][] = [
      ['explode', /No fault has this name. The faults: latency, hang/],
      ['toString', /No fault has this name/],
      ['latency', /latency takes milliseconds/],
      ['latency=-1', /latency takes milliseconds/],
      ['status=200', /status from 400 to 599/],
      ['hang=1', /hang takes no value/],
      ['redirect=javascript:1', /redirect takes/],
      ['hostile-embed-code=mild', /one of javascript-url, /],
      ['x-frame-options=ALLOWALL', /DENY or SAMEORIGIN/],
      ["frame-ancestors=*; script-src 'unsafe-inline'", /frame-ancestors takes/],
    ];
    for (const [faults, message] of cases) {
      assertRefused(await listWith(fixture, faults), 400, message);
    }
  });

  test('only on loopback', async () => {
    const emulator = createEmulator(KEYS);
    const headers = { 'x-livebox-fault': 'status=503' };
    for (const [origin, status] of [
      ['http://[::1]', 503],
      ['https://livebox.example', 404],
    ] as const) {
      const response = await emulator.fetch(new Request(`${origin}/lbmeeting/`, { headers }));
      assert.equal(response.status, status);
    }
  });
});

describe('emulator: faults of the meeting page', () => {
  test('X-Frame-Options and frame-ancestors, beside the page’s own policy', async () => {
    const fixture = await startEmulator({ conferences });
    const load = (faults: string): Promise<Response> =>
      openMeeting(fixture, { headers: { 'x-livebox-fault': faults } });
    assert.equal((await load('x-frame-options')).headers.get('x-frame-options'), 'DENY');
    const same = await load('x-frame-options=SAMEORIGIN');
    assert.equal(same.headers.get('x-frame-options'), 'SAMEORIGIN');
    const policy = (await load('frame-ancestors')).headers.get('content-security-policy');
    assert.match(policy ?? '', /default-src 'none'.*, frame-ancestors 'none'$/);
    const ownPage = await load('frame-ancestors=https://a.example:8080');
    assert.match(
      ownPage.headers.get('content-security-policy') ?? '',
      /, frame-ancestors https:\/\/a\.example:8080$/,
    );
    assert.equal((await fixture.act('get')).headers.get('x-frame-options'), null);
  });

  test('those of the API pass it by, and its script and style meet none', async () => {
    const fixture = await startEmulator({
      conferences,
      faults: ['failure-in-200; malformed-json'],
    });
    fixture.emulator.faults.set('status=500', { on: 'api' });
    assert.equal((await fetch(`${fixture.url}/lbmeeting/`)).status, 404);
    fixture.emulator.faults.set('status=500');
    assert.equal((await fetch(`${fixture.url}/lbmeeting/`)).status, 500);
    assert.equal((await fetch(`${fixture.url}//lbmeeting`)).status, 500);
    assert.equal((await fetch(`${fixture.url}/lbmeeting/assets/meeting.css`)).status, 200);
  });
});

describe('emulator: faults that are set', () => {
  test('act on their target: the operation’s, else the place’s, else all', async () => {
    const { emulator, act, call, url } = await startEmulator({ conferences });
    const statuses = async (): Promise<number[]> => [
      (await act('get')).status,
      (await act('changeConferenceMode', { name: 'A', conferenceMode: 'on' })).status,
      (await call('getEmbedCodeofConference', { name: 'A', ...SIZE })).status,
      (await fetch(`${url}/lbmeeting/`)).status,
    ];
    emulator.faults.set('status=501', { on: 'getEmbedCode' });
    assert.deepEqual(await statuses(), [200, 200, 501, 404]);
    emulator.faults.set('status=502', { on: 'meeting' });
    assert.deepEqual(await statuses(), [200, 200, 501, 502]);
    emulator.faults.set('status=503', { on: 'api' });
    assert.deepEqual(await statuses(), [503, 503, 501, 502]);
    emulator.faults.set('status=504');
    emulator.faults.clear('meeting');
    assert.deepEqual(await statuses(), [503, 503, 501, 504]);
    emulator.faults.clear();
    assert.deepEqual(await statuses(), [200, 200, 200, 404]);
  });

  test('as often as they are told to', async () => {
    const { emulator, act } = await startEmulator({
      faults: [{ faults: 'status=503', on: 'listConferences', times: 2 }],
    });
    assert.equal((await act('get')).status, 503);
    assert.deepEqual(emulator.faults.active, [
      { on: 'listConferences', faults: 'status=503', timesLeft: 1 },
    ]);
    assert.equal((await act('get')).status, 503);
    assert.equal((await act('get')).status, 200);
    assert.deepEqual(emulator.faults.active, []);
  });

  test('a request’s own come instead', async () => {
    const fixture = await startEmulator({ faults: ['status=503'] });
    assert.equal((await listWith(fixture, 'status=429')).status, 429);
    assert.equal((await listWith(fixture, '')).status, 200);
  });

  test('mistakes are explained, in options too', () => {
    const assertInvalid = (act: () => unknown, message: RegExp): void =>
      assert.throws(act, (error) => {
        assert.ok(error instanceof EmulatorError);
        assert.equal(error.code, 'fault_invalid');
        assert.match(error.message, message);
        return true;
      });
    const { faults } = createEmulator();
    assertInvalid(() => createEmulator({ faults: ['explode'] }), /No fault has this name/);
    assertInvalid(() => faults.set('hang', { times: 0 }), /1 or more/);
    // @ts-expect-error the types refuse it too
    assertInvalid(() => faults.set('hang', { on: 'moon' }), /all, api, meeting, createConference/);
    assert.deepEqual(faults.active, []);
  });

  test('a hostile embed code replaces the embed code only', async () => {
    const fixture = await startEmulator({ conferences });
    const { emulator, call, url } = fixture;
    for (const name of Object.keys(HOSTILE_EMBED_CODES)) {
      emulator.faults.set(`hostile-embed-code=${name}`);
      const answer = await call('getEmbedCodeofConference', { name: 'A', ...SIZE });
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.throws(() => readEmbedCode(answer.body, [url]), name);
      assert.equal((await list(fixture)).length, 1);
    }
  });

  test('in-process they look as they do through fetch', async () => {
    const emulator = createEmulator({ ...KEYS, conferences });
    const ask = (signal?: AbortSignal): Promise<Response> =>
      emulator.fetch(
        new Request('http://localhost/livebox/appsservice/api/videoConfSettings', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ username: 'apiuser', key: KEYS.key, action: 'get' }),
          ...(signal && { signal }),
        }),
      );
    const whole = await (await ask()).text();
    emulator.faults.set('reset', { on: 'listConferences' });
    await assert.rejects(ask(), TypeError);
    emulator.faults.set('truncate', { on: 'listConferences' });
    const truncated = await ask();
    assert.equal(truncated.headers.get('content-length'), String(whole.length));
    await assert.rejects(truncated.text(), /terminated/);
    emulator.faults.set('stall', { on: 'listConferences' });
    const reader = (await ask()).body?.getReader();
    assert.equal((await reader?.read())?.value?.length, Math.floor(whole.length / 2));
    emulator.faults.set('hang', { on: 'listConferences' });
    const abort = new AbortController();
    const hanging = ask(abort.signal);
    abort.abort();
    await assert.rejects(hanging, { name: 'AbortError' });
    assert.doesNotMatch(inspect(emulator, { depth: Infinity }), new RegExp(KEYS.key));
  });
});

describe('emulator: the client against faults', () => {
  test('each ends in the error that a caller can act on', async () => {
    const { emulator, url } = await startEmulator({ conferences });
    const createClient = (timeout = 10_000): LiveboxClient =>
      new LiveboxClient({ server: url, username: 'apiuser', key: KEYS.key, timeout });
    const client = createClient();
    const cases = [
      ['status=503', 'unavailable'],
      ['reset', 'unavailable'],
      ['truncate', 'unavailable'],
      ['hang', 'timeout'],
      ['stall', 'timeout'],
      ['failure-in-200', 'answer_invalid'],
      ['malformed-json', 'answer_invalid'],
      ['redirect', 'answer_invalid'],
    ] as const;
    for (const [index, [faults, code]] of cases.entries()) {
      emulator.faults.set(faults);
      // Not repeated when it fails: each case is one request. Another name each time, for
      // some of them carry the operation out.
      const settings = { preset: 'Preset-1' };
      const sender = code === 'timeout' ? createClient(150) : client;
      await assert.rejects(
        sender.createConference(`B-${String(index)}`, settings),
        { code },
        faults,
      );
    }
    emulator.faults.clear();
    emulator.faults.set('status=503', { on: 'listConferences', times: 1 });
    assert.equal((await client.listConferences())[0]?.name, 'A', 'a retry meets no fault');
  });
});

/** Asks for the list over a bare connection and tells what arrived, until `enough` did. */
function receive(
  url: string,
  faults: string,
  enough = Infinity,
): Promise<{ received: string; announced: number; error?: unknown }> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ username: 'apiuser', key: KEYS.key, action: 'get' });
    const headers = { 'content-type': 'application/json', 'x-livebox-fault': faults };
    request(
      `${url}/livebox/appsservice/api/videoConfSettings`,
      { method: 'POST', headers },
      (incoming) => {
        let received = '';
        const announced = Number(incoming.headers['content-length']);
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          received += chunk;
          if (received.length >= enough) {
            resolve({ received, announced });
            incoming.destroy();
          }
        });
        incoming.on('error', (error: NodeJS.ErrnoException) =>
          resolve({ received, announced, error: error.code }),
        );
        incoming.on('end', () => resolve({ received, announced }));
      },
    )
      .on('error', reject)
      .end(body);
  });
}
