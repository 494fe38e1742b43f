import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CANARY, runLivebox, startServer, writeTemporary } from './cli-fixture.js';

const CANARIES = [CANARY.key, CANARY.serverKey];

function assertNoKey(text: string): void {
  for (const key of CANARIES) {
    const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
    for (const form of forms) assert.ok(!text.includes(form), text);
  }
}

describe('where credentials come from', () => {
  test('files that NAME_FILE names', async (t) => {
    const { url } = await startServer(t);
    const run = await runLivebox(['conferences', 'list'], {
      LIVEBOX_SERVER: url,
      LIVEBOX_USERNAME: 'apiuser',
      LIVEBOX_KEY_FILE: await writeTemporary(t, 'key', `${CANARY.key}\n`),
      LIVEBOX_SERVER_KEY_FILE: await writeTemporary(t, 'server-key', CANARY.serverKey),
    });
    assert.equal(run.exitCode, 0, run.output);
    assertNoKey(run.output);
  });

  test('a JSON file, which the environment overrides', async (t) => {
    const { url } = await startServer(t);
    const livebox = { server: url, username: 'apiuser', key: CANARY.key };
    const file = await writeTemporary(t, 'livebox.json', JSON.stringify({ livebox }));
    const list = ['conferences', 'list', '--config', file];
    assert.equal((await runLivebox(list)).exitCode, 0);
    const overridden = await runLivebox(list, { LIVEBOX_KEY: 'another' });
    assert.match(overridden.stderr, /credentials_refused/);
  });

  test('a JavaScript file, named by LIVEBOX_CONFIG', async (t) => {
    const { url } = await startServer(t);
    const code = `const key = ${JSON.stringify(CANARY.key)};
      export default { livebox: { server: '${url}', username: 'apiuser', key } };`;
    const file = await writeTemporary(t, 'livebox.mjs', code);
    const run = await runLivebox(['conferences', 'list'], { LIVEBOX_CONFIG: file });
    assert.equal(run.exitCode, 0, run.output);
  });

  test('what is missing is named all at once', async () => {
    const run = await runLivebox(['conferences', 'list'], { LIVEBOX_USERNAME: 'apiuser' });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /^livebox: settings_missing: Not set: LIVEBOX_SERVER, LIVEBOX_KEY\. /);
  });

  test('a variable and its file are not both taken', async (t) => {
    const LIVEBOX_KEY_FILE = await writeTemporary(t, 'key', CANARY.key);
    const environment = { LIVEBOX_KEY: 'other', LIVEBOX_KEY_FILE };
    const run = await runLivebox(['conferences', 'list'], environment);
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /variable_twice/);
  });
});

describe('no key gets out', () => {
  test('by a command line that holds one', async () => {
    for (const args of [
      ['conferences', 'list', `--key=${CANARY.key}`],
      ['conferences', 'list', '--server-key', CANARY.serverKey],
      ['conferences', CANARY.key],
      [CANARY.key],
      ['conferences', 'list', CANARY.key],
      ['emulate', '--port', CANARY.key],
      ['check', CANARY.key],
    ]) {
      const run = await runLivebox(args);
      assert.equal(run.exitCode, 2, args.join(' '));
      assertNoKey(run.output);
    }
  });

  test('by a file that is broken or mistaken', async (t) => {
    const { key } = CANARY;
    for (const [name, content] of [
      ['broken.json', `{"livebox": {"key": "${key}" "server"`],
      ['quoted.json', `{"livebox": {"key": ${key}}}`],
      ['type.json', JSON.stringify({ livebox: { server: 'https://x.example', key: [key] } })],
      ['place.json', JSON.stringify({ livebox: key })],
      ['name.json', JSON.stringify({ livebox: { Key: key } })],
      ['serve.json', JSON.stringify({ serve: { port: key } })],
      ['broken.mjs', `export default { livebox: { key: "${key}" `],
    ] as const) {
      const file = await writeTemporary(t, name, content);
      const run = await runLivebox(['conferences', 'list', '--config', file], { DEBUG: '1' });
      assert.equal(run.exitCode, 2, `${name}: ${run.output}`);
      // Not a part of it either: parsers quote what stands around a mistake.
      assert.doesNotMatch(run.output, /canary/);
    }
  });

  test('by an address with a password', async () => {
    const LIVEBOX_SERVER = `https://user:${encodeURIComponent(CANARY.key)}@livebox.example`;
    const environment = { LIVEBOX_SERVER, LIVEBOX_USERNAME: 'apiuser', LIVEBOX_KEY: 'k-other' };
    for (const args of [['doctor'], ['serve'], ['conferences', 'list']]) {
      assertNoKey((await runLivebox(args, environment)).output);
    }
  });

  test('by a server that puts it into its answers', async (t) => {
    const { environment } = await startServer(t, {
      leakKey: true,
      conferences: [{ name: 'Conference-1', mode: 'on' }],
    });
    for (const json of [[], ['--json']]) {
      for (const verb of ['enable', 'embed']) {
        const run = await runLivebox(['conferences', verb, 'Conference-1', ...json], environment);
        assert.equal(run.exitCode, 1);
        assert.equal(run.stdout, '');
        assert.match(run.stderr, /secret_in_answer/);
        assertNoKey(run.output);
      }
    }
    const doctor = await runLivebox(['doctor', '--json'], environment);
    assert.match(doctor.stdout, /secret_in_answer/);
    assertNoKey(doctor.output);
  });

  test('by a wrong key that the server refuses', async (t) => {
    const { url } = await startServer(t, { key: 'right', serverKey: 'right-too' });
    const run = await runLivebox(['doctor'], {
      LIVEBOX_SERVER: url,
      LIVEBOX_USERNAME: 'apiuser',
      LIVEBOX_KEY: CANARY.key,
      LIVEBOX_SERVER_KEY: CANARY.serverKey,
      DEBUG: '1',
    });
    assert.equal(run.exitCode, 1);
    assertNoKey(run.output);
  });
});
