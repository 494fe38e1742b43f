import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.js';
import {
  createRedisFillStore,
  type RedisFillStore,
} from '../../src/token-endpoint/redis-fill-store.js';
import type { TokenEndpointOptions } from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, readCode, readJson, type Road, startRoad } from './endpoint-fixture.js';
import { startRedis, type TestRedis } from './redis-fixture.js';

const ASKED = { name: 'Conference-1' };
const ON = { conferences: [{ name: 'Conference-1', mode: 'on' as const }] };
const STAMPEDE = fileURLToPath(new URL('stampede-process.ts', import.meta.url));
const LOCK = fileURLToPath(new URL('lock-process.ts', import.meta.url));

function createStore(t: TestContext, { client }: TestRedis): RedisFillStore {
  const store = createRedisFillStore({ redis: client });
  t.after(() => store.close());
  return store;
}

function startRedisRoad(
  t: TestContext,
  redis: TestRedis,
  endpoint: Partial<TokenEndpointOptions> = {},
): Promise<Road> {
  const cache = { store: createStore(t, redis) };
  return startRoad(t, { emulator: ON, endpoint: { cache, ...endpoint } });
}

/** Lets four processes meet a crowd at the same moment; returns the statuses that they saw. */
async function stampede(t: TestContext, emulator: Emulator, key?: string): Promise<unknown[]> {
  const redis = await startRedis(t);
  const { url, close } = await emulator.listen();
  t.after(close);
  const { username } = emulator.credentials;
  const args = [url, username, key ?? emulator.credentials.key, String(redis.port), '2500'];
  const processes = Array.from({ length: 4 }, () =>
    fork(STAMPEDE, args, { execArgv: ['--import', 'tsx'] }),
  );
  t.after(() => processes.forEach((process) => process.kill('SIGKILL')));
  await Promise.all(processes.map((process) => once(process, 'message')));
  const answers = processes.map(async (process): Promise<unknown> => {
    const [seen] = (await once(process, 'message')) as unknown[];
    return seen;
  });
  for (const process of processes) process.send('go');
  return (await Promise.all(answers)).flat();
}

describe('four processes behind one Redis', () => {
  it('make one fill for 10,000 first visits', async (t) => {
    const emulator = createEmulator({ conferences: ['Conference-1'] });
    assert.deepEqual(new Set(await stampede(t, emulator)), new Set([200]));
    assert.deepEqual(
      emulator.requests.map(({ operation }) => operation),
      ['listConferences', 'enableConference', 'getEmbedCode'],
    );
  });

  it('try one fill while it fails', async (t) => {
    const emulator = createEmulator({ conferences: ['Conference-1'] });
    assert.deepEqual(new Set(await stampede(t, emulator, 'wrong')), new Set([502]));
    assert.equal(emulator.requests.length, 1);
  });
});

/** Waits until a lock's end was put off so many times, or nobody has it any more. */
async function untilRenewed(client: Redis, key: string, times: number): Promise<void> {
  let last = await client.pttl(key);
  for (let seen = 0; seen < times && last >= 0;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const left = await client.pttl(key);
    if (left > last) seen += 1;
    last = left;
  }
}

describe('the lock of a fill', () => {
  it('is free soon after its holder was killed', async (t) => {
    const redis = await startRedis(t);
    const road = await startRedisRoad(t, redis);
    const key = `${road.livebox.origin}/Conference-1`;
    const holder = fork(LOCK, [String(redis.port), key], { execArgv: ['--import', 'tsx'] });
    t.after(() => holder.kill('SIGKILL'));
    await once(holder, 'message');
    const visit = road.ask(ASKED);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    assert.ok((await redis.client.pttl(`livebox:lock:${key}`)) <= 3000);
    assert.equal((await visit).status, 200);
    assert.deepEqual(road.calls(), ['listConferences', 'getEmbedCode']);
    assert.deepEqual(road.errors, []);
  });

  it('is kept for as long as its holder lives, and given back', async (t) => {
    const redis = await startRedis(t);
    const key = 'livebox:lock:key';
    const release = await createStore(t, redis).lock('key');
    await untilRenewed(redis.client, key, 4);
    assert.equal(await redis.client.exists(key), 1);
    await release();
    assert.equal(await redis.client.exists(key), 0);
  });

  it('that another process has by now stays theirs, and no failure is told', async (t) => {
    const redis = await startRedis(t);
    const store = createStore(t, redis);
    const release = await store.lock('key');
    await redis.client.del('livebox:lock:key');
    const releaseOther = await store.lock('key');
    await release();
    assert.equal(await redis.client.exists('livebox:lock:key'), 1);
    await releaseOther();
  });
});

