import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { answer, KEY, startRecordingServer } from './recording-server.js';

const USER = { username: 'apiuser', key: KEY };
const EMBED_CODE =
  '<iframe scrolling src=” https://server_url/apps/apiservice/api/getEmbedCodeofConference” ' +
  'width=”400px” height=”400px” allowfullscreen webkitallowfullscreen mozallowfullscreen ' +
  'oallowfullscreen msallowfullscreen ></iframe>';

interface Case {
  call: (client: LiveboxClient) => Promise<unknown>;
  path: string;
  body: Record<string, unknown>;
  answer: unknown;
  result: unknown;
}

const CASES: Record<string, Case> = {
  'creates a conference without sign-in': {
    call: (client) => client.createConference('Conference-1', { preset: 'Preset-1' }),
    path: 'videoConfSettings',
    body: {
      action: 'Add',
      name: 'Conference-1',
      selectPreset: 'Preset-1',
      Authentication: 'false',
      ...USER,
    },
    answer: { name: 'Conference-1', status: 'Added', hashKey: 'h1' },
    result: { name: 'Conference-1', hashKey: 'h1' },
  },
  'creates a conference with sign-in': {
    call: (client) =>
      client.createConference('Conference-1', {
        preset: 'Preset-1',
        authentication: { usernamePassword: true },
      }),
    path: 'videoConfSettings',
    body: {
      action: 'Add',
      name: 'Conference-1',
      selectPreset: 'Preset-1',
      Authentication: 'true',
      AllowSignup: 'false',
      UnAuthenticatedUser: 'false',
      username_password: 'true',
      pinnumber: 'false',
      ...USER,
    },
    answer: { name: 'Conference-1', status: 'Added', Hashkey: 'h1' },
    result: { name: 'Conference-1', hashKey: 'h1' },
  },
  'enables a conference': {
    call: (client) => client.enableConference('Conference-1'),
    path: 'videoConfSettings',
    body: {
      action: 'changeConferenceMode',
      conferenceMode: 'on',
      name: 'Conference-1',
      ...USER,
    },
    answer: {
      name: 'Conference-1',
      status: 'Enabled',
      conferencelink: 'https://server_url//lbmeeting/?key=a//b',
    },
    result: { name: 'Conference-1', conferenceLink: 'https://server_url/lbmeeting/?key=a//b' },
  },
  'disables a conference': {
    call: (client) => client.disableConference('Conference-1'),
    path: 'videoConfSettings',
    body: {
      action: 'changeConferenceMode',
      conferenceMode: 'off',
      name: 'Conference-1',
      ...USER,
    },
    answer: {
      name: 'Conference-1',
      status: 'Disabled',
      conferencelink: 'https://server_url/lbmeeting/?key=1',
    },
    result: { name: 'Conference-1', conferenceLink: 'https://server_url/lbmeeting/?key=1' },
  },
  'gets the embed code as the page prints it': {
    call: (client) => client.getEmbedCode('Conference-1', { width: '400px', height: '300px' }),
    path: 'getEmbedCodeofConference',
    body: { name: 'Conference-1', width: '400px', height: '300px', ...USER },
    answer: EMBED_CODE,
    result: EMBED_CODE,
  },
  'changes settings': {
    call: (client) =>
      client.changeSettings('Conference-1', {
        preset: 'Preset-2',
        authentication: {
          signUp: { preset: 'Preset-1' },
          guest: { preset: 'Preset-3' },
          pin: true,
        },
      }),
    path: 'videoConfSettings',
    body: {
      action: 'changeConferenceSettings',
      name: 'Conference-1',
      selectPreset: 'Preset-2',
      Authentication: 'true',
      AllowSignup: { Preset: 'Preset-1' },
      UnAuthenticatedUser: { Preset: 'Preset-3' },
      username_password: 'false',
      pinnumber: 'true',
      ...USER,
    },
    answer: 'Changed',
    result: undefined,
  },
  'removes a conference': {
    call: (client) => client.removeConference('Conference-1'),
    path: 'videoConfSettings',
    body: { action: 'Remove', name: 'Conference-1', ...USER },
    answer: { name: 'Conference-1', status: 'Removed', hashKey: 'h1' },
    result: { name: 'Conference-1', hashKey: 'h1' },
  },
  'lists conferences': {
    call: (client) => client.listConferences(),
    path: 'videoConfSettings',
    body: { action: 'get', ...USER },
    answer: [
      {
        ConferenceName: 'Conference-1',
        CreatedFrom: '192.0.2.1',
        CreatedDate: '23-11-2026 10:00:00',
        Hashkey: 'h1',
        Mode: 'off',
      },
      { ConferenceName: 'B', CreatedFrom: '', CreatedDate: 'soon', hashKey: 'h2', Mode: 'On' },
    ],
    result: [
      {
        name: 'Conference-1',
        mode: 'off',
        hashKey: 'h1',
        createdFrom: '192.0.2.1',
        createdAt: new Date('2026-11-23T10:00:00Z'),
      },
      { name: 'B', mode: 'on', hashKey: 'h2', createdFrom: '', createdAt: undefined },
    ],
  },
  'schedules a conference': {
    call: (client) =>
      client.scheduleConference('Conference-1', {
        start: new Date('2026-07-01T08:00:00.900Z'),
        end: new Date('2026-12-31T23:59:59Z'),
      }),
    path: 'changeSchedulingMode',
    body: {
      SchedulingMode: 'on',
      conferenceName: 'Conference-1',
      startdate: '01-07-2026 08:00:00',
      enddate: '31-12-2026 23:59:59',
      AuthenticationDetails: USER,
    },
    answer: 'Scheduled',
    result: undefined,
  },
  'unschedules a conference': {
    call: (client) => client.unscheduleConference('Conference-1'),
    path: 'changeSchedulingMode',
    body: { SchedulingMode: 'off', conferenceName: 'Conference-1', AuthenticationDetails: USER },
    answer: { status: 'Success', data: 'cancelled' },
    result: undefined,
  },
  'resets all conferences': {
    call: (client) => client.resetAllConferences(),
    path: 'resetAllConferences',
    body: USER,
    answer: '"Reset"',
    result: undefined,
  },
  'resets all conferences, naming one': {
    call: (client) => client.resetAllConferences('Conference-1'),
    path: 'resetAllConferences',
    body: { name: 'Conference-1', ...USER },
    answer: 'Reset',
    result: undefined,
  },
  'starts the service': {
    call: (client) => client.startService(),
    path: 'ControlInsideAppServices',
    body: { action: 'start', appservice: 'VideoConferencingService', ...USER },
    answer: 'Started\r\n',
    result: undefined,
  },
  'stops the service': {
    call: (client) => client.stopService(),
    path: 'ControlInsideAppServices',
    body: { action: 'stop', appservice: 'VideoConferencingService', ...USER },
    answer: 'Stopped',
    result: undefined,
  },
  'restarts the service': {
    call: (client) => client.restartService(),
    path: 'ControlInsideAppServices',
    body: { action: 'restart', appservice: 'VideoConferencingService', ...USER },
    answer: 'Restarted',
    result: undefined,
  },
  'refreshes the IP configuration': {
    call: (client) => client.refreshIpConfiguration(),
    path: 'refreshIPConfiguration',
    body: USER,
    answer: 'Refreshed',
    result: undefined,
  },
};

