import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readEmbedCode } from '../../src/embed-protocol/embed-code.js';
import { APP_SERVICE } from '../../src/livebox-api/operations.js';
import { assertRefused, assertWord, list, startEmulator } from './emulator-fixture.js';

const SETTINGS = { selectPreset: 'Preset-1', Authentication: 'false' };
const ON = { conferenceMode: 'on' };
const SIZE = { width: '800px', height: '450px' };

describe('emulator: create a conference', () => {
  test('answers its name and hashKey; it is listed as off, from the caller, at the server time', async () => {
    const now = (): Date => new Date('2026-07-01T22:30:05Z');
    const fixture = await startEmulator({ now, timeZone: 'Europe/Madrid' });
    const { status, body } = await fixture.act('Add', { name: 'Conference-1', ...SETTINGS });
    const { hashKey } = JSON.parse(body) as { hashKey: string };
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), { name: 'Conference-1', status: 'Added', hashKey });
    assert.match(hashKey, /^[0-9a-f]{32}$/);
    assert.deepEqual(await list(fixture), [
      {
        ConferenceName: 'Conference-1',
        CreatedFrom: '127.0.0.1',
        CreatedDate: '02-07-2026 00:30:05',
        Hashkey: hashKey,
        Mode: 'off',
      },
    ]);
  });

  test('takes both documented forms of the sign-in settings', async () => {
    const fixture = await startEmulator();
    const authenticated = { selectPreset: 'Preset-1', Authentication: 'true' };
    const off = await fixture.act('Add', {
      name: 'Off',
      ...authenticated,
      AllowSignup: 'false',
      UnAuthenticatedUser: 'false',
      username_password: 'true',
      pinnumber: 'false',
    });
    const on = await fixture.act('Add', {
      name: 'On',
      ...authenticated,
      AllowSignup: { Preset: 'Preset-1' },
      UnAuthenticatedUser: { Preset: 'Preset-2' },
    });
    assert.deepEqual([off.status, on.status], [200, 200]);
  });

  test('refuses a name that is taken', async () => {
    const fixture = await startEmulator({ conferences: ['Conference-1'] });
    const answer = await fixture.act('Add', { name: 'Conference-1', ...SETTINGS });
    assertRefused(answer, 409, /Conference-1 exists already/);
  });

  test('refuses what is not documented, and names the parameter', async () => {
    const fixture = await startEmulator();
    const cases: [object, RegExp][] = [
      [{ ...SETTINGS }, /name is missing/],
      [{ ...SETTINGS, name: '' }, /name is missing/],
      [{ ...SETTINGS, name: 'a b' }, /name must be 1 to 64 letters/],
      [{ ...SETTINGS, name: 'x'.repeat(65) }, /name must be 1 to 64/],
      [{ name: 'A' }, /selectPreset is missing/],
      [
        { name: 'A', selectPreset: 'Preset-9' },
        /selectPreset must be a preset: Preset-1, Preset-2/,
      ],
      [{ name: 'A', selectPreset: 'Preset-1', Authentication: 'yes' }, /Authentication must be/],
      [
        { name: 'A', selectPreset: 'Preset-1', Authentication: true },
        /Authentication must be a str/,
      ],
      [{ ...SETTINGS, name: 'A', Authentication: 'true', AllowSignup: 'true' }, /AllowSignup must/],
      [
        { ...SETTINGS, name: 'A', Authentication: 'true', UnAuthenticatedUser: { Preset: 'No' } },
        /UnAuthenticatedUser\.Preset must be a preset/,
      ],
      [{ ...SETTINGS, name: 'A', Authentication: 'true', pinnumber: '1' }, /pinnumber must be/],
    ];
    for (const [parameters, message] of cases) {
      assertRefused(await fixture.act('Add', parameters), 400, message);
    }
    assert.deepEqual(await list(fixture), []);
  });
});

describe('emulator: modes', () => {
  test('enables with the two slashes of the vendor page, disables with one', async () => {
    const fixture = await startEmulator({ conferences: ['Conference-1'] });
    const [before] = await list(fixture);
    const query = `lbmeeting/?key=${before?.['Hashkey'] ?? ''}`;
    const name = 'Conference-1';
    const enabled = await fixture.act('changeConferenceMode', { name, ...ON });
    const link = `${fixture.url}//${query}`;
    assert.deepEqual(JSON.parse(enabled.body), { name, status: 'Enabled', conferencelink: link });
    assert.equal((await list(fixture))[0]?.['Mode'], 'on');
    const disabled = await fixture.act('changeConferenceMode', { name, conferenceMode: 'off' });
    assert.deepEqual(JSON.parse(disabled.body), {
      name,
      status: 'Disabled',
      conferencelink: `${fixture.url}/${query}`,
    });
    assert.equal((await list(fixture))[0]?.['Mode'], 'off');
  });

  test('refuses an unknown conference and another mode', async () => {
    const fixture = await startEmulator();
    const unknown = await fixture.act('changeConferenceMode', { name: 'Nobody', ...ON });
    assertRefused(unknown, 404, /no conference called Nobody/);
    const mode = await fixture.act('changeConferenceMode', { name: 'A', conferenceMode: 'ON' });
    assertRefused(mode, 400, /"changeConferenceMode" with conferenceMode "on"/);
  });
});

