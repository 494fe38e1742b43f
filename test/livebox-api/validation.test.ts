import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  LiveboxArgumentError,
  LiveboxClient,
  LiveboxEnvironmentError,
} from '../../src/livebox-api/livebox-client.js';
import { answer, startRecordingServer } from './recording-server.js';

const VALID = { server: 'https://livebox.example', username: 'apiuser', key: 'secret-key' };

const BAD_OPTIONS: [string, Record<string, unknown>][] = [
  ['server', { server: undefined }],
  ['server', { server: '' }],
  ['server', { server: 'livebox.example' }],
  ['server', { server: 'http://livebox.example' }],
  ['server', { server: 'http://127.0.0.1.livebox.example' }],
  ['server', { server: 'ftp://127.0.0.1' }],
  ['server', { server: 'https://user:password@livebox.example' }],
  ['server', { server: 'https://livebox.example/livebox' }],
  ['server', { server: 'https://livebox.example//' }],
  ['server', { server: 'https://livebox.example?' }],
  ['server', { server: 'https://livebox.example/?key=secret-key' }],
  ['server', { server: 'https://livebox.example/#' }],
  ['server', { server: ' https://livebox.example' }],
  ['server', { server: 'https:\\\\livebox.example' }],
  ['username', { username: '' }],
  ['username', { username: 7 }],
  ['key', { key: '' }],
  ['key', { key: ' ' }],
  ['key', { key: 'secret-key\n' }],
  ['key', { key: undefined }],
  ['serverKey', { serverKey: '' }],
  ['nativeAppKey', { nativeAppKey: '' }],
  ['nativeAppKey', { serverKey: 'secret-server-key', nativeAppKey: 'secret-app-key' }],
  ['fetch', { fetch: 'fetch' }],
  ['timeout', { timeout: 0 }],
  ['timeout', { timeout: NaN }],
  ['timeout', { timeout: Infinity }],
  ['timeout', { timeout: 2 ** 31 }],
  ['timeout', { timeout: '10' }],
  ['timeZone', { timeZone: 'Mars/Olympus' }],
  ['timeZone', { timeZone: '' }],
  ['timeZone', { timeZone: 2 }],
  ['retryDelay', { retryDelay: -1 }],
];

for (const [parameter, options] of BAD_OPTIONS) {
  test(`the option ${parameter} is checked: ${JSON.stringify(options)}`, () => {
    assert.throws(
      () => new LiveboxClient({ ...VALID, ...options }),
      (error: unknown) => {
        assert.ok(error instanceof LiveboxArgumentError);
        assert.equal(error.parameter, parameter);
        assert.equal(error.operation, undefined);
        assert.ok(error.message.includes(parameter));
        assert.doesNotMatch(String(error.stack), /secret|password/);
        return true;
      },
    );
  });
}

for (const parameter of ['server', 'username', 'key'] as const) {
  for (const value of [undefined, null, '', ' ']) {
    test(`the option ${parameter} is missing: ${JSON.stringify(value)}`, () => {
      assert.throws(() => new LiveboxClient({ ...VALID, [parameter]: value }), {
        name: 'LiveboxArgumentError',
        parameter,
        message: `The option ${parameter} is missing: is its environment variable set (for Node: --env-file=.env)?`,
      });
    });
  }
}

for (const [unknown, advice] of [
  ['apiKey', 'Did you mean key? '],
  ['serverkey', 'Did you mean serverKey? '],
  ['user', 'Did you mean username? '],
  ['timezone', 'Did you mean timeZone? '],
  ['password', ''],
] as const) {
  test(`there is no option ${unknown}. ${advice}`, () => {
    const options = { ...VALID, [unknown]: 'secret-value' };
    assert.throws(() => new LiveboxClient(options), {
      name: 'LiveboxArgumentError',
      parameter: unknown,
      message: `There is no option ${unknown}. ${advice}The options are server, username, key, serverKey, nativeAppKey, fetch, timeout, timeZone, retryDelay.`,
    });
  });
}

test('servers on https, and on http on loopback, with or without a slash', () => {
  const origins = [
    'https://livebox.example',
    'https://livebox.example:8443',
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://[::1]:8080',
  ];
  for (const origin of origins) {
    for (const server of [origin, `${origin}/`]) {
      assert.equal(new LiveboxClient({ ...VALID, server }).origin, origin);
    }
  }
});

test('where a document exists the client is not constructed, and says what to use', () => {
  Object.defineProperty(globalThis, 'document', { value: {}, configurable: true });
  try {
    assert.throws(
      () => new LiveboxClient(VALID),
      (error: unknown) =>
        error instanceof LiveboxEnvironmentError && error.message.includes('token endpoint'),
    );
  } finally {
    Reflect.deleteProperty(globalThis, 'document');
  }
});

