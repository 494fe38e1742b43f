import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type {
  EndpointEvent,
  TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, readCode, readJson, type Road, startRoad } from './endpoint-fixture.js';

const ASKED = { name: 'Conference-1' };
const ON = { conferences: [{ name: 'Conference-1', mode: 'on' as const }] };
const START = Date.parse('2026-11-23T10:00:00Z');
const OUTAGE = { client: { retryDelay: 0 } };

interface TimedRoad extends Road {
  /** Lets seconds pass for the endpoint. */
  pass(seconds: number): void;
  /** Waits until the refresh in the background, of which nobody hears, has come to an end. */
  settle(): Promise<void>;
  events: EndpointEvent[];
}

async function startTimedRoad(
  t: TestContext,
  options: { emulator?: object; client?: object; endpoint?: Partial<TokenEndpointOptions> } = {},
): Promise<TimedRoad> {
  let time = START;
  const events: EndpointEvent[] = [];
  const road = await startRoad(t, {
    ...options,
    endpoint: {
      now: () => new Date(time),
      onEvent: (event) => events.push(event),
      ...options.endpoint,
    },
  });
  const pass = (seconds: number): void => {
    time += seconds * 1000;
  };
  const settle = async (): Promise<void> => {
    // The flight's calls go to the same server: when a while brings none, there is none.
    for (let count = -1; count !== road.calls().length;) {
      count = road.calls().length;
      await road.livebox.listConferences();
      await road.livebox.listConferences();
      count += 2;
    }
  };
  return { ...road, pass, settle, events };
}

async function statuses(answers: Promise<Response>[]): Promise<number[]> {
  return [...new Set((await Promise.all(answers)).map(({ status }) => status))];
}

const crowd = (road: Road, body: unknown = ASKED, size = 500): Promise<Response>[] =>
  Array.from({ length: size }, () => road.ask(body));

describe('one fill for everybody', () => {
  it('is list, mode and embed code, one call each, for all who come at once', async (t) => {
    const road = await startTimedRoad(t);
    assert.deepEqual(await statuses(crowd(road)), [200]);
    assert.deepEqual(road.calls(), ['listConferences', 'enableConference', 'getEmbedCode']);
    const uses = road.events.map((event) => event.type === 'cache' && event.use);
    assert.equal(uses.filter((use) => use === 'miss').length, 1);
    assert.equal(uses.filter((use) => use === 'coalesced').length, 499);
  });

  it('serves 10,000 who come at once', async (t) => {
    const road = await startTimedRoad(t);
    assert.deepEqual(await statuses(crowd(road, ASKED, 10_000)), [200]);
    assert.equal(road.calls().length, 3);
  });

  it('is the same whatever size they ask for', async (t) => {
    const road = await startTimedRoad(t, { emulator: ON });
    const sizes = Array.from({ length: 100 }, (_, index) => ({
      ...ASKED,
      width: `${index + 100}px`,
    }));
    assert.deepEqual(await statuses(sizes.map((body) => road.ask(body))), [200]);
    assert.deepEqual(road.calls(), ['listConferences', 'getEmbedCode']);
    assert.equal(road.emulator.requests[1]?.parameters['width'], '100px');
  });

  it('is shared, the grant is not: each expires its own time later', async (t) => {
    const road = await startTimedRoad(t);
    assert.equal((await readJson(await road.ask(ASKED)))['expiresAt'], '2026-11-23T10:05:00Z');
    road.pass(20);
    assert.equal((await readJson(await road.ask(ASKED)))['expiresAt'], '2026-11-23T10:05:20Z');
    assert.equal(road.calls().length, 3);
  });

  it('of one conference tells nothing of another', async (t) => {
    const road = await startTimedRoad(t, {
      emulator: { conferences: ['One', 'Two'] },
      endpoint: { conferences: { One: OPEN, Two: OPEN } },
    });
    const [one, two] = [await road.ask({ name: 'One' }), await road.ask({ name: 'Two' })];
    assert.notEqual((await readJson(one))['src'], (await readJson(two))['src']);
  });
});

