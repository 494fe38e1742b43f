import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AuthorizeHook,
  HookError,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import { OWN_PAGE, readCode, type RoadOptions, startRoad } from './endpoint-fixture.js';

const ASKED = { name: 'Conference-1' };
const ON = { conferences: [{ name: 'Conference-1', mode: 'on' as const }] };

function road(
  authorize: unknown,
  conference: object = {},
  emulator: RoadOptions['emulator'] = {},
): RoadOptions {
  const endpoint: Partial<TokenEndpointOptions> = {
    authorize: authorize as AuthorizeHook,
    conferences: { 'Conference-1': { access: 'authorize', ...conference } },
  };
  return { emulator, endpoint };
}

describe('the authorize hook', () => {
  it('gets the request’s headers and the conference, and lets in', async (t) => {
    const seen: unknown[] = [];
    const opensAt = '2020-11-23T10:00:00Z';
    const authorize: AuthorizeHook = async (request, conference) => {
      seen.push(request.method, request.headers.get('Cookie'), request.body, conference);
      return true;
    };
    const { ask } = await startRoad(t, road(authorize, { opensAt }, ON));
    assert.equal((await ask(ASKED, { ...OWN_PAGE, Cookie: 'session=1' })).status, 200);
    const conference = { name: 'Conference-1', opensAt: new Date(opensAt), closesAt: undefined };
    assert.deepEqual(seen, ['POST', 'session=1', null, conference]);
  });

  it('is asked about conferences with access "authorize" only', async (t) => {
    const authorize = (): never => {
      throw new Error('asked');
    };
    const { ask } = await startRoad(t, road(authorize, { access: 'public' }, ON));
    assert.equal((await ask(ASKED)).status, 200);
    assert.equal((await ask({ name: 'Unknown' })).status, 404);
  });

  const enabling: [answer: unknown, enable: string, status: number][] = [
    [true, 'token', 404],
    [true, 'visitors', 200],
    [{ enable: false }, 'token', 404],
    [{ enable: true }, 'token', 200],
    [{ enable: true }, 'never', 404],
  ];
  for (const [answer, enable, status] of enabling) {
    it(`answers ${JSON.stringify(answer)} with enable "${enable}": ${status}`, async (t) => {
      const { ask, calls } = await startRoad(
        t,
        road(() => answer, { enable }),
      );
      assert.equal((await ask(ASKED)).status, status);
      assert.equal(calls().includes('enableConference'), status === 200);
    });
  }

  it('refuses: 404, and no call', async (t) => {
    const { ask, calls } = await startRoad(
      t,
      road(async () => false, { enable: 'visitors' }, ON),
    );
    assert.equal(await readCode(await ask(ASKED)), '404 conference_unavailable');
    assert.deepEqual(calls(), []);
  });

  const failures: Record<string, unknown> = {
    throws: () => {
      throw new Error('no database');
    },
    rejects: () => Promise.reject(new Error('no database')),
    'answers nothing': () => undefined,
    'answers a text': () => 'false',
    'answers a number': () => 1,
    'answers an object': () => ({}),
    'answers enable as text': () => ({ enable: 'true' }),
    'answers a function': () => () => true,
  };
  for (const [title, authorize] of Object.entries(failures)) {
    it(`lets nobody in when it ${title}`, async (t) => {
      const { ask, calls, errors } = await startRoad(
        t,
        road(authorize, { enable: 'visitors' }, ON),
      );
      assert.equal(await readCode(await ask(ASKED)), '500 internal');
      assert.deepEqual(calls(), []);
      assert.equal(errors.length, 1);
    });
  }

  it('lets nobody in when it never answers', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const authorize = (): Promise<boolean> => {
      // After its time has begun to run.
      setImmediate(() => t.mock.timers.tick(10_000));
      return new Promise(() => undefined);
    };
    const { ask, errors } = await startRoad(t, road(authorize, {}, ON));
    assert.equal(await readCode(await ask(ASKED)), '500 internal');
    assert.ok(errors[0]?.error instanceof HookError);
  });
});