describe('what is shared', () => {
  it('is used by another process without a call, for as long as it is fresh', async (t) => {
    const redis = await startRedis(t);
    let time = Date.parse('2026-11-23T10:00:00Z');
    const now = (): Date => new Date(time);
    const road = await startRedisRoad(t, redis, { now });
    assert.equal((await road.ask(ASKED)).status, 200);
    const { createTokenEndpoint } = await import('../../src/token-endpoint/token-endpoint.js');
    const { createPost } = await import('./endpoint-fixture.js');
    const createOther = () =>
      createTokenEndpoint({
        livebox: road.livebox,
        conferences: { 'Conference-1': OPEN },
        cache: { store: createStore(t, redis) },
        now,
      });
    time += 29_000;
    assert.equal((await createOther().fetch(createPost(ASKED))).status, 200);
    assert.equal(road.calls().length, 2);
    time += 2000;
    assert.equal((await createOther().fetch(createPost(ASKED))).status, 200);
    assert.equal(road.calls().length, 4);
  });

  it('holds no credential and no size', async (t) => {
    const redis = await startRedis(t);
    const road = await startRedisRoad(t, redis);
    await road.ask({ ...ASKED, width: '777px' });
    const keys = await redis.client.keys('*');
    assert.equal(keys.length, 1);
    const text = `${keys[0]} ${await redis.client.get(keys[0] ?? '')}`;
    assert.ok(!road.livebox.containsSecret(text) && !text.includes('777'));
  });

  it('as "off" does not keep who may from switching on', async (t) => {
    const redis = await startRedis(t);
    const conferences = { 'Conference-1': { access: 'public' } } as const;
    const road = await startRoad(t, {
      endpoint: { conferences, cache: { store: createStore(t, redis) } },
    });
    assert.equal((await road.ask(ASKED)).status, 404);
    const { createTokenEndpoint } = await import('../../src/token-endpoint/token-endpoint.js');
    const { createPost } = await import('./endpoint-fixture.js');
    const endpoint = createTokenEndpoint({
      livebox: road.livebox,
      conferences: { 'Conference-1': OPEN },
      cache: { store: createStore(t, redis) },
    });
    assert.equal((await endpoint.fetch(createPost(ASKED))).status, 200);
  });

  const foreign: Record<string, (origin: string) => object | string> = {
    'an address of another origin': () => ({ fill: { mode: 'on', src: 'https://evil.example/' } }),
    'a script': () => ({ fill: { mode: 'on', src: 'javascript:alert(1)' } }),
    'an address with the key': (origin) => ({
      fill: { mode: 'on', src: `${origin}/m?k=canary-key-1` },
    }),
    'no address': () => ({ fill: { mode: 'on' } }),
    'another mode': () => ({ fill: { mode: 'open', src: 'https://evil.example/' } }),
    'what never ends': (origin) => ({
      fill: { mode: 'on', src: `${origin}/forever` },
      freshUntil: 1e15,
    }),
    'what has ended': (origin) => ({ fill: { mode: 'on', src: `${origin}/old` }, freshUntil: 1 }),
    'another version': (origin) => ({ fill: { mode: 'on', src: `${origin}/v2` }, version: 2 }),
    'a code that every object has': () => ({ failure: 'constructor' }),
    'no JSON': () => '{',
    'a list': () => '[]',
  };
  for (const [title, create] of Object.entries(foreign)) {
    it(`is not believed: ${title}`, async (t) => {
      const redis = await startRedis(t);
      const road = await startRoad(t, {
        emulator: { ...ON, key: 'canary-key-1' },
        endpoint: { cache: { store: createStore(t, redis) } },
      });
      const { origin } = road.livebox;
      const time = { filledAt: Date.now(), freshUntil: Date.now() + 20_000 };
      const value = create(origin);
      const text =
        typeof value === 'string' ? value : JSON.stringify({ version: 1, ...time, ...value });
      await redis.client.set(`livebox:fill:${origin}/Conference-1`, text);
      const { src } = await readJson(await road.ask(ASKED));
      assert.doesNotMatch(String(src), /evil|canary|forever|old|v2|undefined/);
      assert.deepEqual(road.calls(), ['listConferences', 'getEmbedCode']);
    });
  }
});

describe('while Redis is gone', () => {
  it('each process asks for itself, at once, and the site hears of it', async (t) => {
    const redis = await startRedis(t);
    const road = await startRedisRoad(t, redis, {
      conferences: { 'Conference-1': OPEN, Two: OPEN },
    });
    assert.equal((await road.ask(ASKED)).status, 200);
    await redis.stop();
    const answers = Array.from({ length: 100 }, () => road.ask({ name: 'Two' }));
    assert.equal(await readCode((await Promise.all(answers))[0]!), '404 conference_unavailable');
    assert.deepEqual(road.calls().slice(2), ['listConferences']);
    assert.equal(road.errors[0]?.context.code, 'store_unavailable');
  });

  it('no right is widened: what was off stays off, and who may not come in does not', async (t) => {
    const redis = await startRedis(t);
    const conferences = {
      'Conference-1': { access: 'public', enable: 'never' },
      Token: {},
    } as const;
    const road = await startRoad(t, {
      endpoint: { conferences, cache: { store: createStore(t, redis) } },
    });
    await redis.stop();
    for (const name of ['Conference-1', 'Token', 'Unknown']) {
      assert.equal(await readCode(await road.ask({ name })), '404 conference_unavailable');
    }
    assert.ok(!road.calls().includes('enableConference'));
  });

  it('and when it is back, it is used again', async (t) => {
    const redis = await startRedis(t);
    const store = createStore(t, redis);
    await store.write('key', 'text', 10);
    await redis.stop();
    await assert.rejects(store.read('key'));
    await redis.start();
    // ioredis connects again by itself; until then the store refuses at once.
    for (;;) {
      const isBack = await store.write('key', 'again', 10).then(
        () => true,
        () => false,
      );
      if (isBack) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(await store.read('key'), 'again');
  });
});

describe('a crowd that comes before Redis is connected', () => {
  it('waits for it as one, without a warning of Node’s', async (t) => {
    const redis = await startRedis(t);
    const warnings: Error[] = [];
    const hear = (warning: Error): number => warnings.push(warning);
    process.on('warning', hear);
    t.after(() => process.off('warning', hear));
    const store = createStore(t, redis);
    const keys = Array.from({ length: 50 }, (_, index) => `Conference-${index}`);
    const found = await Promise.all(keys.map((key) => store.read(key)));
    assert.deepEqual(new Set(found), new Set([undefined]));
    assert.deepEqual(warnings, []);
  });
});
