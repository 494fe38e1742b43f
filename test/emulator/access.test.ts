import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { createEmulator } from '../../src/emulator/emulator.js';
import { assertRefused, KEYS, list, read, startEmulator } from './emulator-fixture.js';

const DEVELOPMENT = 'http://localhost:5173';
const PRODUCTION = 'https://www.example.com';

describe('emulator: credentials', () => {
  test('a missing or wrong username or key is refused before anything else is said', async () => {
    const { call } = await startEmulator();
    for (const parameters of [
      { key: 'wrong' },
      { key: '' },
      { username: 'root' },
      { username: 'APIUSER' },
      { key: { key: KEYS.key } },
      { key: 'wrong', action: 'nonsense' },
    ]) {
      const answer = await call('videoConfSettings', { action: 'get', ...parameters });
      assertRefused(answer, 401, /username and key/);
    }
  });

  test('scheduling takes them nested only', async () => {
    const { call } = await startEmulator({ conferences: ['A'] });
    const answer = await call('changeSchedulingMode', {
      AuthenticationDetails: 'none',
      username: 'apiuser',
      key: KEYS.key,
      conferenceName: 'A',
      SchedulingMode: 'off',
    });
    assertRefused(answer, 401, /AuthenticationDetails/);
  });

  test('Serverkey and Nativeappkey are checked when they are there', async () => {
    const { act } = await startEmulator();
    assert.equal((await act('get', { Serverkey: KEYS.serverKey })).status, 200);
    assert.equal((await act('get', { Nativeappkey: KEYS.nativeAppKey })).status, 200);
    assertRefused(await act('get', { Serverkey: 'wrong' }), 401, /Serverkey is wrong/);
    assertRefused(await act('get', { Nativeappkey: 'wrong' }), 401, /Nativeappkey is wrong/);
    assertRefused(await act('get', { Serverkey: { a: 'b' } }), 400, /Serverkey must be a string/);
  });

  test('requireServerKey demands one of servers and apps, not of browsers', async () => {
    const origins = { development: DEVELOPMENT };
    const { act, call } = await startEmulator({ requireServerKey: true, origins });
    assertRefused(await act('get'), 401, /must carry Serverkey/);
    assert.equal((await act('get', { Serverkey: KEYS.serverKey })).status, 200);
    assert.equal((await act('get', { Nativeappkey: KEYS.nativeAppKey })).status, 200);
    const browser = await call('videoConfSettings', { action: 'get' }, { origin: DEVELOPMENT });
    assert.equal(browser.status, 200);
  });

  test('a user without API permission is refused', async () => {
    const { act } = await startEmulator({ apiPermission: false });
    assertRefused(await act('get'), 403, /no API access/);
    assertRefused(await act('get', { key: 'wrong' }), 401, /credentials/);
  });
});

describe('emulator: browser calls', () => {
  const origins = { development: `${DEVELOPMENT}/app/`, production: PRODUCTION };

  test('registered origins may call and read the answer, refusals too', async () => {
    const { call } = await startEmulator({ origins });
    for (const origin of [DEVELOPMENT, PRODUCTION]) {
      for (const action of ['get', 'nonsense']) {
        const { status, headers } = await call('videoConfSettings', { action }, { origin });
        assert.equal(status, action === 'get' ? 200 : 400);
        assert.equal(headers.get('access-control-allow-origin'), origin);
        assert.match(headers.get('vary') ?? '', /Origin/);
      }
    }
  });

  test('any other origin is refused, and can’t read that', async () => {
    const { call, url } = await startEmulator({ origins });
    for (const origin of ['null', url, 'http://www.example.com', `${PRODUCTION}.evil.example`]) {
      const answer = await call('videoConfSettings', { action: 'get' }, { origin });
      assertRefused(answer, 403, /not registered/);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
  });

  test('preflights are answered for registered origins only', async () => {
    const { url } = await startEmulator({ origins });
    const preflight = async (origin: string): ReturnType<typeof read> =>
      read(
        await fetch(`${url}/livebox/appsservice/api/videoConfSettings`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
          },
        }),
      );
    const { status, headers } = await preflight(PRODUCTION);
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), PRODUCTION);
    assert.equal(headers.get('access-control-allow-methods'), 'POST');
    assert.equal(headers.get('access-control-allow-headers'), 'content-type');
    assertRefused(await preflight('https://evil.example'), 403, /not registered/);
  });
});

