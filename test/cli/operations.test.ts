import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CANARY,
  type Environment,
  findDeadServer,
  type Run,
  runLivebox,
  startServer,
} from './cli-fixture.js';

function assertNoKey({ output }: Run): void {
  assert.ok(!output.includes(CANARY.key) && !output.includes(CANARY.serverKey), output);
}

async function succeed(environment: Environment, ...args: string[]): Promise<Run> {
  const run = await runLivebox(args, environment);
  assert.equal(run.exitCode, 0, run.output);
  assertNoKey(run);
  return run;
}

describe('every operation of the API', () => {
  test('the life of a conference', async (t) => {
    const { emulator, environment } = await startServer(t, { conferences: [] });
    const call = async (...args: string[]): Promise<unknown> =>
      (await succeed(environment, 'conferences', ...args, '--json')).json();
    assert.deepEqual(await call('list'), []);
    const created = await call(
      'create',
      'Board',
      '--preset',
      'Preset-1',
      '--guest',
      'Preset-2',
      '--pin',
    );
    assert.match(JSON.stringify(created), /"name":"Board","hashKey":".+","status":"created"/);
    assert.match(
      JSON.stringify(await call('enable', 'Board')),
      /"conferenceLink":"http.*"status":"enabled"/,
    );
    const embed = (await call('embed', 'Board', '--width', '640px')) as { embedCode: string };
    assert.match(embed.embedCode, /^<iframe .*640px/);
    assert.deepEqual(await call('settings', 'Board', '--preset', 'Preset-2'), {
      name: 'Board',
      status: 'changed',
    });
    const times = ['--start', '2026-11-23T10:00:00Z', '--end', '2026-11-23T12:00:00+01:00'];
    assert.deepEqual(await call('schedule', 'Board', ...times), {
      name: 'Board',
      status: 'scheduled',
      start: '2026-11-23T10:00:00.000Z',
      end: '2026-11-23T11:00:00.000Z',
    });
    assert.deepEqual(await call('unschedule', 'Board', '--yes'), {
      name: 'Board',
      status: 'unscheduled',
    });
    assert.match(JSON.stringify(await call('disable', 'Board', '--yes')), /"status":"disabled"/);
    assert.deepEqual(await call('reset', '--yes'), { status: 'reset' });
    assert.match(JSON.stringify(await call('remove', 'Board', '--yes')), /"status":"removed"/);
    assert.deepEqual(
      emulator.requests.map(({ operation }) => operation),
      [
        'listConferences',
        'createConference',
        'enableConference',
        'getEmbedCode',
        'changeSettings',
        'scheduleConference',
        'unscheduleConference',
        'disableConference',
        'resetAllConferences',
        'removeConference',
      ],
    );
    assert.deepEqual(emulator.requests[1]?.parameters['UnAuthenticatedUser'], {
      Preset: 'Preset-2',
    });
  });

  test('the service and the IP configuration', async (t) => {
    const { emulator, environment } = await startServer(t);
    for (const args of [
      ['service', 'stop', '--yes'],
      ['service', 'start'],
      ['service', 'restart', '--yes'],
      ['ip', 'refresh', '--yes'],
    ]) {
      await succeed(environment, ...args);
    }
    assert.deepEqual(
      emulator.requests.map(({ operation }) => operation),
      ['stopService', 'startService', 'restartService', 'refreshIpConfiguration'],
    );
  });
});

test('people get a table', async (t) => {
  const { environment } = await startServer(t, {
    conferences: ['Conference-1', { name: 'B', mode: 'on' }],
  });
  const { stdout } = await succeed(environment, 'conferences', 'list');
  const [head, ...rows] = stdout.trimEnd().split('\n');
  assert.match(head ?? '', /^NAME +MODE +CREATED +FROM +HASH KEY$/);
  assert.deepEqual(
    rows.map((row) => row.split(/ +/).slice(0, 2)),
    [
      ['Conference-1', 'off'],
      ['B', 'on'],
    ],
  );
});