describe('emulator: embed code', () => {
  const conferences = [{ name: 'Conference-1', mode: 'on' as const }, 'Off'];

  test('is the vendor page’s iframe with the key in its src', async () => {
    const fixture = await startEmulator({ conferences });
    const hashKey = (await list(fixture))[0]?.['Hashkey'] ?? '';
    const src = `${fixture.url}/apps/apiservice/api/getEmbedCodeofConference?key=${hashKey}`;
    const { status, headers, body } = await fixture.call('getEmbedCodeofConference', {
      name: 'Conference-1',
      ...SIZE,
    });
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(
      body,
      `<iframe scrolling src="${src}" width="800px" height="450px" allowfullscreen webkitallowfullscreen mozallowfullscreen oallowfullscreen msallowfullscreen ></iframe>`,
    );
    assert.equal(readEmbedCode(body, [fixture.url]), src);
    assert.equal((await fetch(src)).status, 200);
  });

  test('links to the origin that the caller used', async () => {
    const fixture = await startEmulator({ conferences });
    const origin = fixture.url.replace('127.0.0.1', 'localhost');
    const response = await fixture.emulator.fetch(
      new Request(`${origin}/livebox/appsservice/api/getEmbedCodeofConference`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fixture.emulator.credentials, name: 'Conference-1', ...SIZE }),
      }),
    );
    assert.match(await response.text(), new RegExp(`src="${origin}/apps/`));
  });

  test('has the oddities that are switched on', async () => {
    const fixture = await startEmulator({
      conferences,
      oddities: ['leading-space', 'typographic-quotes'],
    });
    const { body } = await fixture.call('getEmbedCodeofConference', {
      name: 'Conference-1',
      ...SIZE,
    });
    assert.match(body, /src=” http[^”]+” width=”800px” height=”450px”/);
    assert.match(readEmbedCode(body, [fixture.url]), /\?key=/);
    const enabled = await fixture.act('changeConferenceMode', { name: 'Conference-1', ...ON });
    assert.match(enabled.body, /\d\/lbmeeting/);
  });

  test('is replaced by the option embedCode', async () => {
    const fixture = await startEmulator({
      conferences,
      embedCode: (src, width, height) => `<b>${src}|${width}|${height}</b>`,
    });
    const { body } = await fixture.call('getEmbedCodeofConference', {
      name: 'Conference-1',
      ...SIZE,
    });
    assert.match(body, /^<b>http.*\|800px\|450px<\/b>$/);
  });

  test('refuses a conference that is off or unknown, and sizes that are none', async () => {
    const fixture = await startEmulator({ conferences });
    const ask = (parameters: object): ReturnType<typeof fixture.call> =>
      fixture.call('getEmbedCodeofConference', parameters);
    assertRefused(await ask({ name: 'Off', ...SIZE }), 409, /Off is off/);
    assertRefused(await ask({ name: 'Nobody', ...SIZE }), 404, /no conference/);
    assertRefused(await ask({ name: 'Conference-1', width: '1px' }), 400, /height is missing/);
    for (const width of ['400', '0px', '4e2px', '1px"', '100000px']) {
      assertRefused(await ask({ name: 'Conference-1', width, height: '1px' }), 400, /width must/);
    }
  });
});

describe('emulator: change, remove, reset', () => {
  test('changes the settings', async () => {
    const fixture = await startEmulator({ conferences: ['Conference-1'] });
    const change = (parameters: object): ReturnType<typeof fixture.act> =>
      fixture.act('changeConferenceSettings', parameters);
    assertWord(await change({ name: 'Conference-1', ...SETTINGS }), 'Changed');
    assertRefused(await change({ name: 'Nobody', ...SETTINGS }), 404, /no conference/);
    assertRefused(await change({ name: 'Conference-1', selectPreset: 'No' }), 400, /selectPreset/);
  });

  test('removes, and the link leads nowhere', async () => {
    const fixture = await startEmulator({ conferences: [{ name: 'Conference-1', mode: 'on' }] });
    const hashKey = (await list(fixture))[0]?.['Hashkey'] ?? '';
    const name = 'Conference-1';
    const removed = await fixture.act('Remove', { name });
    assert.deepEqual(JSON.parse(removed.body), { name, status: 'Removed', hashKey });
    assert.deepEqual(await list(fixture), []);
    assert.equal((await fetch(`${fixture.url}/lbmeeting/?key=${hashKey}`)).status, 404);
    assertRefused(await fixture.act('Remove', { name }), 404, /no conference/);
  });

  test('resets every conference, with a name or without', async () => {
    for (const parameters of [{}, { name: 'One' }]) {
      const conferences = ['One', 'Two'].map((name) => ({ name, mode: 'on' as const }));
      const fixture = await startEmulator({ conferences });
      assertWord(await fixture.call('resetAllConferences', parameters), 'Reset');
      assert.deepEqual(
        (await list(fixture)).map(({ Mode }) => Mode),
        ['off', 'off'],
      );
    }
  });

  test('reset takes schedules away', async () => {
    const now = (): Date => new Date('2026-01-01T00:00:00Z');
    const fixture = await startEmulator({ conferences: ['One'], now });
    const hashKey = (await list(fixture))[0]?.['Hashkey'] ?? '';
    const schedule = { conferenceName: 'One', SchedulingMode: 'on' };
    const dates = { startdate: '02-01-2026 00:00:00', enddate: '03-01-2026 00:00:00' };
    assertWord(await fixture.call('changeSchedulingMode', { ...schedule, ...dates }), 'Scheduled');
    await fixture.call('resetAllConferences');
    await fixture.act('changeConferenceMode', { name: 'One', ...ON });
    assert.equal((await fetch(`${fixture.url}/lbmeeting/?key=${hashKey}`)).status, 200);
  });
});

