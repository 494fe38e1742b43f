import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { STATES } from '../../demo/gallery/states.js';
import { renderDocPage } from '../../demo/site/doc-page.js';
import { sitePages } from '../../demo/site/site-plugin.js';
import { expect, test } from './site-fixture.js';

const AXE = createRequire(import.meta.url).resolve('axe-core');

/** What the page writes into the console, and requests that fail. */
function listenTo(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'debug') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

async function findViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: () => Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
    );
  });
}

test('home: less than 150 kB compressed, and nothing moves while it loads', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        shifts.push((entry as PerformanceEntry & { value: number }).value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const width of [390, 1280]) {
    site.sent.clear();
    await page.setViewportSize({ width, height: 844 });
    await page.goto(site.url);
    await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
    const total = [...site.sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    expect(site.sent.has('/meeting/index.html')).toBe(true);
    expect(total).toBeLessThan(150_000);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01);
  }
});

test('home: the builder writes the tag for each framework', async ({ page, site }) => {
  await page.goto(site.url);
  await page.locator('input[name="label"]').fill('Hours `{{ 1 }}`');
  await page.locator('input[name="label"]').press('Tab');
  for (const [framework, line] of [
    ['HTML', 'label="Hours `{{ 1 }}`"'],
    ['React', 'tokenEndpoint="/livebox/token"'],
    ['Vue', '@livebox-ready="console.log"'],
    ['Svelte', 'label="Hours `&#123;&#123; 1 }}`"'],
    ['Angular', 'label="Hours &#96;&#123;&#123; 1 }}&#96;"'],
    ['Solid', 'token-endpoint="/livebox/token"'],
  ] as const) {
    await page.getByRole('radio', { name: framework }).check();
    await expect(page.locator('#markup')).toContainText(line);
  }
});

test('gallery: every state is what it says, in light, dark, narrow and right to left', async ({
  page,
  site,
}) => {
  await page.goto(`${site.url}gallery/`);
  for (const { name, heading } of STATES) {
    const card = page.getByRole('article').filter({
      has: page.getByRole('heading', { name: heading, exact: true }),
    });
    const [state = ''] = /^\w+/.exec(heading) ?? [];
    await expect(card.locator('livebox-conference')).toHaveJSProperty('name', name);
    await expect(card.locator('livebox-conference')).toHaveJSProperty('state', state);
  }
  for (const scheme of ['Light', 'Dark']) {
    await page.getByRole('radio', { name: scheme }).check();
    expect(await findViolations(page)).toEqual([]);
  }
  await page.getByRole('checkbox', { name: 'Narrow' }).check();
  await page.getByRole('checkbox', { name: 'Right to left' }).check();
  const first = page.locator('livebox-conference').first();
  await expect.poll(async () => (await first.boundingBox())?.width).toBe(240);
  await expect(page.getByText('انتهى المؤتمر')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
});

test('every page is accessible, as narrow as 320 px, and leads to pages that exist', async ({
  page,
  site,
}) => {
  test.slow();
  const pages = new Set(sitePages());
  const missing: string[] = [];
  for (const path of pages) {
    const said = listenTo(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(site.url + path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
    expect(await findViolations(page), path).toEqual([]);
    const links = await page
      .locator('a')
      .evaluateAll((all: HTMLAnchorElement[]) => all.map(({ href }) => href));
    for (const link of links) {
      if (!link.startsWith('http://localhost')) continue;
      const target = link
        .replace(site.url, '')
        .replace(/#.*/, '')
        .replace(/(^|\/)$/, '$1index.html');
      if (!pages.has(target)) missing.push(`${path}: ${link}`);
    }
    // In the gallery the tags say what to mend: that is what failures are for.
    if (!path.startsWith('gallery')) expect(said, path).toEqual([]);
    page.removeAllListeners();
  }
  expect(missing).toEqual([]);
});

test('a problem page shows what its Markdown says', async ({ page, site }) => {
  await page.goto(`${site.url}docs/problems/`);
  await page.getByRole('link', { name: 'csp_blocked' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('csp_blocked');
  await expect(page.locator('pre')).toContainText("connect-src 'self'");
  await expect(page.locator('pre')).not.toContainText('What the visitor sees');
  await expect(page.getByText('What the visitor sees.')).toBeVisible();
});

test('a guide has the file that it is about', async ({ page, site }) => {
  await page.goto(`${site.url}docs/`);
  await page.getByRole('link', { name: 'The endpoint in PHP' }).click();
  await expect(page.locator('pre').last()).toContainText('<?php');
});

test('HTML in Markdown is text, and no link runs a script', () => {
  const { html, title } = renderDocPage(
    'docs/a.md',
    '# A `<b>`\n\n<script>one()</script> <img src=x onerror=two()>\n\n[three](javascript:three()) [four](b.md) [five](c.md)',
    new Set(['docs/b.md']),
  );
  expect(title).toBe('A <b>');
  expect(html).not.toMatch(/<(script|img|b)\b/);
  expect(html).not.toContain('javascript:');
  expect(html).toContain('<a href="b.html">four</a>');
  expect(html).toContain('/blob/main/docs/c.md">five</a>');
});
