import type { BrowserContext, FrameLocator, Page } from '@playwright/test';
import { expectMediaToFlow, recordConnections } from './call-fixture.js';
import { expect, type Site, test } from './site-fixture.js';

/** A tab with the home page of the built site. */
interface Tab {
  page: Page;
  frame: FrameLocator;
  /** What stood on its console. */
  said: string[];
}

async function openTab(context: BrowserContext, site: Site): Promise<Tab> {
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await recordConnections(page);
  await page.goto(site.url);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  return { page, frame: page.frameLocator('livebox-conference iframe'), said };
}

const button = (tab: Tab, name: string) => tab.frame.getByRole('button', { name, exact: true });
const tile = (tab: Tab, name: string | RegExp) => tab.frame.getByRole('article', { name });

test('two tabs of the built site see and hear each other, share a screen, and one leaves', async ({
  context,
  site,
}) => {
  const livebox = `${site.url}meeting/`;
  const ana = await openTab(context, site);
  await expect(tile(ana, 'You, camera off, muted')).toBeVisible();
  await expect(ana.frame.getByText('A demonstration, in this browser only')).toBeVisible();
  const ben = await openTab(context, site);
  await expect(tile(ana, 'Guest 2, camera off, muted')).toBeVisible();
  await expect(tile(ben, 'Guest, camera off, muted')).toBeVisible();

  for (const tab of [ana, ben]) {
    await button(tab, 'Start camera').click();
    await button(tab, 'Unmute').click();
  }
  await expect(tile(ana, /^Guest 2$/)).toBeVisible();
  await expect(tile(ben, /^Guest$/)).toBeVisible();
  await expectMediaToFlow(ana, { livebox });
  await expectMediaToFlow(ben, { livebox });

  await button(ana, 'Share screen').click();
  const screen = tile(ben, 'Guest’s screen').locator('video');
  await expect
    .poll(() => screen.evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0);
  await button(ana, 'Stop sharing').click();
  await expect(tile(ben, 'Guest’s screen')).toHaveCount(0);

  await button(ben, 'Leave').click();
  await expect(ben.frame.getByRole('heading', { name: 'You left the meeting' })).toBeVisible();
  await expect(tile(ana, /Guest 2/)).toHaveCount(0);
  await button(ben, 'Join again').click();
  await expect(tile(ana, 'Guest 2')).toBeVisible();
  await expectMediaToFlow(ana, { livebox });

  await ben.page.close();
  await expect(ana.frame.getByText('Guest 2 left.')).toBeVisible();
  await expect(ana.page.locator('#events')).toContainText('"participant":"Guest 2"');
  expect([...ana.said, ...ben.said]).toEqual([]);
});

test('a browser that plays no sound before a click asks for one when somebody speaks', async ({
  playwright,
  launchOptions,
  site,
}) => {
  const args = [...(launchOptions.args ?? []), '--autoplay-policy=user-gesture-required'];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  const context = await browser.newContext();
  // Not looked at before the call: looking counts as a click.
  const page = await context.newPage();
  await page.goto(site.url);
  const ben = await openTab(context, site);
  await expectConnection(ben, `${site.url}meeting/`);
  const ana = { ...ben, page, frame: page.frameLocator('livebox-conference iframe') };
  await expect(tile(ana, 'Guest 2, camera off, muted')).toBeVisible();
  await expect(button(ana, 'Turn on the sound')).toBeHidden();
  await button(ben, 'Unmute').click();
  await expect(button(ana, 'Turn on the sound')).toBeVisible();
  await button(ben, 'Mute').click();
  await expect(button(ana, 'Turn on the sound')).toBeHidden();
  await button(ben, 'Unmute').click();
  await expect(button(ana, 'Turn on the sound')).toBeVisible();
  const video = tile(ana, 'Guest 2, camera off').locator('video');
  // What may play without sound does.
  await expect(video).toHaveJSProperty('paused', false);
  await button(ana, 'Turn on the sound').click();
  await expect(button(ana, 'Turn on the sound')).toBeHidden();
  await expect(video).toHaveJSProperty('muted', false);
  await browser.close();
});

