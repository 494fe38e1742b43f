import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core');

/** The demo as `npm start` starts it, on a free port. */
const test = base.extend<object, { demo: string }>({
  demo: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
    async ({}, use) => {
      const server = spawn('node', ['--import', 'tsx', 'demo/start.ts'], {
        cwd: ROOT,
        env: { ...process.env, PORT: '0' },
      });
      const address = await new Promise<string>((resolve, reject) => {
        let output = '';
        const read = (chunk: Buffer): void => {
          output += chunk.toString();
          const match = /http:\/\/localhost:\d+\//.exec(output);
          if (match) resolve(match[0]);
        };
        server.stdout.on('data', read);
        server.stderr.on('data', read);
        server.once('exit', () => {
          reject(new Error(output));
        });
      });
      await use(address);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

async function chooseConference(page: Page, name: string): Promise<void> {
  const input = page.locator('input[name="name"]');
  await input.fill(name);
  await input.press('Tab');
}

test('shows a running conference, its events and a clean console', async ({ page, demo }) => {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'debug') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(demo);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  for (const event of [
    'request POST',
    'enabled Conference-1',
    'embed http',
    'ready Conference-1',
  ]) {
    await expect(page.locator('#events')).toContainText(event.replace(' ', '  '));
  }
  expect(said).toEqual([]);
});

test('is accessible, wide and narrow', async ({ page, demo }) => {
  await page.goto(demo);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  await page.addScriptTag({ path: AXE });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run: (context: object) => Promise<{ violations: { id: string }[] }> };
      };
      // The meeting page is the Livebox server's own.
      const result = await axe.run({ exclude: [['livebox-conference', 'iframe']] });
      return result.violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test('its controls change the tag, and the markup beside it says how', async ({ page, demo }) => {
  await page.goto(demo);
  const tag = page.locator('livebox-conference');
  await expect(tag).toHaveJSProperty('state', 'ready');
  await page.locator('input[name="width"]').fill('320');
  await page.locator('input[name="width"]').press('Tab');
  await expect.poll(async () => (await tag.boundingBox())?.width).toBe(320);
  await expect(page.locator('#markup')).toContainText('width="320"');
  await page.getByRole('radio', { name: 'React' }).check();
  await expect(page.locator('#markup')).toContainText('tokenEndpoint="/livebox/token"');
  await page.getByRole('button', { name: 'close()' }).click();
  await expect(page.getByText('You have left the conference.')).toBeVisible();
  await page.getByRole('button', { name: 'load()' }).click();
  await expect(tag).toHaveJSProperty('state', 'ready');
});

test('has a conference for every state', async ({ page, demo }) => {
  await page.goto(demo);
  const tag = page.locator('livebox-conference');
  await expect(tag).toHaveJSProperty('state', 'ready');
  for (const [name, state] of [
    ['Later', 'waiting'],
    ['Host', 'waiting'],
    ['Private', 'failed'],
    ['Nowhere', 'failed'],
    ['Made-on-demand', 'ready'],
    ['Members', 'ready'],
  ] as const) {
    await chooseConference(page, name);
    await expect(tag).toHaveJSProperty('name', name);
    await expect(tag).toHaveJSProperty('state', state);
  }
});

test('has the pages of the site, as they are built', async ({ page, demo }) => {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'debug') said.push(message.text());
  });
  await page.goto(demo);
  await page.getByRole('link', { name: 'Problems' }).click();
  await page.getByRole('link', { name: 'rate_limited' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('rate_limited');
  expect(said).toEqual([]);
  await page.getByRole('link', { name: 'States' }).click();
  await expect(page.locator('livebox-conference[name="Ready"]')).toHaveJSProperty('state', 'ready');
  await page.getByRole('link', { name: 'Try it' }).click();
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
});
