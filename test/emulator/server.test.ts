import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import {
  createEmulator,
  EmulatorError,
  type EmulatorOptions,
} from '../../src/emulator/emulator.js';
import { startEmulator } from './emulator-fixture.js';

function assertError(code: EmulatorError['code'], message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof EmulatorError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}

describe('emulator: where it runs', () => {
  test('not in production', (t) => {
    const before = process.env['NODE_ENV'];
    t.after(() => {
      if (before === undefined) delete process.env['NODE_ENV'];
      else process.env['NODE_ENV'] = before;
    });
    process.env['NODE_ENV'] = 'production';
    assert.throws(() => createEmulator(), assertError('production_refused', /NODE_ENV=production/));
  });

  test('on loopback only', async () => {
    for (const hostname of ['0.0.0.0', '::', 'example.com', 'toString']) {
      await assert.rejects(
        // @ts-expect-error the types refuse it too
        createEmulator().listen({ hostname }),
        assertError('hostname_refused', /127\.0\.0\.1, localhost or ::1/),
      );
    }
  });

  test('localhost and 127.0.0.1 lead to the same server', async () => {
    const { url, close } = await createEmulator().listen({ hostname: 'localhost' });
    assert.match(url, /^http:\/\/localhost:\d+$/);
    assert.equal((await fetch(url)).status, 404);
    assert.equal((await fetch(url.replace('localhost', '127.0.0.1'))).status, 404);
    await close();
  });

  test('a port in use is explained', async () => {
    const { url } = await startEmulator();
    const port = Number(new URL(url).port);
    await assert.rejects(
      createEmulator().listen({ port }),
      assertError('port_in_use', new RegExp(`Port ${String(port)} .* choose another port`)),
    );
  });

  test('after close the port is free, and closing twice is no failure', async () => {
    const emulator = createEmulator();
    const { url, close } = await emulator.listen();
    await fetch(url);
    await close();
    await close();
    await assert.rejects(fetch(url));
    const again = await emulator.listen({ port: Number(new URL(url).port) });
    assert.equal(again.url, url);
    await again.close();
  });

  test('a foreign name that points here is refused', async () => {
    const { url } = await startEmulator();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example' };
      request(url, { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    assert.equal(status, 403);
  });
});

describe('emulator: options', () => {
  test('that are not valid are refused and named', () => {
    const cases: [EmulatorOptions, RegExp][] = [
      [{ username: '' }, /option username/],
      [{ key: '' }, /option key/],
      [{ presets: [] }, /option presets/],
      [{ presets: ['a b'] }, /option presets/],
      [{ conferences: ['a b'] }, /option conferences/],
      [{ conferences: ['A', 'A'] }, /A stands there twice/],
      [{ conferences: [{ name: 'A', preset: 'No' }] }, /preset of A must be one of Preset-1/],
      [{ origins: { development: 'localhost:5173' } }, /option origins/],
      [{ origins: { production: 'javascript:1' } }, /option origins/],
      [{ timeZone: 'Moon/Base' }, /option timeZone/],
    ];
    for (const [options, message] of cases) {
      assert.throws(() => createEmulator(options), assertError('option_invalid', message));
    }
  });
});
