import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createEmulator, EmulatorError } from '../../src/emulator/emulator.js';
import { assertRefused, assertWord, KEYS, list, startEmulator } from './emulator-fixture.js';

const SERVICE = { appservice: 'VideoConferencingService' };

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'livebox-emulator-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function assertFileError(code: EmulatorError['code'], act: () => unknown, message: RegExp): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof EmulatorError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
}

describe('emulator: a data file', () => {
  test('conferences, modes, settings, schedules and the service survive a restart', async () => {
    const dataFile = join(createFolder(), 'emulator.json');
    const first = await startEmulator({ dataFile, conferences: ['A', 'B', 'C'] });
    await first.act('changeConferenceMode', { name: 'A', conferenceMode: 'on' });
    await first.act('Remove', { name: 'C' });
    await first.act('Add', {
      name: 'D',
      selectPreset: 'Preset-2',
      Authentication: 'true',
      AllowSignup: { Preset: 'Preset-1' },
      pinnumber: 'true',
    });
    await first.call('changeSchedulingMode', {
      conferenceName: 'B',
      SchedulingMode: 'on',
      startdate: '01-02-2030 10:00:00',
      enddate: '01-02-2030 11:00:00',
    });
    const before = await list(first);
    await first.call('ControlInsideAppServices', { action: 'stop', ...SERVICE });

    const second = await startEmulator({ dataFile, conferences: ['C', 'E'] });
    assertRefused(await second.act('get'), 503, /stopped/);
    await second.call('ControlInsideAppServices', { action: 'start', ...SERVICE });
    assert.deepEqual(await list(second), before);
    assert.deepEqual(
      before.map((conference) => conference['ConferenceName']),
      ['A', 'B', 'D'],
    );
    const key = before[1]?.['Hashkey'] ?? '';
    await second.act('changeConferenceMode', { name: 'B', conferenceMode: 'on' });
    const page = await fetch(`${second.url}/lbmeeting/?key=${key}`);
    assert.match(await page.text(), /B opens on February 1, 2030/);
    const saved = JSON.parse(readFileSync(dataFile, 'utf8')) as { conferences: unknown[] };
    assert.deepEqual((saved.conferences[2] as { settings: unknown }).settings, {
      preset: 'Preset-2',
      authentication: {
        signUp: { preset: 'Preset-1' },
        guest: false,
        usernamePassword: false,
        pin: true,
      },
    });
  });

  test('it holds no credential, and nothing else stays behind', async () => {
    const folder = createFolder();
    const { act } = await startEmulator({ dataFile: join(folder, 'emulator.json') });
    await act('Add', { name: 'A', selectPreset: 'Preset-1' });
    assert.deepEqual(readdirSync(folder), ['emulator.json']);
    const text = readFileSync(join(folder, 'emulator.json'), 'utf8');
    for (const secret of Object.values(KEYS)) assert.equal(text.includes(secret), false);
  });

  test('a damaged one is explained and kept', () => {
    const dataFile = join(createFolder(), 'emulator.json');
    const conference = {
      name: 'A',
      hashKey: '0'.repeat(32),
      createdFrom: '127.0.0.1',
      createdAt: '2026-11-23T10:00:00.000Z',
      mode: 'on',
      settings: { preset: 'Preset-1', authentication: false },
    };
    const file = (...conferences: object[]): string =>
      JSON.stringify({ version: 1, isServiceRunning: true, conferences });
    const cases: [string, RegExp][] = [
      ['', /it is not JSON/],
      ['{"version": 1, "conferences": [', /it is not JSON/],
      ['[]', /version/],
      ['{"version": 2, "isServiceRunning": true, "conferences": []}', /version/],
      [file({ ...conference, name: 'a b' }), /conferences\.0\.name: is no name/],
      [file({ ...conference, mode: 'maybe' }), /conferences\.0\.mode/],
      [file({ ...conference, createdAt: 'yesterday' }), /createdAt: is no date/],
      [file({ ...conference, hashKey: '../..' }), /hashKey: is no key/],
      [
        file({ ...conference, settings: { preset: 'Old', authentication: false } }),
        /A has the preset Old, which the option presets does not name/,
      ],
      [file(conference, conference), /A stands there twice/],
    ];
    for (const [text, reason] of cases) {
      writeFileSync(dataFile, text);
      const create = (): unknown => createEmulator({ dataFile });
      assertFileError('data_file_invalid', create, reason);
      assertFileError('data_file_invalid', create, /emulator\.json is damaged.* left as it is/);
      assert.equal(readFileSync(dataFile, 'utf8'), text);
    }
    writeFileSync(dataFile, file(conference));
    createEmulator({ dataFile });
  });

  test('one that can’t be read or written is explained at the start', () => {
    const folder = createFolder();
    const missing = join(folder, 'no', 'emulator.json');
    const create = (dataFile: string) => () => createEmulator({ dataFile });
    assertFileError('data_file_unusable', create(folder), /can't be read/);
    assertFileError('data_file_unusable', create(missing), /folder exists/);
    assertFileError('option_invalid', create(''), /option dataFile/);
  });

  test('a change that could not be saved is no success', async () => {
    const folder = createFolder();
    const { act, url } = await startEmulator({ dataFile: join(folder, 'emulator.json') });
    rmSync(folder, { recursive: true });
    assertRefused(await act('Add', { name: 'A', selectPreset: 'Preset-1' }), 500, /can't be writ/);
    assert.equal((await fetch(`${url}/lbmeeting/`)).status, 404);
    mkdirSync(folder);
    assert.equal((await act('get')).status, 200);
    assert.match(readFileSync(join(folder, 'emulator.json'), 'utf8'), /"A"/);
  });
});

describe('emulator: limits', () => {
  test('no more conferences than the licence allows', async () => {
    const { act } = await startEmulator({ maxConferences: 2, conferences: ['A'] });
    const add = (name: string): ReturnType<typeof act> =>
      act('Add', { name, selectPreset: 'Preset-1' });
    assert.equal((await add('B')).status, 200);
    assertRefused(await add('C'), 403, /licence allows 2 conferences/);
    assertRefused(await add('A'), 409, /exists already/);
    await act('Remove', { name: 'A' });
    assert.equal((await add('C')).status, 200);
  });

  test('must be numbers', () => {
    for (const maxConferences of [0, -1, 1.5, NaN]) {
      assertFileError(
        'option_invalid',
        () => createEmulator({ maxConferences }),
        /option maxConferences/,
      );
    }
  });
});

describe('emulator: the page’s oddities', () => {
  test('words and lists in the other documented forms', async () => {
    const forms = [
      [[], 'Reset'],
      [['word-as-json'], '"Reset"'],
      [['word-as-object'], '{"status":"success","data":"Reset"}'],
    ] as const;
    for (const [oddities, expected] of forms) {
      const { call } = await startEmulator({ oddities });
      const answer = await call('resetAllConferences');
      if (oddities.length === 0) assertWord(answer, expected);
      else assert.equal(answer.body, expected);
    }
  });

  test('a lone conference without its list', async () => {
    const { act } = await startEmulator({ oddities: ['lone-object'], conferences: ['A'] });
    assert.match((await act('get')).body, /^\{"ConferenceName":"A"/);
    await act('Remove', { name: 'A' });
    assert.equal((await act('get')).body, '[]');
  });

  test('one that does not exist is refused', () => {
    assertFileError(
      'option_invalid',
      // @ts-expect-error the types refuse it too
      () => createEmulator({ oddities: ['upside-down'] }),
      /oddities are double-slash, leading-space/,
    );
  });
});
