import type { Page } from '@playwright/test';
import { expect, TAG, test } from './road-fixture.js';

const GET_TAG = TAG.replace(' name', ' method="get" name');
const PRELOAD =
  '<link rel="preload" as="fetch" crossorigin href="/livebox/token?name=Conference-1">';

test('a preloaded grant is asked for once', async ({ page, createRoad }) => {
  const road = await createRoad({
    html: `${PRELOAD}${GET_TAG}`,
    emulator: { conferences: [{ name: 'Conference-1', mode: 'on' }] },
  });
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/livebox/token')) asked.push(request.method());
  });
  page.on('console', (message) => said.push(message.text()));
  await page.goto(road.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  expect(asked).toEqual(['GET']);
  expect(said).toEqual([]);
});

test('nothing on the page moves, before or after the script', async ({ page, createRoad }) => {
  // What moves out of sight does not count: the text below the tag has to be in view.
  await page.setViewportSize({ width: 640, height: 720 });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // The script comes late, as from far away: what it changes has been painted by then.
  await page.route('**/livebox-conference.js', async (route) => {
    await nextPaint(page);
    await route.continue();
  });
  const road = await createRoad({
    html: `<style>livebox-conference:not(:defined) { display: block; aspect-ratio: 16 / 9; max-inline-size: 100% }</style>
      <p>Before</p>${TAG}<p>After</p>`,
  });
  await page.goto(road.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  await nextPaint(page);
  expect(await page.evaluate('shifts')).toEqual([]);
});

async function nextPaint(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
