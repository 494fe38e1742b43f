import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmulatorOptions } from '../../src/emulator/emulator.js';
import type { StepReport } from '../../src/cli/doctor-steps.js';
import { findDeadServer, type Run, runLivebox, startServer } from './cli-fixture.js';

const ON = { name: 'Conference-1', mode: 'on' } as const;

function readSteps(run: Run): StepReport[] {
  return (run.json() as { steps: StepReport[] }).steps;
}

interface Case {
  title: string;
  emulator: EmulatorOptions;
  args?: string[];
  environment?: Record<string, string>;
  statuses: string;
  /** Of the step that fails. */
  code?: string;
  advice?: RegExp;
  finding?: RegExp;
}

const CASES: Case[] = [
  { title: 'all is well', emulator: { conferences: [ON] }, statuses: 'ok, ok, ok, ok' },
  {
    title: 'the API permission is missing',
    emulator: { conferences: [ON], apiPermission: false },
    statuses: 'failed, not tried, not tried, not tried',
    code: 'credentials_refused',
    advice: /Ask the Livebox administrator: “Please give the role of our API user the permission/,
  },
  {
    title: 'the key is wrong',
    emulator: { conferences: [ON], key: 'another' },
    statuses: 'failed, not tried, not tried, not tried',
    code: 'credentials_refused',
    advice: /compare LIVEBOX_USERNAME, LIVEBOX_KEY/,
  },
  {
    title: 'the server is not there',
    emulator: {},
    environment: { LIVEBOX_SERVER: await findDeadServer() },
    statuses: 'failed, not tried, not tried, not tried',
    code: 'unavailable',
    finding: /\(fetch failed: .*ECONNREFUSED/,
    advice: /^Check LIVEBOX_SERVER, and that this server is running/,
  },
  {
    title: 'there is no conference',
    emulator: { conferences: [] },
    statuses: 'ok, failed, not tried, not tried',
    code: 'conference_unknown',
    advice: /livebox conferences create Conference-1 --preset/,
  },
  {
    title: 'the conference asked for does not exist',
    emulator: { conferences: [ON] },
    args: ['--name', 'Other'],
    statuses: 'ok, failed, not tried, not tried',
    code: 'conference_unknown',
  },
  {
    title: 'the conference is off',
    emulator: { conferences: ['Conference-1'] },
    statuses: 'ok, ok, failed, not tried',
    code: 'conference_off',
    advice: /livebox conferences enable Conference-1/,
  },
  {
    title: 'the embed code is of another origin',
    emulator: {
      conferences: [ON],
      embedCode: () => '<iframe src="https://elsewhere.example/m"></iframe>',
    },
    statuses: 'ok, ok, ok, failed',
    code: 'frame_origin_not_allowed',
    advice: /LIVEBOX_FRAME_ORIGINS/,
  },
  {
    title: 'the embed code is hostile',
    emulator: { conferences: [ON], embedCode: () => '<iframe src="javascript:alert(1)"></iframe>' },
    statuses: 'ok, ok, ok, failed',
    code: 'embed_code_invalid',
    advice: /livebox conferences embed Conference-1/,
  },
  {
    title: 'it may create and enable',
    emulator: { conferences: [] },
    args: ['--name', 'New', '--create', 'Preset-2', '--enable'],
    statuses: 'ok, ok, ok, ok',
  },
];

for (const { title, emulator, args = [], environment = {}, ...expected } of CASES) {
  const { statuses, code, advice, finding } = expected;
  test(title, async (t) => {
    const server = await startServer(t, emulator);
    const run = await runLivebox(['doctor', '--json', ...args], {
      ...server.environment,
      ...environment,
    });
    const steps = readSteps(run);
    assert.equal(steps.map(({ status }) => status).join(', '), statuses);
    const failed = steps.find(({ status }) => status === 'failed');
    assert.equal(failed?.code, code);
    if (advice) assert.match(failed?.advice ?? '', advice);
    if (finding) assert.match(failed?.finding ?? '', finding);
    assert.equal(run.exitCode, code === undefined ? 0 : 1);
  });
}

test('unasked, it changes nothing', async (t) => {
  const { emulator, environment } = await startServer(t, { conferences: ['Conference-1', 'B'] });
  await runLivebox(['doctor'], environment);
  await runLivebox(['doctor', '--name', 'Missing'], environment);
  assert.deepEqual(
    new Set(emulator.requests.map(({ operation }) => operation)),
    new Set(['listConferences']),
  );
});

test('people read what was understood, each step, and what to do', async (t) => {
  const { environment, url } = await startServer(t);
  const run = await runLivebox(['doctor'], environment);
  assert.match(run.stderr, new RegExp(`server +${url} +\\(LIVEBOX_SERVER\\)`));
  assert.match(run.stderr, /key +set, not shown +\(LIVEBOX_KEY\)/);
  assert.match(run.stdout, /^✔ 1\. API permission: .*\n✔ 2\. .*\n✖ 3\. .*\n +➜ .*\n· 4\. /);
});
