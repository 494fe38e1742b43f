import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { startEmulator } from './emulator-fixture.js';
import { enter, keyOf, openLine, openSocket } from './room-fixture.js';

const OPEN = [{ name: 'A', mode: 'on' as const }];

describe('emulator: who is in a meeting', () => {
  test('everybody hears who comes, what they send, their new name and that they go', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const ana = await enter(fixture, key, 'Ana');
    assert.deepEqual(ana.welcome.others, []);
    const ben = await enter(fixture, key, 'Ana');
    assert.deepEqual(
      ben.welcome.others.map(({ name }) => name),
      ['Ana'],
    );
    const { participant } = await ana.line.until('joined');
    assert.deepEqual(participant, ben.welcome.self);
    assert.equal(participant.name, 'Ana 2');
    ben.line.send({ type: 'media', media: { camera: true, microphone: false, screen: true } });
    const changed = await ana.line.until('changed');
    assert.deepEqual(changed.participant.media, { camera: true, microphone: false, screen: true });
    ben.line.send({ type: 'rename', name: ' Ben\n\u202eOkafor ' });
    assert.equal((await ana.line.until('changed')).participant.name, 'Ben Okafor');
    ben.line.send({ type: 'leave' });
    const left = await ana.line.until('left');
    assert.deepEqual([left.participant.id, left.isLost], [ben.welcome.self.id, false]);
  });

  test('a line that breaks off is told from one that was closed', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const ana = await enter(fixture, key, 'Ana');
    const ben = await enter(fixture, key, 'Ben');
    ben.line.socket.close(1001);
    assert.equal((await ana.line.until('left')).isLost, false);
    const cleo = await enter(fixture, key, 'Cleo');
    cleo.line.socket.terminate();
    assert.equal((await ana.line.until('left')).isLost, true);
  });

  test('the seventh is told why not, and gets in when somebody has left', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const six = [];
    for (const name of ['A', 'B', 'C', 'D', 'E', 'F']) six.push(await enter(fixture, key, name));
    const seventh = await openLine(fixture, key);
    seventh.send({ type: 'join', way: 'open' });
    const { code, message } = await seventh.until('refused');
    assert.equal(code, 'full');
    assert.match(message, /holds 6 people/);
    six[2]?.line.send({ type: 'leave' });
    await six[0]?.line.until('left');
    seventh.send({ type: 'join', way: 'open' });
    assert.equal((await seventh.until('welcome')).others.length, 5);
  });

  test('conferences are apart', async () => {
    const conferences = [...OPEN, { name: 'B', mode: 'on' as const }];
    const fixture = await startEmulator({ conferences });
    await enter(fixture, await keyOf(fixture, 'A'), 'Ana');
    const { welcome } = await enter(fixture, await keyOf(fixture, 'B'), 'Ana');
    assert.deepEqual([welcome.others, welcome.self.name], [[], 'Ana']);
  });

  test('what is no message of the page ends the line', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    for (const message of ['', '{}', '{"type":"join","way":"magic"}', '[1]', '"join"']) {
      const line = await openLine(fixture, key);
      const closed = once(line.socket, 'close');
      line.send(message);
      assert.deepEqual((await closed)[0], 1008, message);
    }
  });

  test('no tool that the preset does not have', async () => {
    const presets = { Listener: { camera: false, screenShare: false } };
    const fixture = await startEmulator({ conferences: OPEN, presets });
    const { line, welcome } = await enter(fixture, await keyOf(fixture), 'Ana');
    assert.deepEqual(welcome.self.tools, { camera: false, microphone: true, screenShare: false });
    line.send({ type: 'media', media: { camera: true, microphone: true, screen: true } });
    const { media } = (await line.until('changed')).participant;
    assert.deepEqual(media, { camera: false, microphone: true, screen: false });
  });
});

