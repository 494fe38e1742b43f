import { STATES } from '../../demo/gallery/states.js';
import { renderDocPage } from '../../demo/site/doc-page.js';
import { findViolations } from './axe.js';
import { expect, test } from './site-fixture.js';

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
