import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRefused, KEYS, startEmulator } from './emulator-fixture.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
const JSON_TYPE = { 'content-type': 'application/json' };
const LIST = { action: 'get', username: 'apiuser', key: KEYS.key };

describe('emulator: bodies', () => {
  test('JSON, text/json and forms are read alike', async () => {
    const { send } = await startEmulator();
    const json = JSON.stringify(LIST);
    for (const type of ['application/json', 'text/json', 'Application/JSON; charset=utf-8']) {
      assert.equal((await send('videoConfSettings', json, { 'content-type': type })).body, '[]');
    }
    assert.equal((await send('videoConfSettings', new URLSearchParams(LIST), FORM)).body, '[]');
  });

  test('jQuery’s nested form keys are objects', async () => {
    const { send } = await startEmulator();
    const form =
      `action=Add&username=apiuser&key=${KEYS.key}&name=A&selectPreset=Preset-1` +
      '&Authentication=true&AllowSignup%5BPreset%5D=Preset-2&UnAuthenticatedUser%5BPreset%5D=';
    assertRefused(await send('videoConfSettings', form, FORM), 400, /UnAuthenticatedUser\.Preset/);
    assert.equal((await send('videoConfSettings', `${form}Preset-1`, FORM)).status, 200);
    const schedule =
      `AuthenticationDetails[username]=apiuser&AuthenticationDetails[key]=${KEYS.key}` +
      '&conferenceName=A&SchedulingMode=off';
    assert.equal((await send('changeSchedulingMode', schedule, FORM)).body, 'Cancelled');
  });

  test('credentials that an encoding loses are refused', async () => {
    const { send } = await startEmulator({ conferences: ['A'] });
    // Python's form of a nested object: its keys only.
    const form =
      'AuthenticationDetails=username&AuthenticationDetails=key&conferenceName=A&SchedulingMode=off';
    assertRefused(await send('changeSchedulingMode', form, FORM), 401, /AuthenticationDetails/);
  });

  test('malformed bodies are refused', async () => {
    const { send } = await startEmulator();
    const cases: [BodyInit, RegExp][] = [
      ['', /not JSON/],
      ['{“action”: “get”}', /not JSON/],
      ['[]', /JSON object/],
      ['null', /JSON object/],
      [JSON.stringify({ ...LIST, name: 7 }), /name must be a string/],
      [JSON.stringify({ ...LIST, name: null }), /name must be a string/],
      [JSON.stringify({ ...LIST, name: ['A'] }), /name must be a string/],
      [JSON.stringify({ ...LIST, AllowSignup: { Preset: {} } }), /AllowSignup\.Preset must be/],
      [JSON.stringify({ ...LIST, '<b>': 7 }), /Every parameter must be a string/],
      [new Uint8Array([0x22, 0xff, 0x22]), /UTF-8/],
    ];
    for (const [body, message] of cases) {
      assertRefused(await send('videoConfSettings', body, JSON_TYPE), 400, message);
    }
    const plain = { 'content-type': 'text/plain' };
    assertRefused(
      await send('videoConfSettings', JSON.stringify(LIST), plain),
      400,
      /Content-Type/,
    );
  });

  test('parameters named after parts of objects are only names', async () => {
    const { send, emulator } = await startEmulator();
    const json =
      `{"__proto__":{"action":"get","username":"apiuser","key":"${KEYS.key}"},` +
      '"constructor":"x","toString":"x"}';
    assertRefused(await send('videoConfSettings', json, JSON_TYPE), 401, /credentials/);
    const form = `__proto__[action]=get&__proto__[key]=${KEYS.key}&username=apiuser`;
    assertRefused(await send('videoConfSettings', form, FORM), 401, /credentials/);
    assert.equal(Object.hasOwn(Object.prototype, 'action'), false);
    assert.equal(JSON.stringify(emulator.requests).includes(KEYS.key), false);
  });

  test('64 KiB are read and not a byte more, whether or not a length is announced', async () => {
    const { send, url } = await startEmulator();
    const pad = (length: number): string => {
      const json = JSON.stringify({ ...LIST, pad: '' });
      return json.replace('"pad":""', `"pad":"${'x'.repeat(length - json.length)}"`);
    };
    assert.equal((await send('videoConfSettings', pad(65536), JSON_TYPE)).body, '[]');
    assertRefused(await send('videoConfSettings', pad(65537), JSON_TYPE), 400, /larger than 65536/);
    const stream = new Blob([pad(65537)]).stream();
    const chunked = await fetch(`${url}/livebox/appsservice/api/videoConfSettings`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    assert.equal(chunked.status, 400);
    assert.match(await chunked.text(), /larger than 65536/);
  });
});