async function expectConnection({ page }: Tab, meeting: string): Promise<void> {
  const frame = page.frames().find((candidate) => candidate.url().startsWith(meeting));
  const isConnected = (): boolean =>
    (window as unknown as { connections: RTCPeerConnection[] }).connections.some(
      ({ connectionState }) => connectionState === 'connected',
    );
  await expect.poll(() => frame?.evaluate(isConnected)).toBe(true);
}

/** Holds the answers to the browser's questions for a device back until `answer()`. */
function holdAnswersBack(): void {
  const given: MediaStreamTrack[] = [];
  const held: (() => void)[] = [];
  for (const method of ['getUserMedia', 'getDisplayMedia'] as const) {
    const ask = navigator.mediaDevices[method].bind(navigator.mediaDevices);
    navigator.mediaDevices[method] = async (constraints) => {
      await new Promise<void>((resolve) => held.push(resolve));
      const stream = await ask(constraints);
      given.push(...stream.getTracks());
      return stream;
    };
  }
  Object.assign(window, { given, answer: () => held.splice(0).forEach((resolve) => resolve()) });
}

const answer = (tab: Tab): Promise<void> => tab.frame.locator('body').evaluate('answer()');
/** Whether what was given goes on: `live` or `ended`. */
const given = (tab: Tab): Promise<MediaStreamTrackState[]> =>
  tab.frame.locator('body').evaluate('given.map(({ readyState }) => readyState)');

for (const name of ['Start camera', 'Unmute', 'Share screen']) {
  test(`a visitor who has left shows and says nothing any more: ${name}`, async ({
    context,
    site,
  }) => {
    await context.addInitScript(holdAnswersBack);
    const tab = await openTab(context, site);
    await button(tab, name).click();
    await button(tab, 'Leave').click();
    await answer(tab);
    await expect.poll(() => given(tab)).toEqual(['ended']);
    await expect(tab.frame.getByRole('heading', { name: 'You left the meeting' })).toBeVisible();
    expect(tab.said).toEqual([]);
  });
}

test('a visitor who leaves and joins again has one camera, and no screen from before', async ({
  context,
  site,
}) => {
  await context.addInitScript(holdAnswersBack);
  const tab = await openTab(context, site);
  await button(tab, 'Start camera').click();
  await button(tab, 'Share screen').click();
  await button(tab, 'Leave').click();
  await button(tab, 'Join again').click();
  await expect(tile(tab, 'You, camera off, muted')).toBeVisible();
  await answer(tab);
  await expect(tile(tab, 'You, muted')).toBeVisible();
  await expect.poll(async () => (await given(tab)).toSorted()).toEqual(['ended', 'ended', 'live']);
  await expect(button(tab, 'Share screen')).toBeVisible();
  expect(tab.said).toEqual([]);
});

test('without https each tab is alone in its meeting, and says nothing wrong', async ({
  playwright,
  launchOptions,
  site,
}) => {
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP site.test localhost'];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  const context = await browser.newContext();
  const said: string[] = [];
  context.on('weberror', (error) => said.push(error.error().message));
  const url = `${site.url.replace('localhost', 'site.test')}meeting/index.html`;
  const pages = [await context.newPage(), await context.newPage()];
  for (const page of pages) {
    await page.goto(url);
    await expect(page.getByRole('article', { name: 'You, camera off, muted' })).toBeVisible();
  }
  for (const page of pages) await expect(page.getByRole('article')).toHaveCount(1);
  expect(said).toEqual([]);
  await browser.close();
});

test.describe('without a camera', () => {
  test('the visitor reads so, and stays in the meeting', async ({
    playwright,
    launchOptions,
    site,
  }) => {
    const args = launchOptions.args?.filter((one) => one !== '--use-fake-device-for-media-stream');
    const browser = await playwright.chromium.launch({ ...launchOptions, args: args ?? [] });
    const tab = await openTab(await browser.newContext(), site);
    await button(tab, 'Start camera').click();
    await expect(tab.frame.getByRole('alert')).toContainText('No camera found');
    await tab.frame.getByRole('button', { name: 'Continue without' }).click();
    await expect(tab.frame.getByRole('alert')).toBeHidden();
    await expect(tile(tab, 'You, camera off, muted')).toBeVisible();
    await expect(button(tab, 'No camera')).toBeDisabled();
    expect(tab.said).toEqual([]);
    await browser.close();
  });
});
