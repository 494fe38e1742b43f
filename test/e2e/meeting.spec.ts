import type { Frame, Page } from '@playwright/test';
import { expect, test } from './road-fixture.js';

/** The meeting page's frame, once it is there. */
async function meetingFrame(page: Page, livebox: string): Promise<Frame> {
  await expect
    .poll(() => page.frames().some((frame) => frame.url().startsWith(livebox)))
    .toBe(true);
  const frame = page.frames().find((candidate) => candidate.url().startsWith(livebox));
  if (!frame) throw new Error('The frame is gone.');
  await frame.waitForLoadState();
  return frame;
}

/** What a page in a frame may do. */
async function permissionsOf(frame: Frame): Promise<Record<string, unknown>> {
  return await frame.evaluate(async () => {
    const media = await navigator.mediaDevices
      .getUserMedia({ audio: true, video: true })
      .then((stream) =>
        stream
          .getTracks()
          .map(({ kind }) => kind)
          .sort()
          .join(' and '),
      )
      .catch((error: unknown) => (error as Error).name);
    const { featurePolicy } = document as unknown as {
      featurePolicy: { allowsFeature: (feature: string) => boolean };
    };
    return {
      media,
      screen: featurePolicy.allowsFeature('display-capture'),
      fullscreen: document.fullscreenEnabled,
    };
  });
}

const EVENTS = ['livebox-request', 'livebox-enabled', 'livebox-embed', 'livebox-ready'];

test('a tag becomes a meeting with camera, microphone, screen and fullscreen', async ({
  page,
  createRoad,
}) => {
  const road = await createRoad();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.addInitScript((types) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of types) document.addEventListener(type, () => heard.push(type));
  }, EVENTS);
  await page.goto(road.page);
  const frame = await meetingFrame(page, road.livebox);
  expect(await permissionsOf(frame)).toEqual({
    media: 'audio and video',
    screen: true,
    fullscreen: true,
  });
  await expect.poll(() => page.evaluate('heard')).toEqual(EVENTS);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  expect(said).toEqual([]);
});

test('the same meeting in a bare iframe gets none of them', async ({ page, createRoad }) => {
  const road = await createRoad({
    html: '<script>fetch("/livebox/token", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "Conference-1" }) }).then((r) => r.json()).then(({ src }) => { const frame = document.createElement("iframe"); frame.src = src; document.body.append(frame); })</script>',
  });
  await page.goto(road.page);
  const frame = await meetingFrame(page, road.livebox);
  expect(await permissionsOf(frame)).toEqual({
    media: 'NotAllowedError',
    screen: false,
    fullscreen: false,
  });
});

test('the visitor sees themselves in the meeting', async ({ page, createRoad }) => {
  const road = await createRoad();
  await page.goto(road.page);
  const frame = await meetingFrame(page, road.livebox);
  const video = frame.locator('video').first();
  await expect(video).toBeVisible();
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth))
    .toBeGreaterThan(0);
});

test('the whole tag goes fullscreen', async ({ page, createRoad }) => {
  const road = await createRoad({
    html: `<button onclick="document.querySelector('livebox-conference').requestFullscreen()">Fullscreen</button><livebox-conference name="Conference-1" token-endpoint="/livebox/token"></livebox-conference>`,
  });
  await page.goto(road.page);
  await meetingFrame(page, road.livebox);
  await page.getByRole('button', { name: 'Fullscreen' }).first().click();
  await expect
    .poll(() => page.evaluate(() => document.fullscreenElement?.localName))
    .toBe('livebox-conference');
  const box = await page.locator('livebox-conference iframe').boundingBox();
  const screen = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(box).toMatchObject(screen);
});

test('a missing conference is created when the endpoint may', async ({ page, createRoad }) => {
  const road = await createRoad({
    emulator: { conferences: [] },
    endpoint: {
      conferences: {
        'Conference-1': {
          access: 'public',
          enable: 'visitors',
          create: { preset: 'Preset-1', authentication: false },
        },
      },
    },
  });
  await page.goto(road.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
});