describe('a refresh', () => {
  it('happens behind the back of who gets the answer that is known', async (t) => {
    const road = await startTimedRoad(t, { emulator: ON });
    await road.ask(ASKED);
    road.pass(29);
    await road.ask(ASKED);
    assert.equal(road.calls().length, 2);
    road.pass(2);
    assert.deepEqual(await statuses(crowd(road)), [200]);
    assert.equal(road.events.filter((e) => e.type === 'cache' && e.use === 'stale').length, 500);
    await road.settle();
    assert.equal(road.calls().filter((call) => call === 'getEmbedCode').length, 2);
  });

  it('is waited for when nobody has asked for long', async (t) => {
    const conferences = { 'Conference-1': { access: 'public', enable: 'never' } } as const;
    const road = await startTimedRoad(t, { emulator: ON, endpoint: { conferences } });
    await road.ask(ASKED);
    await road.livebox.disableConference('Conference-1');
    road.pass(61);
    assert.equal((await road.ask(ASKED)).status, 404);
  });

  it('never enables: what the host switched off stays off until someone with the right asks', async (t) => {
    const road = await startTimedRoad(t, { emulator: ON });
    await road.ask(ASKED);
    await road.livebox.disableConference('Conference-1');
    road.pass(31);
    assert.equal((await road.ask(ASKED)).status, 200);
    await road.settle();
    const [conference] = await road.livebox.listConferences();
    assert.equal(conference?.mode, 'off');
    assert.ok(!road.calls().includes('enableConference'));
    assert.equal((await road.ask(ASKED)).status, 200);
    assert.ok(road.calls().includes('enableConference'));
  });

  it('hears that the host has switched it off', async (t) => {
    const conferences = { 'Conference-1': { access: 'public', enable: 'never' } } as const;
    const road = await startTimedRoad(t, { emulator: ON, endpoint: { conferences } });
    assert.equal((await road.ask(ASKED)).status, 200);
    await road.livebox.disableConference('Conference-1');
    road.pass(31);
    await road.ask(ASKED);
    await road.settle();
    assert.equal(await readCode(await road.ask(ASKED)), '404 conference_unavailable');
  });
});

describe('off', () => {
  const conferences = {
    'Conference-1': { access: 'public' },
    Missing: { access: 'public', enable: 'visitors' },
  } as const;

  it('is remembered for 5 seconds', async (t) => {
    const road = await startTimedRoad(t, { endpoint: { conferences } });
    assert.deepEqual(await statuses(crowd(road)), [404]);
    road.pass(4);
    assert.deepEqual(await statuses(crowd(road)), [404]);
    assert.deepEqual(road.calls(), ['listConferences']);
    await road.livebox.enableConference('Conference-1');
    road.pass(61);
    assert.equal((await road.ask(ASKED)).status, 200);
  });

  it('is remembered of a missing conference that nobody can create', async (t) => {
    const road = await startTimedRoad(t, { endpoint: { conferences } });
    assert.deepEqual(await statuses(crowd(road, { name: 'Missing' })), [404]);
    assert.deepEqual(await statuses(crowd(road, { name: 'Missing' })), [404]);
    assert.deepEqual(road.calls(), ['listConferences']);
  });

  it('does not keep who may from switching on, once for all of them', async (t) => {
    const hosts = { 'Conference-1': { access: 'authorize' } } as const;
    const road = await startTimedRoad(t, {
      endpoint: {
        conferences: hosts,
        authorize: (request) => ({ enable: request.headers.has('X-Host') }),
      },
    });
    assert.deepEqual(await statuses(crowd(road)), [404]);
    const host = { 'Sec-Fetch-Site': 'same-origin', 'X-Host': '1' };
    const hosting = Array.from({ length: 500 }, () => road.ask(ASKED, host));
    assert.deepEqual(await statuses(hosting), [200]);
    assert.equal(road.calls().filter((call) => call === 'enableConference').length, 1);
    assert.equal(road.calls().filter((call) => call === 'listConferences').length, 2);
  });

  it('is switched on once by guests and hosts who come together', async (t) => {
    const road = await startTimedRoad(t, {
      endpoint: {
        conferences: { 'Conference-1': { access: 'authorize' } },
        authorize: (request) => ({ enable: request.headers.has('X-Host') }),
      },
    });
    const guest = { 'Sec-Fetch-Site': 'same-origin' };
    const guests = crowd(road);
    const hosts = Array.from({ length: 100 }, () => road.ask(ASKED, { ...guest, 'X-Host': '1' }));
    assert.deepEqual(await statuses(hosts), [200]);
    await Promise.all(guests);
    assert.equal(road.calls().filter((call) => call === 'enableConference').length, 1);
  });
});

