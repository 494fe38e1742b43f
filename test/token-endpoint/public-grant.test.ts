import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parseGrant } from '../../src/embed-protocol/grant.js';
import type { TokenEndpointOptions } from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, readCode, readJson, type Road, SITE, startRoad } from './endpoint-fixture.js';
import { bring, sign, TOKENS } from './token-fixture.js';

const START = '2026-11-23T10:00:00Z';

interface GetRoad extends Road {
  get(query: string, init?: RequestInit): Promise<Response>;
  pass(seconds: number): void;
}

async function startGetRoad(
  t: TestContext,
  endpoint: Partial<TokenEndpointOptions> = {},
  mode: 'on' | 'off' = 'on',
): Promise<GetRoad> {
  let time = Date.parse(START);
  const road = await startRoad(t, {
    client: { retryDelay: 0 },
    emulator: { conferences: [{ name: 'Conference-1', mode }, 'Off'] },
    endpoint: { now: () => new Date(time), ...endpoint },
  });
  return {
    ...road,
    get: (query, init) => road.endpoint.fetch(new Request(`${SITE}/livebox/token${query}`, init)),
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}

const NAME = '?name=Conference-1';

/** All that a cache could keep of an answer. */
async function read(response: Response): Promise<string> {
  return JSON.stringify([response.status, [...response.headers], await response.text()]);
}

describe('GET', () => {
  it('gives a grant that anybody may read and shared caches keep', async (t) => {
    const { get, livebox, calls } = await startGetRoad(t);
    const response = await get(NAME);
    assert.equal(response.status, 200);
    const headers = Object.fromEntries(response.headers);
    assert.match(headers['etag'] ?? '', /^"[\w-]{43}"$/);
    delete headers['etag'];
    assert.deepEqual(headers, {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Date, Age, Retry-After',
      'cache-control':
        'public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=210',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'application/json',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const grant = parseGrant(await response.json());
    assert.equal(grant?.expiresAt, '2026-11-23T10:05:00Z');
    assert.equal(new URL(grant.src).origin, livebox.origin);
    assert.deepEqual(calls(), ['listConferences', 'getEmbedCode']);
  });

  it('is the same, byte for byte, whoever asks from wherever', async (t) => {
    const { get } = await startGetRoad(t, { tokens: TOKENS, origins: [SITE] });
    const token = await sign({ scope: 'view enable' });
    const visitors: Record<string, string>[] = [
      {},
      bring(token),
      { Authorization: 'Bearer nonsense' },
      { Cookie: 'session=1' },
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'null' },
      { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
      { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-For': '1.2.3.4' },
    ];
    const answers = new Set<string>();
    for (const headers of visitors) answers.add(await read(await get(NAME, { headers })));
    assert.equal(answers.size, 1);
    assert.doesNotMatch([...answers][0] ?? '', /vary|set-cookie|credentials/i);
  });

  it('never switches on, whoever asks', async (t) => {
    const endpoint = { tokens: TOKENS };
    const { get, calls } = await startGetRoad(t, endpoint, 'off');
    const headers = bring(await sign({ scope: 'view enable' }));
    const response = await get(NAME, { headers });
    assert.equal(response.headers.get('cache-control'), 'public, max-age=0, s-maxage=5');
    assert.equal(await readCode(response), '404 conference_unavailable');
    assert.deepEqual(calls(), ['listConferences']);
  });

  it('gets what a POST has found, and the other way round', async (t) => {
    const { get, ask, calls } = await startGetRoad(t);
    const posted = await readJson(await ask({ name: 'Conference-1' }));
    const got = await readJson(await get(NAME));
    assert.deepEqual(got, posted);
    assert.equal(calls().length, 2);
  });

  it('tells nothing of what is not public: unknown, forbidden and off are the same', async (t) => {
    const { get, calls } = await startGetRoad(t, {
      conferences: { Off: OPEN, Token: {}, Hook: { access: 'authorize' } },
      authorize: () => true,
      tokens: TOKENS,
    });
    const headers = bring(await sign({ conferences: ['Token'] }));
    const answers = new Set<string>();
    for (const name of ['Unknown', 'Token', 'Hook', 'Off', 'constructor']) {
      answers.add(await read(await get(`?name=${name}`, { headers })));
    }
    assert.equal(answers.size, 1);
    assert.match([...answers][0] ?? '', /404.*conference_unavailable/);
    assert.deepEqual(calls(), ['listConferences']);
  });

  it('tells no more where each conference needs a token', async (t) => {
    const { get } = await startGetRoad(t, { conferences: { 'Conference-1': {} } });
    assert.equal(await readCode(await get(NAME)), '404 conference_unavailable');
  });

  it('needs one name, and ignores what else stands there', async (t) => {
    const { get } = await startGetRoad(t);
    const wrong = ['', '?name=', '?name=a%20b', `${NAME}&name=Conference-1`, `${NAME}&name=Off`];
    for (const query of wrong) {
      const response = await get(query);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(await readCode(response), '422 validation_failed', query);
    }
    assert.equal((await get(`?route=token&name=Conference-1&width=1px`)).status, 200);
  });

  it('HEAD is the same without the body', async (t) => {
    const { get } = await startGetRoad(t);
    for (const query of [NAME, '?name=Unknown']) {
      const [head, full] = [await get(query, { method: 'HEAD' }), await get(query)];
      assert.equal(head.status, full.status);
      assert.deepEqual([...head.headers], [...full.headers]);
      assert.equal(await head.text(), '');
    }
  });
});

describe('revalidation', () => {
  it('is a 304 while the bytes are the same, and a new grant after', async (t) => {
    const { get, pass } = await startGetRoad(t);
    const etag = (await get(NAME)).headers.get('etag') ?? '';
    pass(29);
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get(NAME, { headers: { 'If-None-Match': value } });
      assert.equal(response.status, 304);
      assert.equal(response.headers.get('etag'), etag);
      assert.match(response.headers.get('cache-control') ?? '', /s-maxage=30/);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      assert.equal(await response.text(), '');
    }
    pass(1);
    const response = await get(NAME, { headers: { 'If-None-Match': etag } });
    assert.equal((await readJson(response))['expiresAt'], '2026-11-23T10:05:30Z');
    assert.notEqual(response.headers.get('etag'), etag);
  });
});

describe('what a cache keeps', () => {
  it('never outlives the grant, whatever its life and the conference’s end', async (t) => {
    const closesAt = '2026-11-23T10:02:00Z';
    const conferences = { 'Conference-1': { ...OPEN, closesAt } };
    for (const grantLifetime of [1, 10, 60, 300, 86_400]) {
      const { get, pass } = await startGetRoad(t, { conferences, grantLifetime });
      let now = Date.parse(START);
      for (const seconds of [0, 7, 60, 50, 2]) {
        pass(seconds);
        now += seconds * 1000;
        const response = await get(NAME);
        const control = response.headers.get('cache-control') ?? '';
        const times = [...control.matchAll(/(?:s-maxage|stale-[a-z-]+)=(\d+)/g)];
        const [age = NaN, whileAsking = NaN, onError = NaN] = times.map(([, time]) => Number(time));
        const { expiresAt } = await readJson(response);
        const remaining = (Date.parse(String(expiresAt)) - now) / 1000;
        assert.ok(remaining > 0);
        assert.ok(age + Math.max(whileAsking, onError) <= remaining * 0.8, control);
      }
    }
  });

  it('is no failure, so that it can give out what it has', async (t) => {
    const { get, livebox } = await startGetRoad(t);
    await livebox.stopService();
    const response = await get(NAME);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(await readCode(response), '503 upstream_unavailable');
  });

  it('ends when the conference opens', async (t) => {
    const conferences = { 'Conference-1': { ...OPEN, opensAt: '2026-11-23T10:00:10Z' } };
    const { get, pass } = await startGetRoad(t, { conferences });
    const ages: unknown[] = [];
    for (const seconds of [0, 6, 3.5]) {
      pass(seconds);
      ages.push((await get(NAME)).headers.get('cache-control')?.split('s-maxage=')[1]);
    }
    assert.deepEqual(ages, ['5', '4', '0']);
    pass(0.5);
    assert.equal((await get(NAME)).status, 200);
  });
});
