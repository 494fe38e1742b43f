import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runLivebox, startLivebox } from './cli-fixture.js';

/** The `export NAME=value` lines, as a shell would take them. */
function readExports(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^export (\w+)=(\S+)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
}

test('prints what another shell needs, and ends by a signal', async (t) => {
  const emulate = startLivebox(t, ['emulate', '--port', '0', '--conference', 'A', 'B', '--on']);
  await emulate.line(/then: livebox doctor/);
  const environment = readExports(emulate.output());
  const list = await runLivebox(['conferences', 'list', '--json'], environment);
  const conferences = list.json() as { name: string; mode: string }[];
  assert.deepEqual(
    conferences.map(({ name, mode }) => `${name} ${mode}`),
    ['A on', 'B on'],
  );
  emulate.signal('SIGTERM');
  assert.equal((await emulate.ended()).exitCode, 0);
});

test('--json is one line', async (t) => {
  const emulate = startLivebox(t, ['emulate', '--port', '0', '--json', '--hostname', 'localhost']);
  const facts = JSON.parse(await emulate.line(/^\{/)) as Record<string, string>;
  assert.match(facts['server'] ?? '', /^http:\/\/localhost:\d+$/);
  assert.deepEqual(Object.keys(facts), ['server', 'username', 'key', 'serverKey', 'nativeAppKey']);
});

test('takes no key from the environment', async (t) => {
  const emulate = startLivebox(t, ['emulate', '--port', '0'], { LIVEBOX_KEY: 'canary-key' });
  await emulate.line(/then: livebox doctor/);
  assert.doesNotMatch(emulate.output(), /canary/);
});

test('mistakes are told in one line', async () => {
  const production = await runLivebox(['emulate'], { NODE_ENV: 'production' });
  assert.equal(production.exitCode, 1);
  assert.match(production.stderr, /^livebox: production_refused: .*\n$/);
  const zone = await runLivebox(['emulate', '--time-zone', 'Nowhere']);
  assert.equal(zone.exitCode, 2);
  assert.match(zone.stderr, /^livebox: option_invalid: .*\n$/);
});
