import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import { ENGLISH } from '../../src/element/english.js';
import { expect, type Road, test } from './road-fixture.js';

type Answer = (response: ServerResponse) => void;

const FAULTS: Record<string, Answer> = {
  'an endpoint that is restarted while it answers': (response) => response.destroy(),
  'half an answer': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"version":1,"na');
    response.destroy();
  },
  'a 429 with Retry-After': (response) => {
    response
      .writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '2' })
      .end('{"code":"rate_limited","retryable":true}');
  },
  'a proxy without its server': (response) => response.writeHead(502).end('<h1>Bad gateway</h1>'),
};

/** A tag whose endpoint answers with faults first, and then as the real one does. */
async function roadWithFaults(
  createRoad: (options: object) => Promise<Road>,
  faults: Answer[],
): Promise<{ road: Road; asked: () => number }> {
  let asked = 0;
  const road: Road = await createRoad({
    html: '<livebox-conference name="Conference-1" token-endpoint="/flaky"></livebox-conference>',
    files: {
      '/flaky': (request: IncomingMessage, response: ServerResponse) => {
        const fault = faults[asked++];
        if (fault) fault(response);
        else void answerAsEndpoint(road, request, response);
      },
    },
  });
  return { road, asked: () => asked };
}

async function answerAsEndpoint(
  road: Road,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const answer = await fetch(`${road.page}/livebox/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: road.page },
    body: Buffer.concat(chunks),
  });
  response
    .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    .end(await answer.text());
}

/** Lets the tag's pauses pass at once until it is in a state. */
async function inState(page: Page, state: string): Promise<void> {
  const tag = page.locator('livebox-conference');
  await expect(async () => {
    await page.clock.runFor(500);
    expect(await tag.evaluate((element) => (element as { state?: string }).state)).toBe(state);
  }).toPass({ intervals: [100] });
}

for (const [name, fault] of Object.entries(FAULTS)) {
  test(`goes on to the meeting after ${name}`, async ({ page, createRoad }) => {
    const { road, asked } = await roadWithFaults(createRoad, [fault, fault]);
    await page.clock.install();
    await page.goto(road.page);
    await inState(page, 'ready');
    expect(asked()).toBe(3);
  });
}

test('gives up after three more tries, and the button starts anew', async ({
  page,
  createRoad,
}) => {
  const down = FAULTS['a proxy without its server'];
  if (!down) throw new Error('No such fault');
  const { road, asked } = await roadWithFaults(createRoad, [down, down, down, down]);
  await page.clock.install();
  await page.goto(road.page);
  await inState(page, 'failed');
  expect(asked()).toBe(4);
  await page.getByRole('button', { name: ENGLISH.retry }).click();
  await inState(page, 'ready');
});

test('starts again by itself when the network is back', async ({ page, context, createRoad }) => {
  const { road } = await roadWithFaults(createRoad, []);
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/flaky')) requests++;
  });
  await page.goto(road.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  // The file for trouble is there before the network goes: so are its words.
  await page.evaluate(() => document.querySelector('livebox-conference')?.close());
  await expect(page.getByText(ENGLISH.closed)).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: ENGLISH.rejoin }).click();
  await expect(page.getByRole('alert')).toContainText(ENGLISH.failed.offline);
  // Offline, asking again and again is no use.
  expect(requests).toBe(2);
  await context.setOffline(false);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
});

test('says its code when the network is gone before the words could be loaded', async ({
  page,
  context,
  createRoad,
}) => {
  const { road } = await roadWithFaults(createRoad, []);
  await page.route('**/livebox-conference-trouble.js', (route) => route.abort());
  await page.goto(road.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  await context.setOffline(true);
  await page.evaluate(() => document.querySelector('livebox-conference')?.load());
  await expect(page.getByRole('alert')).toContainText('(network)');
  await context.setOffline(false);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('lives its whole life by keyboard', async ({ page, createRoad }) => {
  const road = await createRoad({
    html: `<a href="#before">Before</a>
      <livebox-conference name="Conference-1" loading="click" token-endpoint="/livebox/token"></livebox-conference>
      <a href="#after">After</a>`,
  });
  await page.goto(road.page);
  await expect(page.getByRole('button', { name: ENGLISH.join })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const tag = page.locator('livebox-conference');
  await expect(tag).toHaveJSProperty('state', 'ready');
  // The focus has gone on into the meeting: its own controls are next.
  await expect(tag.locator('iframe')).toBeFocused();
  const meeting = page.frames().at(-1);
  await page.keyboard.press('Tab');
  await expect
    .poll(() => meeting?.evaluate(() => document.activeElement?.localName))
    .not.toBe('body');
  await tag.evaluate((element) => (element as HTMLElement & { close: () => void }).close());
  const again = page.getByRole('button', { name: ENGLISH.rejoin });
  await expect(again).toBeVisible();
  await again.focus();
  await page.keyboard.press('Space');
  await expect(tag).toHaveJSProperty('state', 'ready');
});