describe('while Livebox fails', () => {
  it('one fill is tried for all who come within 3 seconds, and reported once', async (t) => {
    const road = await startTimedRoad(t, { client: { key: 'wrong' } });
    assert.deepEqual(await statuses(crowd(road, ASKED, 5000)), [502]);
    road.pass(2.9);
    assert.deepEqual(await statuses(crowd(road, ASKED, 5000)), [502]);
    assert.equal(road.calls().length, 1);
    assert.equal(road.errors.length, 1);
    road.pass(0.2);
    assert.deepEqual(await statuses(crowd(road)), [502]);
    assert.equal(road.calls().length, 2);
  });

  it('what is known is given out, for as long as it may, and then no longer', async (t) => {
    const road = await startTimedRoad(t, { ...OUTAGE, emulator: ON });
    await road.ask(ASKED);
    await road.livebox.stopService();
    road.pass(61);
    assert.deepEqual(await statuses(crowd(road)), [200]);
    assert.equal(road.errors.length, 1);
    assert.equal(road.errors[0]?.context.code, 'upstream_unavailable');
    road.pass(30 + 300 - 61);
    assert.deepEqual(await statuses(crowd(road)), [200]);
    await road.settle().catch(() => undefined);
    road.pass(1);
    assert.deepEqual(await statuses(crowd(road)), [503]);
  });

  it('who would switch it on is told so, not that it is off', async (t) => {
    const road = await startTimedRoad(t, {
      ...OUTAGE,
      endpoint: {
        conferences: { 'Conference-1': { access: 'authorize' } },
        authorize: (request) => ({ enable: request.headers.has('X-Host') }),
      },
    });
    assert.equal((await road.ask(ASKED)).status, 404);
    await road.livebox.stopService();
    const host = { 'Sec-Fetch-Site': 'same-origin', 'X-Host': '1' };
    assert.equal(await readCode(await road.ask(ASKED, host)), '503 upstream_unavailable');
    assert.equal((await road.ask(ASKED)).status, 404);
  });

  it('it is left alone after five fills in a row, and then tried again', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: START });
    const names = Array.from({ length: 8 }, (_, index) => `C-${index}`);
    const road = await startTimedRoad(t, {
      ...OUTAGE,
      emulator: { conferences: names },
      endpoint: { conferences: Object.fromEntries(names.map((name) => [name, OPEN])) },
    });
    await road.livebox.stopService();
    for (const name of names.slice(0, 5)) assert.equal((await road.ask({ name })).status, 503);
    const calls = road.calls().length;
    for (const name of names.slice(5)) {
      const response = await road.ask({ name });
      assert.equal(response.headers.get('retry-after'), '5');
      assert.equal(await readCode(response), '503 upstream_unavailable');
    }
    assert.equal(road.calls().length, calls);
    await road.livebox.startService();
    t.mock.timers.tick(10_001);
    road.pass(10);
    assert.equal((await road.ask({ name: 'C-7' })).status, 200);
    const states = road.events.flatMap((event) => (event.type === 'breaker' ? event.state : []));
    assert.deepEqual(states, ['open', 'half_open', 'closed']);
  });
});

