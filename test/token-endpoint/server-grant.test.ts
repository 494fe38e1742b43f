import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parseGrant } from '../../src/embed-protocol/grant.js';
import { LiveboxCredentialsError } from '../../src/livebox-api/livebox-error.js';
import {
  GrantError,
  type RequestLimits,
  type ServerGrantOptions,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, readCode, readJson, type Road, startRoad } from './endpoint-fixture.js';
import { TOKENS } from './token-fixture.js';

const NAME = 'Conference-1';
const NOW = new Date('2026-11-23T10:00:00Z');
const ON = { conferences: [{ name: NAME, mode: 'on' as const }] };

function startGrantRoad(
  t: TestContext,
  conference: object,
  endpoint: Partial<TokenEndpointOptions> = {},
  emulator: object = {},
): Promise<Road> {
  const conferences = { [NAME]: conference };
  return startRoad(t, { emulator, endpoint: { conferences, now: () => NOW, ...endpoint } });
}

/** Why there is no grant, as a `GrantError` says it. */
async function readRefusal(
  { endpoint }: Road,
  name = NAME,
  options?: ServerGrantOptions,
): Promise<GrantError> {
  const error: unknown = await endpoint.grant(name, options).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof GrantError, String(error));
  assert.equal(error.problem.code, error.code);
  return error;
}

describe('a grant for a page that the server renders', () => {
  it('is the one that the tag would get', async (t) => {
    const road = await startGrantRoad(t, OPEN);
    const grant = await road.endpoint.grant(NAME);
    assert.deepEqual(parseGrant(grant), grant);
    assert.deepEqual(await readJson(await road.ask({ name: NAME })), grant);
    assert.deepEqual(road.calls(), ['listConferences', 'enableConference', 'getEmbedCode']);
  });

  it('asks nobody whether the visitor may see it', async (t) => {
    const shut: RequestLimits = { consume: async () => 1, check: async () => 1 };
    const closed = { limits: shut, tokens: TOKENS, authorize: () => false };
    for (const access of ['token', 'authorize', 'public'] as const) {
      const road = await startGrantRoad(t, { access }, closed, ON);
      assert.equal((await road.endpoint.grant(NAME)).name, NAME);
    }
  });

  it('has the size that is asked for', async (t) => {
    const sizes: string[] = [];
    const embedCode = (src: string, width: string, height: string): string => {
      sizes.push(`${width} ${height}`);
      return `<iframe src="${src}"></iframe>`;
    };
    const road = await startGrantRoad(t, OPEN, {}, { embedCode });
    await road.endpoint.grant(NAME, { width: '640px', height: '360px' });
    assert.deepEqual(sizes, ['640px 360px']);
    const { code, message } = await readRefusal(road, NAME, { width: '100%' });
    assert.equal(code, 'validation_failed');
    assert.match(message, /width/);
  });

  const rights = [
    ['visitors', undefined, true],
    ['token', undefined, false],
    ['token', false, false],
    ['token', true, true],
    ['never', true, false],
  ] as const;
  for (const [enable, mayEnable, isOn] of rights) {
    it(`with enable "${enable}" and the right ${mayEnable} ${isOn ? 'switches on' : 'does not'}`, async (t) => {
      const road = await startGrantRoad(t, { access: 'token', enable });
      const options = mayEnable === undefined ? {} : { enable: mayEnable };
      if (isOn) assert.equal((await road.endpoint.grant(NAME, options)).enabled, true);
      else assert.equal((await readRefusal(road, NAME, options)).code, 'conference_unavailable');
      assert.equal(road.calls().includes('enableConference'), isOn);
    });
  }

  it('is shared: one fill for all who are shown a page', async (t) => {
    const road = await startGrantRoad(t, OPEN);
    const grants = Array.from({ length: 100 }, () => road.endpoint.grant(NAME));
    assert.equal(new Set((await Promise.all(grants)).map(({ src }) => src)).size, 1);
    assert.equal(road.calls().length, 3);
  });

  it('ends waiting when its page is no longer wanted', async (t) => {
    const road = await startGrantRoad(t, OPEN);
    const signal = AbortSignal.abort();
    assert.equal((await readRefusal(road, NAME, { signal })).code, 'upstream_unavailable');
    assert.deepEqual(road.errors, []);
  });
});

describe('no grant for a page that the server renders', () => {
  it('of a conference that is not listed, whatever its name is', async (t) => {
    const road = await startGrantRoad(t, OPEN);
    for (const name of ['Other', '__proto__', 'constructor']) {
      assert.equal((await readRefusal(road, name)).code, 'conference_unavailable');
    }
    assert.equal((await readRefusal(road, 'no name!')).code, 'validation_failed');
    assert.deepEqual(road.calls(), []);
  });

  it('before it opens, and when it is over', async (t) => {
    const opensAt = '2026-11-23T11:00:00Z';
    const early = await readRefusal(await startGrantRoad(t, { ...OPEN, opensAt }, {}, ON));
    assert.equal(early.code, 'conference_not_open');
    assert.equal(early.problem.opensAt, opensAt);
    const closesAt = '2026-11-23T09:00:00Z';
    const late = await readRefusal(await startGrantRoad(t, { ...OPEN, closesAt }, {}, ON));
    assert.equal(late.code, 'conference_over');
    const waiting = await startGrantRoad(t, { access: 'token', waitForHost: true });
    assert.equal((await readRefusal(waiting)).code, 'conference_not_open');
  });

  it('when Livebox fails: the site’s log hears of it once, and no key gets out', async (t) => {
    const road = await startRoad(t, {
      client: { key: 'canary-wrong-key' },
      endpoint: { conferences: { [NAME]: OPEN } },
    });
    const error = await readRefusal(road);
    assert.equal(error.code, 'upstream_refused');
    assert.ok(error.cause instanceof LiveboxCredentialsError);
    assert.equal(await readCode(await road.ask({ name: NAME })), '502 upstream_refused');
    assert.equal(road.errors.length, 1);
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /canary/);
  });

  it('when the site’s own lookup fails, and its log hears of that', async (t) => {
    const failure = new Error('no database');
    const road = await startGrantRoad(t, OPEN, { conferences: () => Promise.reject(failure) });
    assert.equal((await readRefusal(road)).code, 'internal');
    assert.deepEqual(road.errors, [
      { error: failure, context: { code: 'internal', conference: NAME } },
    ]);
  });

  it('where the page may not frame the meeting', async (t) => {
    const emulator = { ...ON, faults: [{ faults: "frame-ancestors='self'", on: 'meeting' }] };
    const road = await startGrantRoad(t, OPEN, { probe: true }, emulator);
    const origin = 'https://site.example';
    assert.equal((await readRefusal(road, NAME, { origin })).code, 'frame_refused');
    assert.equal((await road.endpoint.grant(NAME)).name, NAME);
  });
});
