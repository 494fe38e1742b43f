import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { expectMediaToFlow, type Visitor, visit } from './call-fixture.js';
import { expect, type Road, test } from './road-fixture.js';

const button = (visitor: Visitor, name: string) =>
  visitor.frame.getByRole('button', { name, exact: true });
const tile = (visitor: Visitor, name: string | RegExp) =>
  visitor.frame.getByRole('article', { name });

function clientFor(road: Road): LiveboxClient {
  const { username, key } = road.emulator.credentials;
  return new LiveboxClient({ server: road.livebox, username, key });
}

test('two visitors see and hear each other, share a screen, and one leaves', async ({
  browser,
  createRoad,
}) => {
  const road = await createRoad();
  const ana = await visit(browser, road);
  await expect(button(ana, 'Mute')).toBeVisible();
  const ben = await visit(browser, road);
  await expectMediaToFlow(ana, road);
  await expectMediaToFlow(ben, road);
  await expect(tile(ana, 'Guest 2')).toBeVisible();
  await expect(tile(ben, 'Guest')).toBeVisible();

  await button(ben, 'Mute').click();
  await expect(tile(ana, 'Guest 2, muted')).toBeVisible();
  await button(ben, 'Stop camera').click();
  await expect(tile(ana, 'Guest 2, camera off, muted')).toBeVisible();

  await button(ana, 'Share screen').click();
  const screen = tile(ben, 'Guest’s screen').locator('video');
  await expect
    .poll(() => screen.evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0);
  await expect
    .poll(() =>
      screen.evaluate(
        (video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames,
      ),
    )
    .toBeGreaterThan(1);
  await button(ana, 'Stop sharing').click();
  await expect(tile(ben, 'Guest’s screen')).toHaveCount(0);

  await button(ben, 'Leave').click();
  await expect(ben.frame.getByRole('heading', { name: 'You left the meeting' })).toBeVisible();
  await expect(tile(ana, /Guest 2/)).toHaveCount(0);
  await expect(ana.frame.getByText('Guest 2 left.')).toBeVisible();
  expect(await ana.heard()).toEqual([
    { type: 'livebox:joined', version: 1, participant: 'Guest' },
    { type: 'livebox:participants', version: 1, count: 1 },
    { type: 'livebox:joined', version: 1, participant: 'Guest 2' },
    { type: 'livebox:participants', version: 1, count: 2 },
    { type: 'livebox:left', version: 1, participant: 'Guest 2' },
    { type: 'livebox:participants', version: 1, count: 1 },
  ]);
  expect(await ben.heard()).toContainEqual({
    type: 'livebox:left',
    version: 1,
    participant: 'Guest 2',
  });
  expect([...ana.said, ...ben.said]).toEqual([]);
});

test('disabling the conference ends the meeting for everybody', async ({ browser, createRoad }) => {
  const road = await createRoad();
  const visitors = [await visit(browser, road), await visit(browser, road)];
  for (const visitor of visitors) await expectMediaToFlow(visitor, road);
  await clientFor(road).disableConference('Conference-1');
  for (const visitor of visitors) {
    const tag = visitor.page.locator('livebox-conference');
    await expect(tag).toHaveJSProperty('state', 'closed');
    expect(await visitor.heard()).toContainEqual({
      type: 'livebox:ended',
      version: 1,
      reason: 'off',
    });
  }
});
