import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EndpointOptionsError } from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, readCode, startRoad } from './endpoint-fixture.js';

const ASKED = { name: 'Conference-1' };

describe('a lookup of conferences', () => {
  it('finds one, once for all who ask at the same time, and again after 5 seconds', async (t) => {
    const names: string[] = [];
    const start = Date.parse('2026-11-23T10:00:00Z');
    let time = start;
    const { ask } = await startRoad(t, {
      endpoint: {
        now: () => new Date(time),
        conferences: async (name) => {
          names.push(name);
          return name === 'Conference-1' ? OPEN : undefined;
        },
      },
    });
    const bodies = [ASKED, ASKED, { name: 'Unknown' }, { name: 'Unknown' }];
    const answers = await Promise.all(bodies.map((body) => ask(body)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 404, 404],
    );
    assert.deepEqual(names.sort(), ['Conference-1', 'Unknown']);
    time = start + 4999;
    await ask(ASKED);
    assert.equal(names.length, 2);
    time = start + 5001;
    await ask(ASKED);
    assert.equal(names.length, 3);
  });

  it('is as strict as the object: an unknown name causes no call to Livebox', async (t) => {
    for (const nothing of [undefined, null]) {
      const { ask, calls } = await startRoad(t, { endpoint: { conferences: () => nothing } });
      assert.equal(await readCode(await ask(ASKED)), '404 conference_unavailable');
      assert.deepEqual(calls(), []);
    }
  });

  it('closes what does not say that it is open', async (t) => {
    const { ask, calls } = await startRoad(t, { endpoint: { conferences: () => ({}) } });
    assert.equal(await readCode(await ask(ASKED)), '404 conference_unavailable');
    assert.deepEqual(calls(), []);
  });

  it('is never asked for what is no name', async (t) => {
    const conferences = (): never => {
      throw new Error('asked');
    };
    const { ask } = await startRoad(t, { endpoint: { conferences } });
    assert.equal(await readCode(await ask({ name: "' OR 1=1" })), '422 validation_failed');
  });

  const failures: Record<string, () => unknown> = {
    throws: () => {
      throw new Error('no database');
    },
    rejects: () => Promise.reject(new Error('no database')),
    'answers an unknown access': () => ({ access: 'everyone' }),
    'answers a text': () => 'public',
    'answers true': () => true,
    'demands a hook that is not there': () => ({ access: 'authorize' }),
    'answers an unknown option': () => ({ ...OPEN, opens: '2026-11-23T10:00:00Z' }),
  };
  for (const [title, lookup] of Object.entries(failures)) {
    it(`lets nobody in when it ${title}`, async (t) => {
      const { ask, calls, errors } = await startRoad(t, {
        endpoint: { conferences: lookup as () => undefined },
      });
      assert.equal(await readCode(await ask(ASKED)), '500 internal');
      assert.deepEqual(calls(), []);
      const { error } = errors[0] ?? {};
      assert.ok(error instanceof Error);
      assert.equal(error instanceof EndpointOptionsError, !/throws|rejects/.test(title));
    });
  }

  it('is asked again after it failed', async (t) => {
    let isDown = true;
    const conferences = (): typeof OPEN => {
      if (isDown) throw new Error('no database');
      return OPEN;
    };
    const { ask } = await startRoad(t, { endpoint: { conferences } });
    assert.equal((await ask(ASKED)).status, 500);
    isDown = false;
    assert.equal((await ask(ASKED)).status, 200);
  });
});
