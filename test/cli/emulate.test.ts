import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { openLine } from '../emulator/room-fixture.js';
import {
  createFolder,
  type Environment,
  runLivebox,
  type Running,
  startLivebox,
  writeTemporary,
} from './cli-fixture.js';

/** The `export NAME=value` lines, as a shell would take them. */
function readExports(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^export (\w+)=(\S+)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
}

async function readFacts(emulate: Running): Promise<Record<string, string>> {
  return JSON.parse(await emulate.line(/^\{/)) as Record<string, string>;
}

/** A client for an emulator that was started with `--json`. */
async function connect(emulate: Running): Promise<LiveboxClient> {
  const { server = '', username = '', key = '' } = await readFacts(emulate);
  return new LiveboxClient({ server, username, key, retryDelay: 0 });
}

async function listNames(environment: Environment): Promise<string[]> {
  const list = await runLivebox(['conferences', 'list', '--json'], environment);
  const conferences = list.json() as { name: string; mode: string }[];
  return conferences.map(({ name, mode }) => `${name} ${mode}`);
}

describe('livebox emulate', () => {
  test('prints what another shell needs, and ends by a signal', async (t) => {
    const emulate = startLivebox(t, ['emulate', '--port', '0', '--conference', 'A', 'B', '--on']);
    await emulate.line(/^# Then: livebox doctor$/);
    const environment = readExports(emulate.output());
    assert.deepEqual(await listNames(environment), ['A on', 'B on']);
    emulate.signal('SIGTERM');
    assert.equal((await emulate.ended()).exitCode, 0);
  });

  test('prints where its console is, and what it does', async (t) => {
    const args = ['--port', '0', '--fault', 'latency=1', 'getEmbedCode*2: status=503'];
    const emulate = startLivebox(t, ['emulate', ...args]);
    const address = /http:\S+/.exec(await emulate.line(/^# +console/))?.[0] ?? '';
    assert.match(await (await fetch(address)).text(), /<title>[^<]*Livebox/);
    assert.match(await emulate.line(/^# +conferences/), / Conference-1 \(off\)$/);
    assert.match(await emulate.line(/^# +kept/), /memory/);
    assert.match(await emulate.line(/^# +fault +latency/), / latency=1 on all$/);
    assert.match(await emulate.line(/^# +fault +status/), / status=503 on getEmbedCode, 2 times$/);
  });

  test('--json is one line', async (t) => {
    const args = ['emulate', '--port', '0', '--json', '--hostname', 'localhost'];
    const facts = await readFacts(startLivebox(t, args));
    assert.match(facts['server'] ?? '', /^http:\/\/localhost:\d+$/);
    assert.equal(facts['console'], `${facts['server']}/console`);
    const names = ['server', 'console', 'username', 'key', 'serverKey', 'nativeAppKey'];
    assert.deepEqual(Object.keys(facts), names);
  });

  test('misbehaves as --fault says', async (t) => {
    const args = ['--fault', 'listConferences*3: status=503'];
    const livebox = await connect(startLivebox(t, ['emulate', '--port', '0', '--json', ...args]));
    await assert.rejects(livebox.listConferences(), { code: 'unavailable' });
    assert.equal((await livebox.listConferences()).length, 1);
  });

  test('keeps to the licence that --max-conferences names', async (t) => {
    const args = ['--max-conferences', '1'];
    const livebox = await connect(startLivebox(t, ['emulate', '--port', '0', '--json', ...args]));
    await assert.rejects(livebox.createConference('Two', { preset: 'Preset-1' }), { status: 403 });
  });

  test('keeps the conferences in --data-file over a restart', async (t) => {
    const file = join(await createFolder(t), 'data.json');
    const args = ['emulate', '--port', '0', '--data-file', file];
    const first = startLivebox(t, [...args, '--json']);
    await (await connect(first)).createConference('Weekly', { preset: 'Preset-2' });
    first.signal('SIGTERM');
    await first.ended();
    const second = startLivebox(t, args);
    assert.match(await second.line(/^# +kept/), new RegExp(`${file}$`));
    assert.match(await second.line(/^# +conferences/), /Conference-1 \(off\), Weekly \(off\)$/);
  });

  test('a port in use is told with the option that changes it', async (t) => {
    const first = startLivebox(t, ['emulate', '--port', '0', '--json']);
    const { port } = new URL((await readFacts(first))['server'] ?? '');
    const second = await runLivebox(['emulate', '--port', port]);
    assert.equal(second.exitCode, 1);
    assert.match(second.stderr, /^livebox: port_in_use: .* --port\.\n$/);
  });

  test('mistakes are told in one line', async () => {
    const production = await runLivebox(['emulate'], { NODE_ENV: 'production' });
    assert.equal(production.exitCode, 1);
    assert.match(production.stderr, /^livebox: production_refused: .*\n$/);
    for (const [args, code] of [
      [['--time-zone', 'Nowhere'], 'option_invalid'],
      [['--fault', 'laziness=1'], 'fault_invalid'],
      [['--fault', 'nowhere: latency=1'], 'fault_invalid'],
      [['--oddity', 'none'], 'option_invalid'],
      [['--max-conferences', '0'], 'usage_invalid'],
      [['--account', 'canary'], 'account_invalid'],
      [['--account', 'a:canary:1234:5'], 'account_invalid'],
    ] as const) {
      const run = await runLivebox(['emulate', '--port', '0', ...args]);
      assert.equal(run.exitCode, 2, args.join(' '));
      assert.match(run.stderr, new RegExp(`^livebox: ${code}: .*\n`));
      assert.doesNotMatch(run.output, /canary/);
    }
  });
});

describe('who can sign in to an emulated conference', () => {
  const authentication = { usernamePassword: true };

  /** What an emulator that was started with `--json` answers to who wants to come in. */
  async function signIn(emulate: Running, username: string, password: string): Promise<string> {
    const { server = '' } = await readFacts(emulate);
    const livebox = await connect(emulate);
    await livebox.createConference('Closed', { preset: 'Preset-1', authentication });
    const { conferenceLink } = await livebox.enableConference('Closed');
    const key = new URL(conferenceLink).searchParams.get('key') ?? '';
    const line = await openLine({ url: server }, key);
    line.send({ type: 'join', way: 'password', username, password });
    await line.until('lobby');
    return (await line.next()).type;
  }

  for (const [title, args, create] of [
    ['the command line', ['--account', 'ana:secret'], async () => ({})],
    ['LIVEBOX_ACCOUNTS', [], async () => ({ LIVEBOX_ACCOUNTS: 'bo:pass:1234\nana:secret' })],
  ] as const) {
    test(`stands in ${title}`, async (t) => {
      const emulate = startLivebox(
        t,
        ['emulate', '--port', '0', '--json', ...args],
        await create(),
      );
      assert.equal(await signIn(emulate, 'ana', 'secret'), 'welcome');
      assert.doesNotMatch(emulate.output(), /secret/);
    });
  }

  test('stands in a file that LIVEBOX_ACCOUNTS_FILE names', async (t) => {
    const LIVEBOX_ACCOUNTS_FILE = await writeTemporary(t, 'accounts', 'ana:secret:4711\n');
    const args = ['emulate', '--port', '0', '--json'];
    const emulate = startLivebox(t, args, { LIVEBOX_ACCOUNTS_FILE });
    assert.equal(await signIn(emulate, 'ana', 'secret'), 'welcome');
  });
});

describe('credentials that are the same after a restart', () => {
  const GIVEN = {
    LIVEBOX_USERNAME: 'ana',
    LIVEBOX_KEY: 'canary-key-1',
    LIVEBOX_SERVER_KEY: 'canary-server-key-2',
    LIVEBOX_NATIVE_APP_KEY: 'canary-app-key-3',
  };

  test('come from the environment, and are not printed', async (t) => {
    const emulate = startLivebox(t, ['emulate', '--port', '0'], GIVEN);
    await emulate.line(/^# Then: livebox doctor$/);
    const { LIVEBOX_SERVER = '' } = readExports(emulate.output());
    const environment = { ...GIVEN, LIVEBOX_NATIVE_APP_KEY: '', LIVEBOX_SERVER };
    assert.deepEqual(await listNames(environment), ['Conference-1 off']);
    assert.doesNotMatch(emulate.output(), /canary/);
    const wrong = { ...environment, LIVEBOX_SERVER_KEY: 'another' };
    assert.match((await runLivebox(['doctor'], wrong)).output, /✖ 1\. API permission/);
  });

  test('are not those of a Livebox server elsewhere', async (t) => {
    const elsewhere = { ...GIVEN, LIVEBOX_SERVER: 'https://livebox.example' };
    const emulate = startLivebox(t, ['emulate', '--port', '0'], elsewhere);
    await emulate.line(/^# Then: livebox doctor$/);
    const { LIVEBOX_KEY, LIVEBOX_USERNAME } = readExports(emulate.output());
    assert.match(LIVEBOX_KEY ?? '', /^[\da-f]{32}$/);
    assert.equal(LIVEBOX_USERNAME, 'apiuser');
    assert.doesNotMatch(emulate.output(), /canary/);
  });

  test('are read once from a file that NAME_FILE names', async (t) => {
    const LIVEBOX_KEY_FILE = await writeTemporary(t, 'key', GIVEN.LIVEBOX_KEY);
    const emulate = startLivebox(t, ['emulate', '--port', '0'], { LIVEBOX_KEY_FILE });
    await emulate.line(/^# Then: livebox doctor$/);
    const exported = readExports(emulate.output());
    const environment = { ...exported, LIVEBOX_KEY: GIVEN.LIVEBOX_KEY };
    assert.deepEqual(await listNames(environment), ['Conference-1 off']);
  });
});

test('the help says that the command line is no place for secrets', async () => {
  const { stdout } = await runLivebox(['emulate', '--help']);
  assert.match(
    stdout.replaceAll(/\s+/g, ' '),
    /throwaway test accounts.*others can read the command line.*LIVEBOX_ACCOUNTS/,
  );
});

test('the guide names every flag', async () => {
  const { stdout } = await runLivebox(['emulate', '--help']);
  const flags = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
  const guide = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  const own = flags.filter((flag) => !['--help', '--version'].includes(flag));
  assert.ok(own.length > 15);
  const section = guide.slice(guide.indexOf('## `livebox emulate`'));
  assert.deepEqual(
    own.filter((flag) => !section.includes(flag)),
    [],
  );
});
