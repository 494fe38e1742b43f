import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmulator } from '../../src/emulator/emulator.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';

test('all 14 operations work on the emulator, over a real socket', async () => {
  const emulator = createEmulator({
    requireServerKey: true,
    timeZone: 'Asia/Kolkata',
    now: () => new Date('2026-11-23T10:00:00Z'),
  });
  const { username, key, serverKey } = emulator.credentials;
  const { url, close } = await emulator.listen();
  try {
    const client = new LiveboxClient({
      server: url,
      username,
      key,
      serverKey,
      timeZone: 'Asia/Kolkata',
      retryDelay: 0,
    });
    assert.equal(client.origin, url);
    assert.deepEqual(await client.listConferences(), []);

    const created = await client.createConference('Conference-1', { preset: 'Preset-1' });
    assert.equal(created.name, 'Conference-1');
    await assert.rejects(client.createConference('Conference-1', { preset: 'Preset-1' }), {
      code: 'name_taken',
    });
    await assert.rejects(client.createConference('B', { preset: 'Preset-9' }), {
      code: 'argument_invalid',
      status: 400,
    });
    const size = { width: '800px', height: '450px' };
    await assert.rejects(client.getEmbedCode('Conference-1', size), { code: 'conference_off' });

    const { conferenceLink } = await client.enableConference('Conference-1');
    assert.ok(conferenceLink.startsWith(`${url}/lbmeeting/?key=`), conferenceLink);
    assert.match(await client.getEmbedCode('Conference-1', size), /<iframe/);
    const [listed] = await client.listConferences();
    assert.equal(listed?.mode, 'on');
    assert.equal(listed.hashKey, created.hashKey);
    assert.deepEqual(listed.createdAt, new Date('2026-11-23T10:00:00Z'));

    await client.changeSettings('Conference-1', {
      preset: 'Preset-2',
      authentication: { signUp: { preset: 'Preset-1' }, guest: false, pin: true },
    });
    await client.scheduleConference('Conference-1', {
      start: new Date('2026-12-01T10:00:00Z'),
      end: new Date('2026-12-01T11:00:00Z'),
    });
    await client.unscheduleConference('Conference-1');
    await client.disableConference('Conference-1');
    await client.enableConference('Conference-1');
    await client.resetAllConferences();
    assert.equal((await client.listConferences())[0]?.mode, 'off');

    await client.stopService();
    await assert.rejects(client.enableConference('Conference-1'), { code: 'unavailable' });
    await client.startService();
    await client.restartService();
    await client.refreshIpConfiguration();
    assert.equal((await client.removeConference('Conference-1')).hashKey, created.hashKey);
    await assert.rejects(client.enableConference('Conference-1'), { code: 'conference_unknown' });

    const stranger = new LiveboxClient({ server: url, username, key: 'wrong-key', serverKey });
    await assert.rejects(stranger.listConferences(), { code: 'credentials_refused', status: 401 });
  } finally {
    await close();
  }
});

test('a key that the emulator leaks into link and embed code is recognised', async () => {
  const emulator = createEmulator({
    leakKey: true,
    conferences: [{ name: 'A', mode: 'on' }],
  });
  const { username, key } = emulator.credentials;
  const client = new LiveboxClient({
    server: 'http://127.0.0.1',
    username,
    key,
    fetch: (url, init) => emulator.fetch(new Request(url, init)),
  });
  assert.ok(client.containsSecret((await client.enableConference('A')).conferenceLink));
  const code = await client.getEmbedCode('A', { width: '800px', height: '450px' });
  assert.ok(client.containsSecret(code));
});
