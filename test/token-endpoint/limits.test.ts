import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Redis } from 'ioredis';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import {
  createRequestLimits,
  type FlexibleLimits,
  type RequestLimitsOptions,
} from '../../src/token-endpoint/request-limits.js';
import type {
  EndpointEvent,
  TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import {
  createPost,
  listen,
  OPEN,
  readCode,
  type Road,
  SITE,
  startRoad,
} from './endpoint-fixture.js';
import { startRedis } from './redis-fixture.js';
import { bring, forge, sign, TOKENS } from './token-fixture.js';

const ASKED = { name: 'Conference-1' };
const UNKNOWN = { name: 'Unknown' };
const HOUR = 3600;
const ON = { conferences: [{ name: 'Conference-1', mode: 'on' as const }, 'Off', 'Other'] };

interface LimitedRoad extends Road {
  /** Asks from an address; answers like `429 rate_limited`, or `200`. */
  from(address: string, body: unknown, headers?: Record<string, string>): Promise<string>;
  events: EndpointEvent[];
}

async function startLimitedRoad(
  t: TestContext,
  options: RequestLimitsOptions | FlexibleLimits,
  endpoint: Partial<TokenEndpointOptions> = {},
): Promise<LimitedRoad> {
  const limits = 'consume' in options ? options : createRequestLimits(options);
  t.after(() => limits.close());
  const events: EndpointEvent[] = [];
  const road = await startRoad(t, {
    emulator: ON,
    endpoint: { limits, onEvent: (event) => events.push(event), ...endpoint },
  });
  const from: LimitedRoad['from'] = async (remoteAddress, body, headers) => {
    const response = await road.endpoint.fetch(createPost(body, headers), { remoteAddress });
    return response.status === 200 ? '200' : readCode(response);
  };
  return { ...road, from, events };
}

async function repeat(count: number, run: () => Promise<string>): Promise<string[]> {
  const seen: string[] = [];
  for (let index = 0; index < count; index++) seen.push(await run());
  return seen;
}

describe('limits', () => {
  it('say when to come again, and count for one client only', async (t) => {
    const { endpoint, from } = await startLimitedRoad(t, {
      hits: { points: 2, seconds: HOUR },
    });
    assert.deepEqual(await repeat(2, () => from('203.0.113.9', ASKED)), ['200', '200']);
    const response = await endpoint.fetch(createPost(ASKED), { remoteAddress: '203.0.113.9' });
    const retryAfter = Number(response.headers.get('retry-after'));
    assert.ok(retryAfter > HOUR - 60 && retryAfter <= HOUR);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(await readCode(response), '429 rate_limited');
    assert.equal(await from('203.0.113.10', ASKED), '200');
  });

  it('of failures stop who guesses, and not the visitors who share the address', async (t) => {
    const { from, events } = await startLimitedRoad(
      t,
      { failures: { points: 2, seconds: HOUR } },
      { tokens: TOKENS, conferences: { 'Conference-1': OPEN, Other: {} } },
    );
    const address = '2001:db8:1:2::1';
    const neighbour = '2001:db8:1:2:ffff::2';
    const known = bring(await sign({ conferences: ['Conference-1'] }));
    assert.equal(await from(address, ASKED, known), '200');
    assert.deepEqual(await repeat(3, () => from(address, UNKNOWN)), [
      '404 conference_unavailable',
      '404 conference_unavailable',
      '429 rate_limited',
    ]);
    assert.equal(await from(neighbour, UNKNOWN), '429 rate_limited');
    assert.equal(await from(address, ASKED), '200');
    assert.equal(await from(address, ASKED, known), '200');
    // A signature is no longer computed for them.
    assert.equal(await from(address, ASKED, bring(await sign())), '429 rate_limited');
    assert.equal(await from('2001:db8:1:3::1', UNKNOWN), '404 conference_unavailable');
    assert.equal(events.filter(({ type }) => type === 'limit').length, 3);
  });

  it('of failures count bad tokens, and then leave the hook alone', async (t) => {
    let asked = 0;
    const authorize = (): boolean => {
      asked += 1;
      return false;
    };
    const { from } = await startLimitedRoad(
      t,
      { failures: { points: 2, seconds: HOUR } },
      { tokens: TOKENS, authorize, conferences: { Other: { access: 'authorize' } } },
    );
    const bad = bring(await forge({}));
    assert.equal(await from('203.0.113.9', ASKED, bad), '401 token_invalid');
    assert.equal(await from('203.0.113.9', { name: 'Other' }), '404 conference_unavailable');
    assert.equal(await from('203.0.113.9', { name: 'Other' }), '429 rate_limited');
    assert.equal(await from('203.0.113.9', { name: 'Other' }), '429 rate_limited');
    assert.equal(asked, 2);
  });

  it('of misses count who causes a call to Livebox, not the crowd that joins', async (t) => {
    const { from, calls } = await startLimitedRoad(
      t,
      { misses: { points: 1, seconds: HOUR } },
      {
        conferences: {
          'Conference-1': { access: 'public' },
          Other: { access: 'public' },
          Off: { access: 'public' },
        },
      },
    );
    const crowd = Array.from({ length: 500 }, () => from('203.0.113.9', ASKED));
    assert.deepEqual(new Set(await Promise.all(crowd)), new Set(['200']));
    assert.equal(calls().length, 2);
    const flood = Array.from({ length: 500 }, () => from('203.0.113.9', { name: 'Other' }));
    assert.deepEqual(new Set(await Promise.all(flood)), new Set(['429 rate_limited']));
    assert.equal(calls().length, 2);
    assert.equal(await from('203.0.113.9', ASKED), '200');
  });

  it('of misses let the next one through whose turn it is', async (t) => {
    const { from, calls } = await startLimitedRoad(
      t,
      { misses: { points: 1, seconds: HOUR } },
      { conferences: { 'Conference-1': { access: 'public' }, Off: { access: 'public' } } },
    );
    await from('203.0.113.9', { name: 'Off' });
    const answers = await Promise.all([
      from('203.0.113.9', ASKED),
      from('203.0.113.10', ASKED),
      from('203.0.113.9', ASKED),
    ]);
    assert.deepEqual(answers, ['429 rate_limited', '200', '200']);
    assert.equal(calls().filter((call) => call === 'getEmbedCode').length, 1);
  });

  it('of enabling are of their own', async (t) => {
    const { from, calls } = await startLimitedRoad(
      t,
      { enabling: { points: 1, seconds: HOUR } },
      { conferences: { 'Conference-1': { access: 'public' }, Off: OPEN, Other: OPEN } },
    );
    assert.equal(await from('203.0.113.9', { name: 'Off' }), '200');
    assert.equal(await from('203.0.113.9', { name: 'Other' }), '429 rate_limited');
    assert.equal(calls().filter((call) => call === 'enableConference').length, 1);
    assert.equal(await from('203.0.113.9', ASKED), '200');
  });

  it('are for a GET too, which every page may read', async (t) => {
    const { endpoint } = await startLimitedRoad(t, { hits: { points: 1, seconds: HOUR } });
    const url = `${SITE}/livebox/token?name=Conference-1`;
    assert.equal((await endpoint.fetch(new Request(url))).status, 200);
    const response = await endpoint.fetch(new Request(url));
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.ok(response.headers.has('retry-after'));
    assert.equal(await readCode(response), '429 rate_limited');
  });

  it('know the client by its socket, and by its proxies where they are stated', async (t) => {
    for (const trustedProxies of [0, 1]) {
      const { endpoint } = await startLimitedRoad(
        t,
        { hits: { points: 1, seconds: HOUR } },
        { trustedProxies },
      );
      const url = await listen(t, createServer(createNodeListener(endpoint)));
      const ask = async (address: string): Promise<number> => {
        const headers = { 'X-Forwarded-For': `6.6.6.6, ${address}` };
        return (await fetch(`${url}/?name=Conference-1`, { headers })).status;
      };
      assert.equal(await ask('203.0.113.9'), 200);
      assert.equal(await ask('203.0.113.10'), trustedProxies === 1 ? 200 : 429);
      assert.equal(await ask('203.0.113.10'), 429);
    }
  });

  const broken: Record<string, unknown> = {
    throws: () => Promise.reject(new Error('no limiter')),
    'answers nothing': () => Promise.resolve(undefined),
    'answers true': () => Promise.resolve(true),
    'answers NaN': () => Promise.resolve(NaN),
  };
  for (const [title, consume] of Object.entries(broken)) {
    it(`let nobody in when the limiter ${title}`, async (t) => {
      const limits = {
        ...createRequestLimits(),
        consume: consume as FlexibleLimits['consume'],
      };
      const { from, calls } = await startLimitedRoad(t, limits);
      assert.match(await from('203.0.113.9', ASKED), /^(500 internal|429 rate_limited)$/);
      assert.deepEqual(calls(), []);
    });
  }

  it('must be of whole numbers', () => {
    for (const points of [0, -1, 1.5, NaN, Infinity]) {
      assert.throws(() => createRequestLimits({ hits: { points, seconds: 1 } }), RangeError);
    }
  });
});

describe('limits over Redis', () => {
  it('count for all processes together', async (t) => {
    const redis = await startRedis(t);
    const options = { failures: { points: 2, seconds: HOUR }, redis: redis.client };
    const one = await startLimitedRoad(t, options);
    const two = await startLimitedRoad(t, options);
    // Until it is connected, each counts in memory.
    await one.endpoint.fetch(createPost(ASKED));
    await untilShared(redis.client, one, two);
    const seen = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? one : two).from('203.0.113.9', UNKNOWN)),
    );
    assert.equal(seen.filter((answer) => answer.startsWith('404')).length, 2);
    assert.deepEqual(await redis.client.keys('*203.0.113.9'), [
      'livebox:limit:failure:203.0.113.9',
    ]);
  });

  it('go on in memory while Redis is gone, at once and without a failure', async (t) => {
    const redis = await startRedis(t);
    const road = await startLimitedRoad(t, {
      failures: { points: 2, seconds: HOUR },
      redis: redis.client,
    });
    await untilShared(redis.client, road);
    await redis.stop();
    assert.deepEqual(await repeat(3, () => road.from('203.0.113.9', UNKNOWN)), [
      '404 conference_unavailable',
      '404 conference_unavailable',
      '429 rate_limited',
    ]);
    assert.equal(await road.from('203.0.113.9', ASKED), '200');
  });
});

