import type { Page } from '@playwright/test';
import { sitePages } from '../../demo/site/site-pages.js';
import { findViolations, loadAxe } from './axe.js';
import { expect, type Site, test } from './site-fixture.js';
import { settledStates } from './site-states.js';

/** Most bytes that a page may bring at its first visit, compressed. */
const BUDGET = 150_000;

/** How each page is looked at. */
const SIZES = [
  [1280, 'light'],
  [320, 'dark'],
] as const;

const PAGES = sitePages();
const isProblem = (path: string) => path.startsWith('docs/problems/');
const isGuide = (path: string) => path.startsWith('docs/') && !isProblem(path);

test.describe.configure({ mode: 'parallel' });

for (const [group, pages] of Object.entries({
  'the tag’s own pages': PAGES.filter((path) => !path.startsWith('docs/')),
  'every guide': PAGES.filter(isGuide),
  'every problem page': PAGES.filter(isProblem),
})) {
  test(`${group}: light, still, accessible, never wider than the window, with links that lead on`, async ({
    page,
    site,
  }) => {
    test.setTimeout(180_000);
    const said = listenTo(page);
    await loadAxe(page);
    await recordShifts(page);
    await holdScripts(page);
    for (const path of pages) {
      for (const [width, colorScheme] of SIZES) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        site.sent.clear();
        await page.goto(site.url + path);
        await settle(page, path);
        await expectStillness(page, site, path);
        expect(await findViolations(page), `${path} ${colorScheme}`).toEqual([]);
      }
      expect(await findDeadLinks(page, site), path).toEqual([]);
      // In the gallery the tags say what to mend: that is what failures are for.
      if (!path.startsWith('gallery')) expect(said, path).toEqual([]);
      said.length = 0;
    }
  });
}

async function expectStillness(page: Page, site: Site, path: string): Promise<void> {
  const total = [...site.sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(total, `${path}: bytes`).toBeLessThan(BUDGET);
  expect(await page.evaluate<number>('shift'), `${path}: layout shift`).toBe(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${path}: wider than the window`).toBe(0);
}

/** What the page writes into the console, and requests that fail. */
function listenTo(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'debug') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

/** Scripts come late, as from far away: what they change must have its place already. */
async function holdScripts(page: Page): Promise<void> {
  await page.route('**/*.js', async (route) => {
    await nextPaint(page);
    await route.continue();
  });
}

async function nextPaint(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

async function recordShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        (window as unknown as { shift: number }).shift += (
          entry as PerformanceEntry & { value: number }
        ).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Waits until every tag of the page is where its page leads it, and all of it is painted. */
async function settle(page: Page, path: string): Promise<void> {
  const tags = page.locator('livebox-conference');
  await expect
    .poll(() =>
      tags.evaluateAll((all) =>
        all.map((tag) => (tag as HTMLElementTagNameMap['livebox-conference']).state),
      ),
    )
    .toEqual(settledStates(path));
  if (path.startsWith('meeting')) {
    await expect(page.locator('body')).toHaveAttribute('data-phase', 'meeting');
  }
  await nextPaint(page);
}

async function findDeadLinks(page: Page, site: Site): Promise<string[]> {
  const links = await page
    .locator('a[href]')
    .evaluateAll((all: HTMLAnchorElement[]) => all.map(({ href }) => href));
  return links.filter((link) => {
    const target = link
      .replace(site.url, '')
      .replace(/#.*/, '')
      .replace(/(^|\/)$/, '$1index.html');
    return new URL(link).origin === new URL(site.url).origin && !PAGES.includes(target);
  });
}