for (const [title, { call, path, body, answer: answered, result }] of Object.entries(CASES)) {
  test(`${title}: sends the documented request, returns a typed result`, async () => {
    await using server = await startRecordingServer(answer(answered));
    assert.deepEqual(await call(server.createClient()), result);
    assert.equal(server.requests.length, 1);
    const [request] = server.requests;
    assert.equal(request?.method, 'POST');
    assert.equal(request?.path, `/livebox/appsservice/api/${path}`);
    assert.equal(request?.headers['content-type'], 'application/json');
    assert.deepEqual(request?.body, body);
  });

  test(`${title}: a failure reported with status 200 is a failure`, async () => {
    const failures = [
      { status: 'failure', message: 'no such thing' },
      { name: 'Conference-1', status: 'Nothing', hashKey: 'h', conferencelink: 'https://a/b' },
      'failure',
      '',
      'null',
      { status: 'success', data: 'Nothing' },
    ];
    await using server = await startRecordingServer((response, index) =>
      answer(failures[index])(response),
    );
    for (const failure of failures) {
      await assert.rejects(
        call(server.createClient()),
        { code: 'answer_invalid', retryable: false },
        JSON.stringify(failure),
      );
    }
    assert.equal(server.requests.length, failures.length);
  });
}

test('sends the server key, or the native app key, at the top level', async () => {
  await using server = await startRecordingServer(answer('Cancelled'));
  await server.createClient({ serverKey: 'server-key' }).unscheduleConference('A');
  await server.createClient({ nativeAppKey: 'app-key' }).unscheduleConference('A');
  const [first, second] = server.requests.map(({ body }) => body);
  assert.equal(first?.['Serverkey'], 'server-key');
  assert.ok(first && !('Nativeappkey' in first));
  assert.equal(second?.['Nativeappkey'], 'app-key');
  assert.ok(second && !('Serverkey' in second));
});

test("writes and reads dates on the server's clock, summer time included", async () => {
  const list = [
    { ConferenceName: 'A', Hashkey: 'h', Mode: 'on', CreatedDate: '29-03-2026 03:30:00' },
  ];
  await using server = await startRecordingServer((response, index) =>
    answer(index === 0 ? 'Scheduled' : list)(response),
  );
  const client = server.createClient({ timeZone: 'Europe/Berlin' });
  const [start, end] = ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'].map(
    (time) => new Date(time),
  );
  assert.ok(start && end);
  await client.scheduleConference('A', { start, end });
  assert.equal(server.requests[0]?.body['startdate'], '29-03-2026 01:30:00');
  assert.equal(server.requests[0]?.body['enddate'], '29-03-2026 03:30:00');
  assert.deepEqual((await client.listConferences())[0]?.createdAt, end);
});

test('reads an embed code in a JSON string', async () => {
  await using server = await startRecordingServer(answer(JSON.stringify(EMBED_CODE)));
  const code = await server.createClient().getEmbedCode('A', { width: '1px', height: '99999px' });
  assert.equal(code, EMBED_CODE);
});

test('refuses an answer about another conference', async () => {
  await using server = await startRecordingServer(
    answer({ name: 'Other', status: 'Enabled', conferencelink: 'https://a/b' }),
  );
  await assert.rejects(server.createClient().enableConference('A'), { code: 'answer_invalid' });
});