describe('one conference of several fails', () => {
  const names = ['Broken', 'Good', 'Late'];
  const BUSY = {
    emulator: { conferences: names.map((name) => ({ name, mode: 'on' as const })) },
    endpoint: { conferences: Object.fromEntries(names.map((name) => [name, OPEN])) },
  };

  /** A client whose server fails when it is asked for the embed code of `Broken`. */
  function createClient(fail: () => Promise<Response>): object {
    const fetchOrFail = async (input: string | URL, init: RequestInit): Promise<Response> => {
      const text = await new Request(input, init).text();
      return text.includes('Broken') ? fail() : fetch(input, init);
    };
    return { retryDelay: 0, fetch: fetchOrFail };
  }

  const FAILURES: Record<string, () => Promise<Response>> = {
    'a status of 500': async () => new Response('broken', { status: 500 }),
    'a connection that breaks': () => Promise.reject(new TypeError('fetch failed')),
    'a conference that is off': async () => new Response('off', { status: 409 }),
    nonsense: async () => new Response('<h1>It works!</h1>'),
  };
  for (const [title, fail] of Object.entries(FAILURES)) {
    it(`by ${title}: it is left alone, and the others are not`, async (t) => {
      const road = await startTimedRoad(t, { ...BUSY, client: createClient(fail) });
      assert.equal((await road.ask({ name: 'Good' })).status, 200);
      for (let visit = 0; visit < 8; visit++) {
        assert.ok((await road.ask({ name: 'Broken' })).status >= 500);
        road.pass(3.1);
      }
      assert.equal((await road.ask({ name: 'Late' })).status, 200);
      assert.equal((await road.ask({ name: 'Good' })).status, 200);
      assert.ok(!road.events.some(({ type }) => type === 'breaker'));
    });
  }

  it('and is asked five times, then no more for a while', async (t) => {
    let asked = 0;
    const fail = async (): Promise<Response> => {
      asked += 1;
      return new Response('broken', { status: 500 });
    };
    t.mock.timers.enable({ apis: ['Date'], now: START });
    const road = await startTimedRoad(t, { ...BUSY, client: createClient(fail) });
    const visit = async (times: number): Promise<void> => {
      for (let count = 0; count < times; count++) {
        assert.equal(
          await readCode(await road.ask({ name: 'Broken' })),
          '503 upstream_unavailable',
        );
        road.pass(3.1);
      }
    };
    await visit(5);
    const before = asked;
    await visit(5);
    assert.equal(asked, before);
    t.mock.timers.tick(10_001);
    await visit(1);
    assert.ok(asked > before);
  });
});

describe('the server hangs', () => {
  it('and is left alone after five fills that took too long', async (t) => {
    const names = Array.from({ length: 6 }, (_, index) => `C-${index}`);
    const hang = (_: unknown, { signal }: RequestInit): Promise<Response> =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
        queueMicrotask(() => t.mock.timers.tick(15_001));
      });
    t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: START });
    const road = await startTimedRoad(t, {
      client: { fetch: hang, timeout: 60_000 },
      endpoint: { conferences: Object.fromEntries(names.map((name) => [name, OPEN])) },
    });
    for (const name of names.slice(0, 5)) {
      assert.equal(await readCode(await road.ask({ name })), '504 upstream_timeout');
    }
    assert.equal(await readCode(await road.ask({ name: 'C-5' })), '503 upstream_unavailable');
    const states = road.events.flatMap((event) => (event.type === 'breaker' ? event.state : []));
    assert.deepEqual(states, ['open']);
  });
});

describe('the cache’s options', () => {
  it('say how long what is known is fresh', async (t) => {
    const road = await startTimedRoad(t, { emulator: ON, endpoint: { cache: { freshFor: 2 } } });
    await road.ask(ASKED);
    road.pass(5);
    await road.ask(ASKED);
    assert.equal(road.calls().length, 4);
  });
});
