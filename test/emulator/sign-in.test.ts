import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EmulatorOptions } from '../../src/emulator/emulator.js';
import { createEmulator } from '../../src/emulator/emulator.js';
import type { JoinMessage, RoomMessage } from '../../src/emulator/meeting-page/room-messages.js';
import { type Fixture, startEmulator } from './emulator-fixture.js';
import { keyOf, openLine } from './room-fixture.js';

const ACCOUNTS = [
  { username: 'ana', password: 'correct horse', pin: '4711' },
  { username: 'ben', password: 'battery staple', preset: 'Preset-2' },
];

const EVERY_WAY = {
  usernamePassword: true,
  pin: true,
  guest: { preset: 'Preset-2' },
  signUp: { preset: 'Preset-2' },
};

async function start(authentication: object, more: EmulatorOptions = {}): Promise<Fixture> {
  const conferences = [{ name: 'A', mode: 'on' as const, authentication }];
  const presets = { 'Preset-1': {}, 'Preset-2': { screenShare: false } };
  return startEmulator({ conferences, presets, accounts: ACCOUNTS, ...more });
}

/** What comes of one try on a line of its own. */
async function tryToJoin(
  fixture: Fixture,
  request: Omit<JoinMessage, 'type'>,
): Promise<RoomMessage> {
  const line = await openLine(fixture, await keyOf(fixture));
  await line.until('lobby');
  line.send({ type: 'join', ...request });
  const answer = await line.next();
  line.send({ type: 'leave' });
  return answer;
}

function assertRefused(answer: RoomMessage, code: string, message: RegExp, retryAfter?: number) {
  assert.equal(answer.type, 'refused');
  assert.deepEqual([answer.code, answer.retryAfter], [code, retryAfter]);
  assert.match(answer.message, message);
}

describe('emulator: ways into a conference', () => {
  test('exactly those that are switched on are offered and taken', async () => {
    const cases: [object, string[]][] = [
      [{ pin: true }, ['pin']],
      [{ usernamePassword: true, guest: { preset: 'Preset-1' } }, ['password', 'guest']],
      [EVERY_WAY, ['password', 'pin', 'guest', 'sign-up']],
      [{}, []],
    ];
    for (const [authentication, ways] of cases) {
      const fixture = await start(authentication);
      const line = await openLine(fixture, await keyOf(fixture));
      assert.deepEqual(await line.next(), { type: 'lobby', ways });
      for (const way of ['open', 'password', 'pin', 'guest', 'sign-up'] as const) {
        if (ways.includes(way)) continue;
        const credentials = { username: 'ana', password: 'correct horse', pin: '4711' };
        assertRefused(await tryToJoin(fixture, { way, ...credentials }), 'input', /any more/);
      }
    }
  });

  test('what the API sets is what the page offers', async () => {
    const fixture = await startEmulator({ accounts: ACCOUNTS });
    await fixture.act('Add', {
      name: 'A',
      selectPreset: 'Preset-1',
      Authentication: 'true',
      AllowSignup: { Preset: 'Preset-1' },
      UnAuthenticatedUser: 'false',
      username_password: 'true',
      pinnumber: 'false',
    });
    await fixture.act('changeConferenceMode', { name: 'A', conferenceMode: 'on' });
    const line = await openLine(fixture, await keyOf(fixture));
    assert.deepEqual(await line.next(), { type: 'lobby', ways: ['password', 'sign-up'] });
  });

  test('each way gives its name and its preset', async () => {
    const fixture = await start(EVERY_WAY);
    const cases: [Omit<JoinMessage, 'type'>, string, boolean][] = [
      [{ way: 'password', username: 'ana', password: 'correct horse' }, 'ana', true],
      [{ way: 'password', username: 'ben', password: 'battery staple' }, 'ben', false],
      [{ way: 'pin', pin: '4711' }, 'ana', true],
      [{ way: 'guest', name: '  Cleo ' }, 'Cleo', false],
      [{ way: 'sign-up', username: 'dora', password: 'x' }, 'dora', false],
      [{ way: 'password', username: 'dora', password: 'x' }, 'dora', false],
    ];
    for (const [request, name, canShare] of cases) {
      const answer = await tryToJoin(fixture, request);
      assert.equal(answer.type, 'welcome', JSON.stringify(answer));
      assert.deepEqual([answer.self.name, answer.self.tools.screenShare], [name, canShare]);
    }
  });

  test('what is missing or taken is said', async () => {
    const fixture = await start(EVERY_WAY);
    assertRefused(await tryToJoin(fixture, { way: 'guest', name: ' \u200b ' }), 'input', /name/);
    assertRefused(await tryToJoin(fixture, { way: 'sign-up', username: 'x' }), 'input', /password/);
    const taken = { way: 'sign-up', username: 'ana', password: 'mine now' } as const;
    assertRefused(await tryToJoin(fixture, taken), 'taken', /ana is taken/);
  });
});

