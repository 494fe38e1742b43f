import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { expect, type Page, test } from '@playwright/test';
import { createEmulator } from '../../src/emulator/emulator.js';

const BROWSER_CALL = { username: 'apiuser', key: 'user-key' };

const closers: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A page on another site than the emulator that frames the meeting, and what it heard. */
async function openHost(page: Page, allow: (origin: string) => string): Promise<string> {
  const emulator = createEmulator({ ...BROWSER_CALL, conferences: [{ name: 'A', mode: 'on' }] });
  const { url, close } = await emulator.listen({ hostname: 'localhost' });
  const answer = await emulator.fetch(
    new Request(`${url}/livebox/appsservice/api/videoConfSettings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...BROWSER_CALL, action: 'get' }),
    }),
  );
  const [conference] = (await answer.json()) as { Hashkey: string }[];
  const src = `${url}/apps/apiservice/api/getEmbedCodeofConference?key=${conference?.Hashkey ?? ''}`;
  const host = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><title>Host</title><script>heard = [];
       addEventListener('message', ({ origin, data }) => heard.push({ origin, data }))</script>
       <iframe title="Meeting" allow="${allow(url)}" width="800" height="450" src="${src}"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  closers.push(close, () => {
    host.closeAllConnections();
    host.close();
  });
  // `goto` waits for the load event, and with it for the frame's.
  await page.goto(`http://127.0.0.1:${String((host.address() as AddressInfo).port)}`);
  return url;
}

test('a microphone that is chosen is used, and another name is shown', async ({ browser }) => {
  const page = await browser.newPage();
  const url = await openHost(page, (origin) => `camera ${origin}; microphone ${origin}`);
  const src =
    page
      .frames()
      .find((frame) => frame.url().startsWith(url))
      ?.url() ?? '';
  await page.goto(src);
  const other = await browser.newPage();
  await other.goto(src);
  await expect(page.getByRole('article')).toHaveCount(2);
  await page.getByRole('button', { name: 'Settings' }).click();
  const microphone = page.getByLabel('Microphone');
  const choices = await microphone.getByRole('option').allTextContents();
  const last = choices.at(-1) ?? '';
  expect(choices.length).toBeGreaterThan(1);
  await microphone.selectOption({ label: last });
  await page.getByRole('dialog').getByLabel('Your name').fill('Ana Torres');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(other.getByRole('article', { name: 'Ana Torres' })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(microphone.locator('option:checked')).toHaveText(last);
});

test('a visitor sees themselves, and the page around hears it', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => problems.push(message.text()));
  const url = await openHost(
    page,
    (origin) => `camera ${origin}; microphone ${origin}; fullscreen`,
  );
  const meeting = page.frameLocator('iframe');
  await expect(meeting.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  await expect
    .poll(() => meeting.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0);
  await expect(meeting.getByRole('alert')).toBeHidden();
  const joined = { type: 'livebox:joined', version: 1, participant: 'Guest' };
  const participants = { type: 'livebox:participants', version: 1, count: 1 };
  await expect
    .poll(() => page.evaluate('heard'))
    .toEqual([
      { origin: url, data: joined },
      { origin: url, data: participants },
    ]);
  await meeting.getByRole('button', { name: 'Mute', exact: true }).press('Enter');
  await expect(meeting.getByRole('button', { name: 'Unmute' })).toBeVisible();
  await meeting.getByRole('button', { name: 'Stop camera' }).press('Space');
  await expect(meeting.locator('video')).toBeHidden();
  expect(problems).toEqual([]);
});

test('without permission from the page around it says so, and the frame loads', async ({
  page,
}) => {
  await openHost(page, () => '');
  const meeting = page.frameLocator('iframe');
  await expect(meeting.getByRole('alert')).toContainText('does not pass on the camera and microph');
  await expect(meeting.getByRole('button', { name: 'Try again' })).toBeHidden();
  await expect(meeting.getByRole('button', { name: 'No camera' })).toBeDisabled();
});

test('without the packages for a call it says what to install', async ({ page }) => {
  // The emulator writes into the page which are missing; here all are there.
  await page.route(/getEmbedCodeofConference/, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace('data-missing=""', 'data-missing="ws"');
    await route.fulfill({ response, body: html });
  });
  await openHost(page, (origin) => `camera ${origin}; microphone ${origin}`);
  const meeting = page.frameLocator('iframe');
  await expect(meeting.getByRole('alert')).toContainText('npm install --save-dev ws');
  await expect(meeting.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  await expect(meeting.locator('video')).toBeVisible();
});

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const rules = 'axe.run().then(({ violations }) => violations.map(({ id }) => id))';
  return page.evaluate<string[]>(rules);
}

test.describe('axe', () => {
  // The page's own policy keeps foreign scripts out.
  test.use({ bypassCSP: true });

  test('finds nothing at the width of a phone or of a frame', async ({ page }) => {
    for (const width of [320, 800]) {
      await page.setViewportSize({ width, height: 450 });
      const url = await openHost(page, (origin) => `camera ${origin}; microphone ${origin}`);
      const src =
        page
          .frames()
          .find((frame) => frame.url().startsWith(url))
          ?.url() ?? '';
      await page.goto(src);
      await expect(page.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
      expect(await findViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Settings' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await findViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: 'Leave' }).click();
      await expect(page.getByRole('heading', { name: 'You left the meeting' })).toBeVisible();
      expect(await findViolations(page)).toEqual([]);
    }
  });
});