describe('emulator: secrets', () => {
  const conferences = [{ name: 'Conference-1', mode: 'on' as const }];
  const secrets = Object.values(KEYS);
  const assertNoSecret = (text: string): void => {
    for (const secret of secrets) assert.equal(text.includes(secret), false, text);
  };

  test('neither inspect nor JSON nor the requests show one', async () => {
    const { emulator, act, call, url } = await startEmulator({ conferences });
    await act('get', { Serverkey: KEYS.serverKey, Nativeappkey: KEYS.nativeAppKey });
    await act('get', { key: 'another-secret' });
    await act('get', { [KEYS.key]: `see ${KEYS.serverKey}` });
    await call('changeSchedulingMode', { conferenceName: 'Conference-1', SchedulingMode: 'off' });
    await fetch(`${url}/${KEYS.key}?key=${KEYS.key}`, { headers: { origin: KEYS.key } });
    for (const depth of [0, 2, Infinity]) {
      assertNoSecret(inspect(emulator, { depth, showHidden: true, getters: true }));
    }
    assertNoSecret(JSON.stringify(emulator));
    const requests = inspect(emulator.requests, { depth: Infinity });
    assertNoSecret(requests);
    assert.equal(requests.includes('another-secret'), false);
    assert.equal(emulator.requests.length, 5);
    assert.deepEqual(emulator.requests[0]?.parameters, {
      username: 'apiuser',
      key: '********',
      action: 'get',
      Serverkey: '********',
      Nativeappkey: '********',
    });
    assert.equal(emulator.requests[0]?.operation, 'listConferences');
    assert.deepEqual(
      emulator.requests.map(({ status }) => status),
      [200, 401, 200, 200, 404],
    );
    assert.deepEqual(emulator.credentials, { username: 'apiuser', ...KEYS });
  });

  test('the last 100 requests are kept', async () => {
    const { emulator } = await startEmulator();
    for (let index = 0; index < 105; index += 1) {
      await emulator.fetch(new Request(`http://localhost/${String(index)}`));
    }
    assert.equal(emulator.requests.length, 100);
    assert.equal(emulator.requests[0]?.path, '/5');
  });

  test('leakKey puts the key into the link and the embed code, without it neither has one', async () => {
    for (const leakKey of [false, true]) {
      const fixture = await startEmulator({ conferences, leakKey });
      const name = 'Conference-1';
      const enabled = await fixture.act('changeConferenceMode', { name, conferenceMode: 'on' });
      const size = { width: '1px', height: '1px' };
      const embedCode = await fixture.call('getEmbedCodeofConference', { name, ...size });
      const link = (JSON.parse(enabled.body) as { conferencelink: string }).conferencelink;
      assert.equal(link.includes(KEYS.key), leakKey);
      assert.equal(/src="([^"]*)"/.exec(embedCode.body)?.[1]?.includes(KEYS.key), leakKey);
      assert.equal((await fetch(link)).status, 200);
      if (!leakKey) assertNoSecret(JSON.stringify(await list(fixture)) + embedCode.body);
    }
  });

  test('keys are random unless they are given', () => {
    const [one, two] = [createEmulator().credentials, createEmulator().credentials];
    const keys = [one, two].flatMap(({ key, serverKey, nativeAppKey }) => [
      key,
      serverKey,
      nativeAppKey,
    ]);
    assert.equal(new Set(keys).size, 6);
    for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/);
  });
});
