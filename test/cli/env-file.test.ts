import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { parseEnv } from 'node:util';
import { createFolder, type Run, runLivebox, startLivebox } from './cli-fixture.js';

/** Starts `livebox emulate --write-env`, waits until it is up, and ends it. */
async function emulate(
  t: TestContext,
  file: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<Run> {
  const all = ['emulate', '--port', '0', '--write-env', file, ...args];
  const running = startLivebox(t, all, environment);
  await running.line(/^# Start your application|^\{/);
  running.signal('SIGTERM');
  return running.ended();
}

async function readEnv(file: string): Promise<Record<string, string | undefined>> {
  return { ...parseEnv(await readFile(file, 'utf8')) };
}

describe('livebox emulate --write-env', () => {
  test('writes what an application beside it needs, for its owner only', async (t) => {
    const file = join(await createFolder(t), '.env');
    const running = startLivebox(t, ['emulate', '--port', '0', '--write-env', file]);
    await running.line(/^# Start your application: node --env-file=\S+ server\.js$/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(Object.keys(await readEnv(file)).sort(), [
      'LIVEBOX_KEY',
      'LIVEBOX_SERVER',
      'LIVEBOX_SERVER_KEY',
      'LIVEBOX_USERNAME',
    ]);
    const application = spawn(process.execPath, [
      `--env-file=${file}`,
      ...['--import', 'tsx', 'src/cli/livebox.ts', 'conferences', 'list'],
    ]);
    assert.deepEqual(await once(application, 'close'), [0, null]);
    assert.ok(!running.output().includes((await readEnv(file))['LIVEBOX_KEY'] ?? ''));
  });

  test('keeps the credentials over a restart, and changes the address only', async (t) => {
    const file = join(await createFolder(t), '.env');
    await emulate(t, file);
    const first = await readEnv(file);
    await emulate(t, file, ['--hostname', 'localhost', '--json']);
    const { LIVEBOX_SERVER, ...rest } = await readEnv(file);
    assert.match(LIVEBOX_SERVER ?? '', /^http:\/\/localhost:\d+$/);
    assert.deepEqual({ ...first, LIVEBOX_SERVER }, { LIVEBOX_SERVER, ...rest });
  });

  test('leaves every other line and the file’s permissions as they are', async (t) => {
    const file = join(await createFolder(t), '.env');
    const others =
      '# mine\r\nSECRET=\'two words\' # why\r\nexport OTHER="$SECRET"\n\nLIVEBOX_KEY=\nEND=1';
    await writeFile(file, others);
    await chmod(file, 0o640);
    await emulate(t, file, ['--time-zone', 'Europe/Madrid']);
    const text = await readFile(file, 'utf8');
    const kept = text.replace(/^LIVEBOX_KEY=\w+$/m, 'LIVEBOX_KEY=');
    assert.equal(kept.slice(0, others.length), others);
    assert.equal((await readEnv(file))['LIVEBOX_TIME_ZONE'], 'Europe/Madrid');
    assert.equal((await stat(file)).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(dirname(file)), ['.env']);
  });

  for (const [title, text] of [
    ['a Livebox server elsewhere', 'LIVEBOX_SERVER=https://livebox.example\nLIVEBOX_KEY=canary\n'],
    ['a server that is not named', 'LIVEBOX_KEY=canary\n'],
  ] as const) {
    test(`leaves a file alone that has the credentials of ${title}`, async (t) => {
      const file = join(await createFolder(t), '.env');
      await writeFile(file, text);
      const run = await runLivebox(['emulate', '--port', '0', '--write-env', file]);
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /^livebox: env_file_foreign: .*\n$/);
      assert.doesNotMatch(run.output, /canary/);
      assert.equal(await readFile(file, 'utf8'), text);
    });
  }

  test('leaves a file alone in whose texts a line looks like one of its own', async (t) => {
    const file = join(await createFolder(t), '.env');
    const text = 'NOTES="first\nLIVEBOX_KEY=later\nlast"\n';
    await writeFile(file, text);
    const run = await runLivebox(['emulate', '--port', '0', '--write-env', file]);
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /^livebox: env_file_unusable: .*\n$/);
    assert.equal(await readFile(file, 'utf8'), text);
  });

  test('writes no value that readers of such files read differently', async (t) => {
    const file = join(await createFolder(t), '.env');
    const LIVEBOX_KEY = 'canary $HOME #1';
    const args = ['emulate', '--port', '0', '--write-env', file];
    const run = await runLivebox(args, { LIVEBOX_KEY });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /^livebox: env_value_invalid: LIVEBOX_KEY .*\n$/);
    assert.doesNotMatch(run.output, /canary/);
    assert.deepEqual(await readdir(dirname(file)), []);
  });

  test('says what keeps it from writing', async (t) => {
    const file = join(await createFolder(t), 'no', 'folder', '.env');
    const run = await runLivebox(['emulate', '--port', '0', '--write-env', file]);
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /^livebox: env_file_unusable: .*ENOENT.*\n$/);
  });

  test('prints no key that stands in the file', async (t) => {
    const file = join(await createFolder(t), '.env');
    const run = await emulate(t, file, ['--json']);
    const { LIVEBOX_KEY = '', LIVEBOX_SERVER_KEY = '' } = await readEnv(file);
    assert.match(LIVEBOX_KEY, /^[\da-f]{32}$/);
    assert.ok(!run.output.includes(LIVEBOX_KEY) && !run.output.includes(LIVEBOX_SERVER_KEY));
  });
});
