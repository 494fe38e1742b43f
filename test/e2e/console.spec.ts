import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { expect, type Page, test as base } from '@playwright/test';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.js';

interface Served {
  emulator: Emulator;
  url: string;
}

const KEY = 'user-key-3f9a';

const test = base.extend<{ serve: (options?: EmulatorOptions) => Promise<Served> }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
  serve: async ({}, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      const emulator = createEmulator({ key: KEY, ...options });
      const { url, close } = await emulator.listen();
      closers.push(close);
      return { emulator, url };
    });
    for (const close of closers) await close();
  },
});

/** Opens the console; fails the test on anything that the browser complains about. */
async function openConsole(page: Page, url: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${url}/console`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  return complaints;
}

function callApi(url: string, path: string, parameters: object): Promise<Response> {
  return fetch(`${url}/livebox/appsservice/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'apiuser', key: KEY, ...parameters }),
  });
}

async function modes(url: string): Promise<Record<string, string>> {
  const answer = await callApi(url, 'videoConfSettings', { action: 'get' });
  const conferences = (await answer.json()) as { ConferenceName: string; Mode: string }[];
  return Object.fromEntries(conferences.map(({ ConferenceName, Mode }) => [ConferenceName, Mode]));
}

test('creates, enables and disables by a click, and says why it could not', async ({
  page,
  serve,
}) => {
  const { url } = await serve({ maxConferences: 1 });
  const complaints = await openConsole(page, url);
  await expect(page.getByText('No conference yet')).toBeVisible();
  await page.getByLabel('New conference').fill('Conference-1');
  await page.getByLabel('Preset').selectOption('Preset-2');
  await page.getByRole('button', { name: 'Create' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'Conference-1' }).first();
  await expect(card).toContainText('Off');
  await expect(card).toContainText('Preset-2');
  await card.getByRole('button', { name: 'Enable Conference-1' }).click();
  await expect(card).toContainText('Open');
  expect(await modes(url)).toEqual({ 'Conference-1': 'on' });
  // The button that was clicked keeps the focus, with its new meaning.
  await expect(card.getByRole('button', { name: 'Disable Conference-1' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card).toContainText('Off');
  expect(await modes(url)).toEqual({ 'Conference-1': 'off' });
  expect(complaints).toEqual([]);

  await page.getByLabel('New conference').fill('Conference-2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The licence allows 1 conference:');
});

test('follows what happens elsewhere, requests with credentials masked', async ({
  page,
  serve,
}) => {
  const { emulator, url } = await serve({ conferences: ['Conference-1'] });
  const complaints = await openConsole(page, url);
  await expect(page.getByText('No request has come in yet.')).toBeVisible();
  await callApi(url, 'changeSchedulingMode', {
    AuthenticationDetails: { username: 'apiuser', key: KEY },
    conferenceName: 'Conference-1',
    SchedulingMode: 'on',
    startdate: '01-12-2030 10:00:00',
    enddate: '01-12-2030 11:30:00',
  });
  await callApi(url, 'videoConfSettings', {
    action: 'changeConferenceMode',
    conferenceMode: 'on',
    name: 'Conference-1',
  });
  const conferences = page.getByRole('region', { name: 'Conferences' });
  await expect(conferences).toContainText('On, not open yet');
  await expect(conferences).toContainText('Dec 1, 2030, 10:00 – 11:30 (UTC)');
  const requests = page.getByRole('region', { name: 'Last requests' });
  const scheduling = requests.locator('details').filter({ hasText: 'scheduleConference' });
  await scheduling.locator('summary').click();
  await expect(scheduling.locator('pre')).toContainText('"key": "********"');

  emulator.faults.set('status=503', { on: 'getEmbedCode', times: 2 });
  const faults = page.getByText('Faults are set: status=503 (getEmbedCode, 2 more)');
  await expect(faults).toBeVisible();
  await expect(scheduling).toHaveAttribute('open');
  await page.getByRole('button', { name: 'Clear faults' }).click();
  await expect(faults).toBeHidden();
  expect(emulator.faults.active).toEqual([]);

  await callApi(url, 'ControlInsideAppServices', {
    action: 'stop',
    appservice: 'VideoConferencingService',
  });
  await expect(conferences).toContainText('Service stopped');
  await page.getByRole('button', { name: 'Start the service' }).click();
  await expect(conferences).toContainText('On, not open yet');
  expect(await page.content()).not.toContain(KEY);
  expect(complaints).toEqual([]);
});

test('shows who is in a meeting', async ({ page, context, serve }) => {
  const { url } = await serve({ conferences: [{ name: 'Conference-1', mode: 'on' }] });
  await openConsole(page, url);
  const conferences = page.getByRole('region', { name: 'Conferences' });
  await expect(conferences).toContainText('nobody');
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open meeting Conference-1' }).click();
  const meeting = await opened;
  await expect(conferences).toContainText('1: Guest');
  await meeting.close();
  await expect(conferences).toContainText('nobody');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 390, 1280]) {
    test(`is accessible and fits ${String(width)} px, ${colorScheme}`, async ({ page, serve }) => {
      const { url } = await serve({
        conferences: [
          { name: 'A-conference-with-a-name-of-64-letters-is-as-long-as-they-get-64', mode: 'on' },
          'Off',
        ],
        faults: [{ faults: 'latency=1', on: 'meeting' }],
      });
      await modes(url);
      await callApi(url, 'videoConfSettings', { key: 'wrong' });
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await openConsole(page, url);
      await page.locator('summary').first().click();
      await page.evaluate(axe.source);
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      expect(violations).toEqual([]);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
    });
  }
}

test('another site can neither act here nor read, and no page frames it', async ({
  page,
  serve,
}) => {
  const { emulator, url } = await serve({ conferences: ['Conference-1'] });
  // The same machine by its other name is another site.
  const site = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Another</title>'),
  );
  await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
  const attacker = `http://localhost:${String((site.address() as AddressInfo).port)}`;
  await page.goto(attacker);
  const body = JSON.stringify({ action: 'enable', name: 'Conference-1' });
  const attempts = await page.evaluate(
    async ({ url, body }) => {
      const attempt = async (init: RequestInit, path = '/console/actions'): Promise<string> => {
        try {
          await fetch(url + path, init);
          return 'answered';
        } catch {
          return 'refused';
        }
      };
      return [
        await attempt({ method: 'POST', mode: 'no-cors', body }),
        await attempt({ method: 'POST', headers: { 'content-type': 'application/json' }, body }),
        await attempt({}, '/console/events'),
      ];
    },
    { url, body },
  );
  site.closeAllConnections();
  site.close();
  expect(attempts).toEqual(['refused', 'refused', 'refused']);
  expect(await modes(url)).toEqual({ 'Conference-1': 'off' });
  for (const headers of [
    { origin: attacker, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    { origin: attacker, 'content-type': 'application/json' },
    { origin: 'null', 'content-type': 'application/json' },
    { origin: url, 'content-type': 'text/plain' },
    { origin: url, 'sec-fetch-site': 'same-site', 'content-type': 'application/json' },
    { 'content-type': 'application/json' },
  ]) {
    expect(await post(`${url}/console/actions`, headers, body)).toBe(403);
  }
  expect(await modes(url)).toEqual({ 'Conference-1': 'off' });
  const own = { origin: url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  expect(await post(`${url}/console/actions`, own, body)).toBe(200);
  expect(await modes(url)).toEqual({ 'Conference-1': 'on' });

  const answer = await fetch(`${url}/console`);
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(await answer.text()).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
  const elsewhere = await emulator.fetch(new Request('https://livebox.example/console'));
  expect(elsewhere.status).toBe(404);
});

/** `fetch` would not send these headers. */
function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { method: 'POST', headers }, (response) => {
      resolve(response.resume().statusCode ?? 0);
    })
      .on('error', reject)
      .end(body);
  });
}