test('what is switched off comes on again with some endpoints: a note says so', async (t) => {
  const { environment } = await startServer(t);
  for (const args of [['disable', 'Conference-1'], ['reset']]) {
    const run = await succeed(environment, 'conferences', ...args, '--yes');
    assert.match(run.stderr, /enable: 'visitors' switches a conference on again .* closesAt\.\n$/);
    const json = await succeed(environment, 'conferences', ...args, '--yes', '--json');
    assert.match(JSON.stringify(json.json()), /"status":/);
  }
});

describe('what destroys', () => {
  for (const args of [
    ['conferences', 'remove', 'Conference-1'],
    ['conferences', 'disable', 'Conference-1'],
    ['conferences', 'unschedule', 'Conference-1'],
    ['conferences', 'reset'],
    ['service', 'stop'],
    ['service', 'restart'],
    ['ip', 'refresh'],
  ]) {
    test(`livebox ${args.join(' ')} does nothing unasked where nobody can be asked`, async (t) => {
      const { emulator, environment } = await startServer(t);
      const run = await runLivebox(args, environment, 'y\n');
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /^livebox: confirmation_needed: .*--yes/);
      assert.deepEqual(emulator.requests, []);
    });
  }
});

describe('failures', () => {
  test('of the server: one line with the code and what to do, exit code 1', async (t) => {
    const { environment } = await startServer(t);
    const run = await runLivebox(['conferences', 'enable', 'Nobody'], environment);
    assert.equal(run.exitCode, 1);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, /^livebox: conference_unknown: .*create it first.*\n$/);
  });

  test('with --json: an object on stderr', async (t) => {
    const { environment } = await startServer(t);
    const args = ['conferences', 'create', 'Conference-1', '--preset', 'Preset-1', '--json'];
    const run = await runLivebox(args, environment);
    assert.equal(run.exitCode, 1);
    assert.equal(run.stdout, '');
    const { error } = JSON.parse(run.stderr) as { error: Record<string, unknown> };
    assert.deepEqual([error['code'], error['retryable']], ['name_taken', false]);
  });

  test('of the caller: exit code 2, and nothing is sent', async (t) => {
    const { emulator, environment } = await startServer(t);
    for (const args of [
      ['bogus'],
      ['conferences'],
      ['conferences', 'enable'],
      ['conferences', 'enable', 'two words'],
      ['conferences', 'create', 'X'],
      ['conferences', 'schedule', 'X', '--start', '2026-11-23', '--end', '2026-11-24'],
      ['conferences', 'embed', 'Conference-1', '--width', '50%'],
    ]) {
      const run = await runLivebox(args, environment);
      assert.equal(run.exitCode, 2, args.join(' '));
    }
    assert.deepEqual(emulator.requests, []);
  });

  test('a server out of reach: one line, with what the network said', async (t) => {
    const { environment } = await startServer(t);
    const nobody = { ...environment, LIVEBOX_SERVER: await findDeadServer() };
    const run = await runLivebox(['conferences', 'list'], nobody);
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /^livebox: unavailable: .*\(fetch failed: .*ECONNREFUSED.*\)\n$/);
    assert.doesNotMatch(run.output, /canary/);
  });

  test('no stack trace, unless DEBUG is set', async (t) => {
    const { environment } = await startServer(t);
    const wrong = { ...environment, LIVEBOX_KEY: 'wrong-canary' };
    const plain = await runLivebox(['conferences', 'list'], wrong);
    assert.doesNotMatch(plain.output, /^\s+at /m);
    const loud = await runLivebox(['conferences', 'list'], { ...wrong, DEBUG: '1' });
    assert.match(loud.stderr, /^\s+at /m);
    assert.doesNotMatch(loud.output, /wrong-canary/);
  });
});

test('--help and --version are no failures', async () => {
  for (const args of [['--help'], ['--version'], ['conferences', '--help']]) {
    const run = await runLivebox(args);
    assert.equal(run.exitCode, 0);
    assert.notEqual(run.stdout, '');
  }
});