/** Waits until the limits' own connections are there. */
async function untilShared(redis: Redis, ...roads: LimitedRoad[]): Promise<void> {
  for (const [index, road] of roads.entries()) {
    const address = `198.51.100.${index}`;
    do await road.from(address, UNKNOWN);
    while ((await redis.exists(`livebox:limit:failure:${address}`)) === 0);
  }
}

/** Megabytes in use after everything that can be thrown away was. */
function measureHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

describe('200,000 clients in one window', () => {
  /** Networks of an attacker who has a /46. */
  const createNetwork = (index: number): string =>
    `2001:db8:${(index >> 16).toString(16)}:${(index & 0xffff).toString(16)}::/64`;

  for (const kind of ['hit', 'failure'] as const) {
    it(`do not fill the memory that ${kind}s are counted in`, async (t) => {
      const rate = { points: 3, seconds: HOUR };
      const limits = createRequestLimits({ hits: rate, failures: rate });
      t.after(() => limits.close());
      const before = measureHeap();
      for (let index = 0; index < 200_000; index++) {
        assert.equal(await limits.consume(kind, createNetwork(index)), 0);
        if (index % 1000 > 0) continue;
        const isRefused = (await limits.consume(kind, 'the attacker')) > 0;
        assert.equal(isRefused, index >= 3000);
      }
      const growth = measureHeap() - before;
      assert.ok(growth < 25, `${growth.toFixed(1)} MB`);
      assert.equal(await limits.consume(kind, 'an honest visitor'), 0);
    });
  }

  it('do not free a client that was refused and goes on asking', async (t) => {
    const limits = createRequestLimits({ failures: { points: 3, seconds: HOUR } });
    t.after(() => limits.close());
    for (let failure = 0; failure < 4; failure++) await limits.consume('failure', 'the attacker');
    for (let index = 0; index < 200_000; index++) {
      await limits.consume('failure', createNetwork(index));
      if (index % 1000 === 0) assert.ok((await limits.check('failure', 'the attacker')) > 0);
    }
  });
});
