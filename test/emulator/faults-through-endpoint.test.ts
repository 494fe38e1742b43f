import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOSTILE_EMBED_CODES } from '../../src/emulator/hostile-embed-codes.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createTokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { KEYS, startEmulator, type Fixture } from './emulator-fixture.js';

/** An endpoint in front of an emulator, asked afresh each time. Default timeout: 10 s. */
async function ask(
  { url }: Fixture,
  timeout = 10_000,
): Promise<{ status: number; body: { code?: string } }> {
  const endpoint = createTokenEndpoint({
    livebox: new LiveboxClient({
      server: url,
      username: 'apiuser',
      key: KEYS.key,
      serverKey: KEYS.serverKey,
      timeout,
    }),
    conferences: { A: { access: 'public', enable: 'visitors' } },
  });
  const response = await endpoint.fetch(
    new Request('https://site.example/livebox/token', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'https://site.example',
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({ name: 'A', width: '800px', height: '450px' }),
    }),
  );
  const text = await response.text();
  for (const secret of Object.values(KEYS)) assert.equal(text.includes(secret), false);
  return { status: response.status, body: JSON.parse(text) as { code?: string } };
}

describe('emulator: faults seen through a token endpoint', () => {
  const cases = [
    ['status=503', 'upstream_unavailable'],
    ['reset', 'upstream_unavailable'],
    ['truncate', 'upstream_unavailable'],
    ['hang', 'upstream_timeout'],
    ['stall', 'upstream_timeout'],
    ['failure-in-200', 'upstream_invalid'],
    ['malformed-json', 'upstream_invalid'],
    ['redirect', 'upstream_invalid'],
    ['status=401', 'upstream_refused'],
    ['status=403', 'upstream_refused'],
  ] as const;
  for (const [faults, code] of cases) {
    test(`${faults} is ${code}`, async () => {
      const fixture = await startEmulator({ conferences: ['A'], faults: [{ faults, on: 'api' }] });
      const timeout = code === 'upstream_timeout' ? 200 : undefined;
      assert.equal((await ask(fixture, timeout)).body.code, code);
      fixture.emulator.faults.clear();
      assert.equal((await ask(fixture)).status, 200);
    });
  }

  test('no hostile embed code gets through', async () => {
    const fixture = await startEmulator({ conferences: ['A'] });
    for (const name of Object.keys(HOSTILE_EMBED_CODES)) {
      fixture.emulator.faults.set(`hostile-embed-code=${name}`);
      assert.equal((await ask(fixture)).body.code, 'upstream_invalid', name);
    }
    fixture.emulator.faults.clear();
    assert.equal((await ask(fixture)).status, 200);
  });
});
