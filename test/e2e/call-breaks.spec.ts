import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { expectMediaToFlow, visit } from './call-fixture.js';
import { expect, type Road, test } from './road-fixture.js';

function clientFor(road: Road): LiveboxClient {
  const { username, key } = road.emulator.credentials;
  return new LiveboxClient({ server: road.livebox, username, key });
}

test('a visitor whose page crashes is missed, and comes back under their name', async ({
  browser,
  createRoad,
}) => {
  const road = await createRoad();
  const ana = await visit(browser, road);
  const ben = await visit(browser, road);
  await expectMediaToFlow(ana, road);
  await expectMediaToFlow(ben, road);
  await ben.page.goto('chrome://crash').catch(() => undefined);
  await expect(ana.frame.getByRole('article')).toHaveCount(1);
  await expect(
    ana.frame.getByText(/^Guest 2 left\.$|^The connection to Guest 2 was lost\.$/),
  ).toBeVisible();
  const again = await visit(browser, road);
  await expectMediaToFlow(ana, road);
  await expect(ana.frame.getByRole('article', { name: 'Guest 2' })).toBeVisible();
  await expectMediaToFlow(again, road);
});

test('when the server goes away visitors wait, and meet again when it is back', async ({
  browser,
  createRoad,
}) => {
  const road = await createRoad();
  const visitors = [await visit(browser, road), await visit(browser, road)];
  for (const visitor of visitors) await expectMediaToFlow(visitor, road);
  await road.stopLivebox();
  for (const { frame } of visitors) {
    await expect(frame.getByRole('heading', { name: 'Connection lost' })).toBeVisible();
  }
  const { close } = await road.emulator.listen({ port: Number(new URL(road.livebox).port) });
  for (const { frame } of visitors) {
    await expect(frame.getByRole('article')).toHaveCount(2, { timeout: 15_000 });
  }
  for (const visitor of visitors) await expectMediaToFlow(visitor, road);
  await close();
});

const ENDS: Record<string, { end: (livebox: LiveboxClient) => Promise<unknown>; reason: string }> =
  {
    'removing the conference': {
      end: (livebox) => livebox.removeConference('Conference-1'),
      reason: 'removed',
    },
    'resetting all conferences': { end: (livebox) => livebox.resetAllConferences(), reason: 'off' },
    'stopping the service': { end: (livebox) => livebox.stopService(), reason: 'stopped' },
    'restarting the service': { end: (livebox) => livebox.restartService(), reason: 'restarted' },
    'a schedule that begins later': {
      end: (livebox) =>
        livebox.scheduleConference('Conference-1', {
          start: new Date('2126-01-01T10:00:00Z'),
          end: new Date('2126-01-01T11:00:00Z'),
        }),
      reason: 'early',
    },
  };

for (const [name, { end, reason }] of Object.entries(ENDS)) {
  test(`the meeting ends: ${name}`, async ({ browser, createRoad }) => {
    const road = await createRoad();
    const visitor = await visit(browser, road);
    await expect(visitor.frame.getByRole('button', { name: 'Leave' })).toBeVisible();
    await end(clientFor(road));
    await expect(visitor.page.locator('livebox-conference')).toHaveJSProperty('state', 'closed');
    expect(await visitor.heard()).toContainEqual({ type: 'livebox:ended', version: 1, reason });
  });
}

test('the end of its schedule ends the meeting, and the page says so', async ({
  page,
  createRoad,
}) => {
  let time = new Date('2026-11-23T10:00:00Z');
  const road = await createRoad({
    emulator: { conferences: [{ name: 'Conference-1', mode: 'on' }], now: () => time },
  });
  const livebox = clientFor(road);
  await livebox.scheduleConference('Conference-1', {
    start: new Date('2026-11-23T09:00:00Z'),
    end: new Date('2026-11-23T11:00:00Z'),
  });
  const [{ hashKey } = { hashKey: '' }] = await livebox.listConferences();
  await page.goto(`${road.livebox}/lbmeeting/?key=${hashKey}`);
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  time = new Date('2026-11-23T11:00:00Z');
  // The emulator looks at schedules by itself.
  await expect(page.getByRole('heading', { name: 'The meeting is over' })).toBeVisible();
});

test('a page that waits for its schedule lets the visitor in when it begins', async ({
  page,
  createRoad,
}) => {
  let time = new Date('2026-11-23T08:59:00Z');
  const road = await createRoad({
    emulator: { conferences: [{ name: 'Conference-1', mode: 'on' }], now: () => time },
  });
  const livebox = clientFor(road);
  await livebox.scheduleConference('Conference-1', {
    start: new Date('2026-11-23T09:00:00Z'),
    end: new Date('2026-11-23T11:00:00Z'),
  });
  const [{ hashKey } = { hashKey: '' }] = await livebox.listConferences();
  time = new Date('2026-11-23T08:59:58Z');
  await page.goto(`${road.livebox}/lbmeeting/?key=${hashKey}`);
  await expect(page.getByText('opens on November 23, 2026 at 9:00 AM UTC')).toBeVisible();
  time = new Date('2026-11-23T09:00:00Z');
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
});

test('a connection between two visitors that breaks is built again', async ({
  browser,
  createRoad,
}) => {
  const road = await createRoad();
  const visitors = [await visit(browser, road), await visit(browser, road)];
  for (const visitor of visitors) await expectMediaToFlow(visitor, road);
  const frame = visitors[1]!.page.frames().find((one) => one.url().startsWith(road.livebox));
  await frame!.evaluate(() => {
    const { connections } = window as unknown as { connections: RTCPeerConnection[] };
    for (const connection of connections.splice(0)) connection.close();
  });
  const trouble = visitors[0]!.frame
    .getByText('Connection lost. Reconnecting…')
    .filter({ visible: true });
  await expect(trouble).toHaveCount(1);
  await expect(trouble).toHaveCount(0, { timeout: 15_000 });
  for (const visitor of visitors) await expectMediaToFlow(visitor, road);
});
