import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { STATES } from '../../demo/gallery/states.js';
import { renderDocPage } from '../../demo/site/doc-page.js';
import { writePages } from '../../demo/site/site-pages.js';
import { findViolations, loadAxe } from './axe.js';
import { expect, test } from './site-fixture.js';

const PHP = new URL('../../docs/guides/php/token-endpoint.php', import.meta.url);

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

test('home: how the tag looks is part of its code', async ({ page, site }) => {
  await page.goto(site.url);
  await page.locator('[name="--livebox-accent"]').fill('#aa0033');
  await page.locator('[name="--livebox-radius"]').selectOption('32px');
  const markup = page.locator('#markup');
  await expect(markup).toContainText('style="--livebox-accent: #aa0033; --livebox-radius: 32px"');
  await page.getByRole('radio', { name: 'React' }).check();
  await expect(markup).toContainText(
    "style={{ '--livebox-accent': '#aa0033', '--livebox-radius': '32px' }}",
  );
});

for (const name of ['Nowhere', 'constructor']) {
  test(`home: there is no conference ${name}, and the tag says so`, async ({ page, site }) => {
    await page.goto(site.url);
    await page.locator('input[name="name"]').fill(name);
    await page.locator('input[name="name"]').press('Tab');
    await expect(page.getByRole('alert')).toContainText('conference_unavailable');
    await expect(page.locator('#choice')).toHaveText('Not configured at the endpoint.');
  });
}

test('home: without JavaScript the code and a link are there', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  await expect(page.locator('#markup')).toContainText('name="Conference-1"');
  await expect(page.getByRole('link', { name: 'What can I do?' })).toBeVisible();
  await context.close();
});

test('gallery: every state is what it says, in light, dark, narrow and right to left', async ({
  page,
  site,
}) => {
  await loadAxe(page);
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

test('a problem page shows what its Markdown says', async ({ page, site }) => {
  await page.goto(`${site.url}docs/problems/`);
  await page.getByRole('link', { name: 'csp_blocked' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('csp_blocked');
  await expect(page.locator('pre')).toContainText("connect-src 'self'");
  await expect(page.locator('pre')).not.toContainText('What the visitor sees');
  await expect(page.getByRole('heading', { name: 'What the visitor sees' })).toBeVisible();
});

test('a guide has the file that it is about', async ({ page, site }) => {
  await page.goto(`${site.url}docs/`);
  await page.getByRole('link', { name: 'The endpoint in PHP' }).click();
  await expect(page.locator('pre').last()).toContainText('<?php');
});

test('a block of code is coloured, and copied as it is', async ({ page, site, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${site.url}docs/guides/php/`);
  const block = page.locator('.code').last();
  await expect(block.locator('.c-variable').first()).toBeVisible();
  await block.getByRole('button', { name: 'Copy' }).click();
  await expect(block.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trim()).toBe(readFileSync(PHP, 'utf8').trim());
});

test('the keyboard alone: past the header, and to the code of a framework', async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  const frame = page.locator('livebox-conference').frameLocator('iframe');
  const unmute = frame.getByRole('button', { name: 'Unmute' });
  await expect(unmute).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(unmute).toBeFocused();
  await page.getByRole('radio', { name: 'HTML' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#markup')).toContainText('tokenEndpoint');
});

test('HTML in Markdown is text, and no link runs a script', () => {
  const { html, title } = renderDocPage(
    'docs/a.md',
    '# A `<b>`\n\n<script>one()</script> <img src=x onerror=two()>\n\n[three](javascript:three()) [four](b.md) [five](c.md) [b.md](b.md)',
    new Map([['docs/b.md', 'Title']]),
  );
  expect(title).toBe('A <b>');
  expect(html).not.toMatch(/<(script|img|b)\b/);
  expect(html).not.toContain('javascript:');
  expect(html).toContain('<a href="b.html">four</a>');
  expect(html).toContain('/blob/main/docs/c.md">five</a>');
  expect(html).toContain('<a href="b.html">Title</a>');
});

test('a link to a section leads to a section', () => {
  const pages = writePages();
  const missing = [...pages].flatMap(([path, html]) =>
    [...html.matchAll(/href="([^":]*)#([^"]+)"/g)]
      .filter(([, file = '', id = '']) => {
        const target = file === '' ? path : posix.join(posix.dirname(path), file);
        return !pages.get(target)?.includes(`id="${id}"`);
      })
      .map(([link]) => `${path}: ${link}`),
  );
  expect(missing).toEqual([]);
});