const DAY = new Date('2030-01-01T00:00:00Z');
const NEXT_DAY = new Date('2030-01-02T00:00:00Z');
const BAD_NAMES = ['', ' ', 'a b', 'a/b', 'ä', 'a'.repeat(65), 'a\n', undefined, 7, ['a']];

const BAD_ARGUMENTS: [string, keyof LiveboxClient, unknown[]][] = [
  ...BAD_NAMES.flatMap((name): [string, keyof LiveboxClient, unknown[]][] => [
    ['name', 'createConference', [name, { preset: 'P' }]],
    ['name', 'enableConference', [name]],
    ['name', 'disableConference', [name]],
    ['name', 'getEmbedCode', [name, { width: '1px', height: '1px' }]],
    ['name', 'changeSettings', [name, { preset: 'P' }]],
    ['name', 'removeConference', [name]],
    ['name', 'scheduleConference', [name, { start: DAY, end: NEXT_DAY }]],
    ['name', 'unscheduleConference', [name]],
    ['preset', 'createConference', ['A', { preset: name }]],
    ['signUp.preset', 'changeSettings', ['A', withSignIn({ signUp: { preset: name } })]],
    ['guest.preset', 'createConference', ['A', withSignIn({ guest: { preset: name } })]],
  ]),
  ['name', 'resetAllConferences', ['a b']],
  ['settings', 'createConference', ['A']],
  ['authentication', 'createConference', ['A', withSignIn(true)]],
  ['signUp', 'createConference', ['A', withSignIn({ signUp: true })]],
  ['guest', 'createConference', ['A', withSignIn({ guest: 'Preset-1' })]],
  ['usernamePassword', 'createConference', ['A', withSignIn({ usernamePassword: 'false' })]],
  ['pin', 'changeSettings', ['A', withSignIn({ pin: 1 })]],
  ['size', 'getEmbedCode', ['A']],
  ...['', '0px', '-1px', '1.5px', '100%', '800', '1e3px', '100000px', 800].flatMap(
    (length): [string, keyof LiveboxClient, unknown[]][] => [
      ['width', 'getEmbedCode', ['A', { width: length, height: '1px' }]],
      ['height', 'getEmbedCode', ['A', { width: '1px', height: length }]],
    ],
  ),
  ['schedule', 'scheduleConference', ['A']],
  ['start', 'scheduleConference', ['A', { start: new Date(NaN), end: NEXT_DAY }]],
  ['start', 'scheduleConference', ['A', { start: '2030-01-01', end: NEXT_DAY }]],
  ['start', 'scheduleConference', ['A', { start: new Date(-1), end: NEXT_DAY }]],
  ['end', 'scheduleConference', ['A', { start: DAY, end: new Date(8.64e15) }]],
  ['end', 'scheduleConference', ['A', { start: DAY }]],
  ['end', 'scheduleConference', ['A', { start: NEXT_DAY, end: DAY }]],
  ['end', 'scheduleConference', ['A', { start: DAY, end: DAY }]],
  ['end', 'scheduleConference', ['A', { start: DAY, end: new Date(DAY.getTime() + 999) }]],
];

test('every argument is checked before a request: the error names it', async () => {
  await using server = await startRecordingServer(answer(''));
  const client = server.createClient();
  for (const [parameter, method, values] of BAD_ARGUMENTS) {
    const call: unknown = Reflect.apply(client[method] as () => unknown, client, values);
    assert.ok(call instanceof Promise, 'The method must not throw at once.');
    await assert.rejects(call, (error: unknown) => {
      assert.ok(error instanceof LiveboxArgumentError, `${method}(${JSON.stringify(values)})`);
      assert.equal(error.parameter, parameter);
      assert.equal(error.operation, method);
      assert.equal(error.code, 'argument_invalid');
      assert.ok(error.message.includes(parameter) && error.message.includes(method));
      return true;
    });
  }
  assert.equal(server.requests.length, 0);
});

test("an end that the server's clock shows before the start is refused", async () => {
  await using server = await startRecordingServer(answer('Scheduled'));
  const schedule = {
    start: new Date('2026-10-25T00:45:00Z'), // 02:45 summer time
    end: new Date('2026-10-25T01:15:00Z'), // 02:15 winter time
  };
  const berlin = server.createClient({ timeZone: 'Europe/Berlin' });
  await assert.rejects(berlin.scheduleConference('A', schedule), { parameter: 'end' });
  await server.createClient().scheduleConference('A', schedule);
  assert.equal(server.requests.length, 1);
});

function withSignIn(authentication: unknown): object {
  return { preset: 'P', authentication };
}
