import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { createProgram } from '../../src/cli/program.js';
import { type Streams, Terminal } from '../../src/cli/terminal.js';
import {
  CANARY,
  type Environment,
  runLivebox,
  startLivebox,
  startServer,
  writeTemporary,
} from './cli-fixture.js';

const LIST = ['conferences', 'list', '--json'];

function write(environment: Environment): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}

describe('--env-file', () => {
  test('sets the variables of a file, before the command and after it', async (t) => {
    const { environment } = await startServer(t);
    const file = await writeTemporary(t, '.env', write(environment));
    for (const args of [
      ['--env-file', file, ...LIST],
      [...LIST, '--env-file', file],
      ['conferences', `--env-file=${file}`, 'list', '--json'],
    ]) {
      const run = await runLivebox(args);
      assert.equal(run.exitCode, 0, run.output);
      assert.match(run.stdout, /"name":"Conference-1"/);
    }
  });

  test('takes the file that livebox emulate writes', async (t) => {
    const file = await writeTemporary(t, '.env', '');
    const emulate = startLivebox(t, ['emulate', '--port', '0', '--on', '--write-env', file]);
    await emulate.line(/^# Test the server: +livebox doctor --env-file /);
    const run = await runLivebox(['doctor', '--env-file', file]);
    assert.equal(run.exitCode, 0, run.output);
  });

  test('leaves a variable alone that is set, and takes an empty one for one that is not', async (t) => {
    const { environment } = await startServer(t);
    const file = await writeTemporary(t, '.env', write(environment));
    const args = [...LIST, '--env-file', file];
    const wrong = await runLivebox(args, { LIVEBOX_KEY: 'another' });
    assert.match(wrong.stderr, /credentials_refused/);
    assert.equal((await runLivebox(args, { LIVEBOX_KEY: '' })).exitCode, 0);
  });

  test('is seen by a configuration file that is JavaScript', async (t) => {
    const { environment } = await startServer(t);
    const { LIVEBOX_KEY, ...others } = environment;
    const file = await writeTemporary(t, '.env', write({ ...others, MY_KEY: LIVEBOX_KEY ?? '' }));
    const code = 'export default { livebox: { key: process.env.MY_KEY } };';
    const config = await writeTemporary(t, 'livebox.mjs', code);
    const run = await runLivebox([...LIST, '--config', config, '--env-file', file]);
    assert.equal(run.exitCode, 0, run.output);
  });

  test('shows no value of it', async (t) => {
    const { environment } = await startServer(t);
    const wrong = { ...environment, LIVEBOX_SERVER_KEY: 'canary-wrong' };
    const file = await writeTemporary(t, '.env', write(wrong));
    const run = await runLivebox(['doctor', '--env-file', file], { DEBUG: '1' });
    assert.equal(run.exitCode, 1);
    assert.ok(!run.output.includes(CANARY.key));
    assert.doesNotMatch(run.output, /canary/);
  });

  test('a file that is not there is named', async () => {
    const run = await runLivebox(['doctor', '--env-file', '/nowhere/.env']);
    assert.notEqual(run.exitCode, 0);
    assert.match(run.stderr, /^(livebox|\S*node): .*\/nowhere\/\.env.*\n$/);
  });

  // In this process: Node looks for such a file itself, before the command begins.
  test('a file that can’t be read is a clear error', async () => {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const terminal = new Terminal({ stdin, stdout, stderr } as unknown as Streams);
    for (const [file, reason] of [
      ['/nowhere/.env', 'ENOENT'],
      ['/', 'EISDIR'],
    ] as const) {
      const program = createProgram({ terminal, environment: {} });
      await assert.rejects(
        program.parseAsync(['doctor', '--env-file', file], { from: 'user' }),
        (error: Error & { code: string }) => {
          assert.equal(error.code, 'env_file_unreadable');
          assert.ok(error.message.startsWith(`The file ${file} can't be read (${reason}): check`));
          return true;
        },
      );
    }
  });
});
