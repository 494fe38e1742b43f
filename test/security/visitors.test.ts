import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import { createRequestLimits } from '../../src/token-endpoint/request-limits.js';
import {
  createPost,
  listen,
  OPEN,
  readCode,
  readJson,
  type Road,
  SITE,
  startRoad,
} from '../token-endpoint/endpoint-fixture.js';
import {
  bring,
  createPayload,
  forge,
  SHARED,
  sign,
  TOKENS,
} from '../token-endpoint/token-fixture.js';

const START = Date.parse('2026-11-23T10:00:00Z');

interface TimedRoad extends Road {
  pass(seconds: number): void;
  now(): Date;
}

async function startTimedRoad(t: TestContext): Promise<TimedRoad> {
  let time = START;
  const now = (): Date => new Date(time);
  const road = await startRoad(t, {
    emulator: { conferences: ['Conference-1', 'Board'] },
    endpoint: { conferences: { 'Conference-1': OPEN, Board: {} }, tokens: TOKENS, now },
  });
  const pass = (seconds: number): void => {
    time += seconds * 1000;
  };
  return { ...road, pass, now };
}

describe('what one visitor sends', () => {
  it('changes nothing in what the next one gets from the cache', async (t) => {
    const { ask, endpoint, calls } = await startTimedRoad(t);
    const first = await ask({ name: 'Conference-1', width: '1px', height: '99999px' });
    const poisoned = createPost(
      {
        name: 'Conference-1',
        src: 'https://evil.example/',
        frameOrigins: ['https://evil.example'],
      },
      {
        Origin: SITE,
        'Sec-Fetch-Site': 'same-origin',
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'http',
        Forwarded: 'host=evil.example',
        'X-Original-URL': '/admin',
        Cookie: 'evil=1',
      },
    );
    const second = await endpoint.fetch(poisoned);
    const third = await ask({ name: 'Conference-1' });
    const grants = await Promise.all([first, second, third].map((answer) => answer.text()));
    assert.equal(new Set(grants).size, 1);
    assert.ok(!grants.join().includes('evil'));
    assert.equal(calls().filter((call) => call === 'getEmbedCode').length, 1);
  });

  it('gives no right to the next one: a known conference still needs each visitor’s token', async (t) => {
    const { ask, endpoint } = await startTimedRoad(t);
    const token = await sign(
      { conferences: ['Board'], scope: 'view enable' },
      { now: () => new Date(START) },
    );
    assert.equal((await ask({ name: 'Board' }, bring(token))).status, 200);
    assert.equal(await readCode(await ask({ name: 'Board' })), '404 conference_unavailable');
    const get = new Request(`${SITE}/livebox/token?name=Board`, { headers: bring(token) });
    assert.equal(await readCode(await endpoint.fetch(get)), '404 conference_unavailable');
  });
});

describe('a stolen token', () => {
  it('works again on its page until it expires: its id is not kept', async (t) => {
    const { ask, pass } = await startTimedRoad(t);
    const token = await sign(
      { conferences: ['Board'], scope: 'view enable' },
      { now: () => new Date(START), lifetime: 60 },
    );
    assert.equal((await ask({ name: 'Board' }, bring(token))).status, 200);
    assert.equal((await ask({ name: 'Board' }, bring(token))).status, 200);
    pass(60);
    assert.equal(await readCode(await ask({ name: 'Board' }, bring(token))), '401 token_expired');
  });

  it('is worth nothing on another page, for another conference or another service', async (t) => {
    const { endpoint, ask, calls } = await startTimedRoad(t);
    const now = (): Date => new Date(START);
    const elsewhere = await sign(
      { conferences: ['Board'], origin: 'https://evil.example' },
      { now },
    );
    assert.equal(
      await readCode(await ask({ name: 'Board' }, bring(elsewhere))),
      '401 token_invalid',
    );
    const own = await sign({ conferences: ['Board'], scope: 'view enable' }, { now });
    const onEvil = {
      ...bring(own),
      Origin: 'https://evil.example',
      'Sec-Fetch-Site': 'cross-site',
    };
    const answer = await endpoint.fetch(createPost({ name: 'Board' }, onEvil));
    assert.equal(await readCode(answer), '403 origin_not_allowed');
    const other = await sign({ conferences: ['Conference-2'] }, { now });
    assert.equal(
      await readCode(await ask({ name: 'Board' }, bring(other))),
      '404 conference_unavailable',
    );
    const payload = { ...createPayload(START / 1000), aud: 'https://other.example' };
    const foreign = await forge(payload);
    assert.equal(await readCode(await ask({ name: 'Board' }, bring(foreign))), '401 token_invalid');
    assert.deepEqual(calls(), []);
  });

  it('can not be made to live longer by its bearer', async (t) => {
    const { ask } = await startTimedRoad(t);
    const day = { ...createPayload(START / 1000), exp: START / 1000 + 86_400 };
    const answer = await ask({ name: 'Conference-1' }, bring(await forge(day)));
    assert.equal(await readCode(answer), '401 token_invalid');
    const [, payload] = (await sign({}, { now: () => new Date(START) })).split('.');
    const weak = await forge({}, { kid: SHARED.kid }, new Uint8Array(32));
    const swapped = weak
      .split('.')
      .with(1, payload ?? '')
      .join('.');
    assert.equal(
      await readCode(await ask({ name: 'Conference-1' }, bring(swapped))),
      '401 token_invalid',
    );
  });
});

describe('a spoofed client address', () => {
  it('is no new client, whatever header it stands in', async (t) => {
    const limits = createRequestLimits({ failures: { points: 3, seconds: 3600 } });
    t.after(() => limits.close());
    const { endpoint } = await startRoad(t, { endpoint: { limits } });
    const origin = await listen(t, createServer(createNodeListener(endpoint)));
    const names = [
      ...['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP'],
      ...['X-Client-IP', 'Fastly-Client-IP', 'X-Cluster-Client-IP', 'X-Forwarded'],
    ];
    const codes: string[] = [];
    for (const [index, name] of names.entries()) {
      const answer = await fetch(origin, {
        method: 'POST',
        headers: {
          [name]: `203.0.113.${index}`,
          Origin: origin,
          'Content-Type': 'application/json',
        },
        body: '{"name":"Unknown"}',
      });
      codes.push(await readCode(answer));
    }
    assert.deepEqual(codes.slice(0, 3), Array(3).fill('404 conference_unavailable'));
    assert.deepEqual(codes.slice(3), Array(names.length - 3).fill('429 rate_limited'));
  });
});

describe('the order of the defences', () => {
  it('a refused page is told nothing, not even that a token is bad', async (t) => {
    const { ask } = await startTimedRoad(t);
    const headers = { ...bring('nonsense'), Origin: 'https://evil.example' };
    const answer = await readJson(await ask({ name: 'Board' }, headers));
    assert.equal(answer['code'], 'origin_not_allowed');
  });
});