describe('emulator: when meetings end', () => {
  test('an end by the API reaches everybody inside, and their lines end', async () => {
    const ends: [object, string, string][] = [
      [
        { action: 'changeConferenceMode', conferenceMode: 'off', name: 'A' },
        'videoConfSettings',
        'off',
      ],
      [{ action: 'Remove', name: 'A' }, 'videoConfSettings', 'removed'],
      [{}, 'resetAllConferences', 'off'],
      [
        { action: 'stop', appservice: 'VideoConferencingService' },
        'ControlInsideAppServices',
        'stopped',
      ],
      [
        { action: 'restart', appservice: 'VideoConferencingService' },
        'ControlInsideAppServices',
        'restarted',
      ],
    ];
    for (const [parameters, path, reason] of ends) {
      const fixture = await startEmulator({ conferences: OPEN });
      const key = await keyOf(fixture);
      const inside = [await enter(fixture, key, 'Ana'), await enter(fixture, key, 'Ben')];
      const closed = inside.map(({ line }) => once(line.socket, 'close'));
      assert.equal((await fixture.call(path, parameters)).status, 200);
      for (const { line } of inside) assert.equal((await line.until('ended')).reason, reason);
      for (const [code] of await Promise.all(closed)) assert.equal(code, 1000);
    }
  });

  test('a stopped service lets nobody in, a restarted one everybody', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const service = { appservice: 'VideoConferencingService' };
    await fixture.call('ControlInsideAppServices', { ...service, action: 'stop' });
    assert.deepEqual(await (await openLine(fixture, key)).next(), {
      type: 'ended',
      reason: 'stopped',
    });
    await fixture.call('ControlInsideAppServices', { ...service, action: 'restart' });
    await enter(fixture, key, 'Ana');
  });

  test('other calls end nothing', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const { line } = await enter(fixture, key, 'Ana');
    await fixture.act('changeConferenceSettings', {
      name: 'A',
      selectPreset: 'Preset-2',
      Authentication: 'false',
    });
    await fixture.act('changeConferenceMode', { name: 'A', conferenceMode: 'on' });
    await enter(fixture, key, 'Ben');
    assert.equal((await line.until('joined')).participant.name, 'Ben');
  });

  test('the schedule: before, after, and its end for those inside', async () => {
    let time = new Date('2026-11-23T08:00:00Z');
    const fixture = await startEmulator({ conferences: OPEN, now: () => time });
    const key = await keyOf(fixture);
    await fixture.call('changeSchedulingMode', {
      SchedulingMode: 'on',
      conferenceName: 'A',
      startdate: '23-11-2026 09:00:00',
      enddate: '23-11-2026 10:00:00',
    });
    assert.deepEqual(await (await openLine(fixture, key)).next(), {
      type: 'ended',
      reason: 'early',
    });
    time = new Date('2026-11-23T09:00:00Z');
    const { line } = await enter(fixture, key, 'Ana');
    time = new Date('2026-11-23T10:00:00Z');
    // Any request shows the emulator what time it is.
    await fetch(fixture.url);
    assert.equal((await line.until('ended')).reason, 'over');
  });

  test('closing the emulator ends every line', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const { url, close } = await fixture.emulator.listen();
    const { line } = await enter({ ...fixture, url }, key, 'Ana');
    const closed = once(line.socket, 'close');
    await close();
    await closed;
  });
});

describe('emulator: whose pages the sockets serve', () => {
  const refused = async (url: string, headers: Record<string, string>): Promise<number> => {
    const socket = openSocket(url, headers);
    socket.on('error', () => undefined);
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { statusCode: number },
    ];
    return response.statusCode;
  };

  test('its own only: not another site’s, not a foreign name, no other path', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const room = `${fixture.url}/lbmeeting/room?key=${await keyOf(fixture)}`;
    assert.equal(await refused(room, { origin: 'https://evil.example' }), 403);
    assert.equal(await refused(room, { origin: 'null' }), 403);
    const foreign = { host: 'evil.example', origin: 'http://evil.example' };
    assert.equal(await refused(room, foreign), 403);
    assert.equal(await refused(`${fixture.url}/lbmeeting/elsewhere`, {}), 403);
  });

  test('one that is refused and resets its connection ends no emulator', async () => {
    const { url } = await startEmulator({ conferences: OPEN });
    const { hostname, port, host } = new URL(url);
    const upgrade = [
      'GET /lbmeeting/room HTTP/1.1',
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Origin: https://evil.example',
    ].join('\r\n');
    // An exception that nobody catches fails the test that runs.
    for (let visitor = 0; visitor < 10; visitor += 1) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(`${upgrade}\r\n\r\n`, () => socket.resetAndDestroy());
      await once(socket, 'close');
      assert.equal((await fetch(url)).status, 404);
    }
  });
});

describe('emulator: signalling', () => {
  test('is relayed between participants of one meeting, once they are there', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const [ana, ben] = [await enter(fixture, key, 'Ana'), await enter(fixture, key, 'Ben')];
    const signalling = ({ welcome }: typeof ana) =>
      openSocket(
        `${fixture.url}/lbmeeting/peerjs?key=${key}&id=${welcome.self.id}&token=${welcome.token}`,
      );
    const messages = (socket: ReturnType<typeof openSocket>, count: number): Promise<unknown[]> =>
      new Promise((resolve) => {
        const heard: unknown[] = [];
        socket.on('message', (data: Buffer) => {
          heard.push(JSON.parse(data.toString()));
          if (heard.length === count) resolve(heard);
        });
      });
    const from = signalling(ana);
    await once(from, 'message');
    const offer = { type: 'OFFER', dst: ben.welcome.self.id, payload: { sdp: 'v=0' } };
    from.send('not JSON');
    from.send(JSON.stringify({ type: 'HEARTBEAT' }));
    from.send(JSON.stringify({ ...offer, dst: 'a stranger' }));
    // Ben's line is not up yet; whom it claims to come from does not count.
    from.send(JSON.stringify({ ...offer, src: 'somebody else' }));
    assert.deepEqual(await messages(signalling(ben), 2), [
      { type: 'OPEN' },
      { ...offer, src: ana.welcome.self.id },
    ]);
  });

  test('nobody takes somebody else’s place', async () => {
    const fixture = await startEmulator({ conferences: OPEN });
    const key = await keyOf(fixture);
    const { welcome } = await enter(fixture, key, 'Ana');
    const path = `${fixture.url}/lbmeeting/peerjs?key=${key}&id=${welcome.self.id}`;
    const socket = openSocket(`${path}&token=guess`);
    const [code] = (await once(socket, 'close')) as [number];
    assert.equal(code, 1008);
  });
});