describe('emulator: schedules', () => {
  const schedule = {
    conferenceName: 'Conference-1',
    SchedulingMode: 'on',
    startdate: '24-12-2026 18:00:00',
    enddate: '24-12-2026 20:00:00',
  };

  test('act on the meeting page until they are cancelled', async () => {
    let now = new Date('2026-12-24T16:59:59Z');
    const fixture = await startEmulator({
      conferences: [{ name: 'Conference-1', mode: 'on' }],
      now: () => now,
      timeZone: 'Europe/Madrid',
    });
    const hashKey = (await list(fixture))[0]?.['Hashkey'] ?? '';
    const visit = (): Promise<Response> => fetch(`${fixture.url}/lbmeeting/?key=${hashKey}`);
    assertWord(await fixture.call('changeSchedulingMode', schedule), 'Scheduled');
    const early = await visit();
    assert.equal(early.status, 403);
    assert.match(await early.text(), /opens on December 24, 2026 at 6:00.PM/);
    now = new Date('2026-12-24T17:00:00Z');
    assert.equal((await visit()).status, 200);
    now = new Date('2026-12-24T19:00:00Z');
    assert.equal((await visit()).status, 410);
    const cancel = { conferenceName: 'Conference-1', SchedulingMode: 'off' };
    assertWord(await fixture.call('changeSchedulingMode', cancel), 'Cancelled');
    assert.equal((await visit()).status, 200);
  });

  test('refuses unknown conferences, dates that are none and an end before the start', async () => {
    const fixture = await startEmulator({ conferences: ['Conference-1'] });
    const ask = (parameters: object): ReturnType<typeof fixture.call> =>
      fixture.call('changeSchedulingMode', { ...schedule, ...parameters });
    assertRefused(await ask({ conferenceName: 'Nobody' }), 404, /no conference/);
    assertRefused(await ask({ SchedulingMode: 'off', conferenceName: 'Nobody' }), 404, /no confer/);
    assertRefused(await ask({ conferenceName: '' }), 400, /conferenceName is missing/);
    assertRefused(await ask({ enddate: schedule.startdate }), 400, /enddate must be later/);
    for (const startdate of ['2026-12-24', '31-02-2026 10:00:00', '24-12-2026 24:00:00']) {
      assertRefused(await ask({ startdate }), 400, /startdate must be a date/);
    }
  });
});

describe('emulator: services', () => {
  const control = (action: string) => ({ action, appservice: APP_SERVICE });

  test('a stopped service refuses conferences until it is started or restarted', async () => {
    const fixture = await startEmulator({ conferences: [{ name: 'Conference-1', mode: 'on' }] });
    const hashKey = (await list(fixture))[0]?.['Hashkey'] ?? '';
    for (const [action, word] of [
      ['start', 'Started'],
      ['restart', 'Restarted'],
    ] as const) {
      assertWord(await fixture.call('ControlInsideAppServices', control('stop')), 'Stopped');
      assertRefused(await fixture.act('get'), 503, /stopped: start it/);
      assert.equal((await fetch(`${fixture.url}/lbmeeting/?key=${hashKey}`)).status, 503);
      assertWord(await fixture.call('refreshIPConfiguration'), 'Refreshed');
      assertWord(await fixture.call('ControlInsideAppServices', control(action)), word);
      assert.equal((await list(fixture))[0]?.['Mode'], 'on');
    }
  });

  test('refuses another service and another action', async () => {
    const fixture = await startEmulator();
    const service = { action: 'start', appservice: 'Mail' };
    const ask = (parameters: object): ReturnType<typeof fixture.call> =>
      fixture.call('ControlInsideAppServices', parameters);
    assertRefused(await ask(service), 400, /appservice must be VideoConferencingService/);
    assertRefused(await ask({ action: 'start' }), 400, /appservice is missing/);
    assertRefused(await ask(control('explode')), 400, /action "start", action "stop"/);
  });

  test('refuses a path that the API does not have', async () => {
    const fixture = await startEmulator();
    assertRefused(await fixture.call('nothing'), 404, /no such path/);
    const get = await fetch(`${fixture.url}/livebox/appsservice/api/videoConfSettings`);
    assert.equal(get.status, 400);
  });
});