describe('emulator: wrong credentials', () => {
  test('get a message, then a wait that grows; the right ones end it', async () => {
    let time = Date.parse('2026-11-23T10:00:00Z');
    const fixture = await start(EVERY_WAY, { now: () => new Date(time) });
    const wrong = { way: 'password', username: 'ana', password: 'guess' } as const;
    const right = { ...wrong, password: 'correct horse' };
    assertRefused(await tryToJoin(fixture, wrong), 'wrong', /password is wrong/);
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      assertRefused(await tryToJoin(fixture, wrong), 'wrong', /password is wrong/, seconds);
      time += seconds * 1000 - 1;
      // Not even the right ones are looked at.
      assertRefused(await tryToJoin(fixture, right), 'wait', /Too many wrong tries/, 1);
      time += 1;
    }
    assert.equal((await tryToJoin(fixture, right)).type, 'welcome');
    assertRefused(await tryToJoin(fixture, wrong), 'wrong', /password is wrong/);
  });

  test('a wait is for that account, that way', async () => {
    const now = new Date('2026-11-23T10:00:00Z');
    const fixture = await start(EVERY_WAY, { now: () => now });
    const wrong = { way: 'password', username: 'ana', password: 'guess' } as const;
    for (let count = 0; count < 3; count += 1) await tryToJoin(fixture, wrong);
    const ben = { way: 'password', username: 'ben', password: 'battery staple' } as const;
    assert.equal((await tryToJoin(fixture, ben)).type, 'welcome');
    assert.equal((await tryToJoin(fixture, { way: 'pin', pin: '4711' })).type, 'welcome');
  });

  test('PINs can’t be tried out one after another', async () => {
    const now = new Date('2026-11-23T10:00:00Z');
    const fixture = await start(EVERY_WAY, { now: () => now });
    assertRefused(await tryToJoin(fixture, { way: 'pin', pin: '0000' }), 'wrong', /PIN/);
    assertRefused(await tryToJoin(fixture, { way: 'pin', pin: '0001' }), 'wrong', /PIN/, 1);
    assertRefused(await tryToJoin(fixture, { way: 'pin', pin: '4711' }), 'wait', /Too many/, 1);
  });
});

describe('emulator: the options accounts and presets', () => {
  test('mistakes are explained', () => {
    const cases: [EmulatorOptions, RegExp][] = [
      [{ accounts: [{ username: '', password: 'x' }] }, /accounts .*username and a password/],
      [{ accounts: [ACCOUNTS[0]!, ACCOUNTS[0]!] }, /ana stands there twice/],
      [{ accounts: [{ username: 'a', password: 'x', pin: '12' }] }, /4 to 12 digits/],
      [{ accounts: [{ username: 'a', password: 'x', preset: 'No' }] }, /preset of a must be/],
      [
        { accounts: [ACCOUNTS[0]!, { username: 'b', password: 'x', pin: '4711' }] },
        /PIN of b is somebody else/,
      ],
      [{ presets: {} }, /at least one preset/],
      [
        { conferences: [{ name: 'A', authentication: { guest: { preset: 'No' } } }] },
        /preset of A must be/,
      ],
    ];
    for (const [options, message] of cases) {
      assert.throws(() => createEmulator(options), { code: 'option_invalid', message });
    }
  });
});
