import type { Page } from '@playwright/test';
import { ENGLISH } from '../../src/element/english.js';
import { expect, type RoadOptions, TAG, test } from './road-fixture.js';

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src {LIVEBOX}; require-trusted-types-for 'script'";

/** Collects the violations that the page hears of. */
async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      violations.push(`${effectiveDirective} ${blockedURI}`);
    });
  });
  return () => page.evaluate('violations');
}

test.describe('a page with a strict policy', () => {
  const headers = { 'content-security-policy': STRICT };

  test('shows the meeting without one violation', async ({ page, createRoad }) => {
    const violations = await watchViolations(page);
    const road = await createRoad({ headers, html: TAG.replace(' name', ' width="640" name') });
    await page.goto(road.page);
    await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
    expect((await page.locator('livebox-conference').boundingBox())?.width).toBe(640);
    expect(await violations()).toEqual([]);
  });

  test('shows every panel without one violation', async ({ page, createRoad }) => {
    const violations = await watchViolations(page);
    const road = await createRoad({
      headers,
      html: `${TAG.replace('Conference-1', 'Nowhere')}
        <livebox-conference name="Later" token-endpoint="/livebox/token"></livebox-conference>
        <livebox-conference name="Over" token-endpoint="/livebox/token"></livebox-conference>
        <livebox-conference name="Conference-1" loading="click" token-endpoint="/livebox/token"></livebox-conference>`,
      endpoint: {
        conferences: {
          'Conference-1': { access: 'public', enable: 'visitors' },
          Later: { access: 'public', opensAt: '2099-01-01T00:00:00Z' },
          Over: { access: 'public', closesAt: '2020-01-01T00:00:00Z' },
        },
      },
    });
    await page.goto(road.page);
    await expect(page.getByText(ENGLISH.failed.unavailable)).toBeVisible();
    await expect(page.getByText(ENGLISH.waiting)).toBeVisible();
    await expect(page.getByRole('timer')).toBeVisible();
    await expect(page.getByText(ENGLISH.over)).toBeVisible();
    await page.getByRole('button', { name: ENGLISH.join }).click();
    await expect(page.locator('livebox-conference').last()).toHaveJSProperty('state', 'ready');
    expect(await violations()).toEqual([]);
  });
});

interface Blocked {
  road: RoadOptions;
  code: string;
  advice: string;
  /** What the console tells the developer. */
  remedy: string;
}

const BLOCKED: Record<string, Blocked> = {
  'a Permissions-Policy without camera': {
    road: { headers: { 'permissions-policy': 'camera=(), microphone=(self)' } },
    code: 'permissions_policy_blocked',
    advice: ENGLISH.failed.permissions,
    remedy: 'Permissions-Policy: camera=(self "{LIVEBOX}"), microphone=(self "{LIVEBOX}")',
  },
  'a frame-src without the meeting’s origin': {
    road: { headers: { 'content-security-policy': "frame-src 'self'" } },
    code: 'csp_blocked',
    advice: ENGLISH.failed.setup,
    remedy: 'frame-src {LIVEBOX}',
  },
  'a connect-src without the endpoint': {
    road: { headers: { 'content-security-policy': "connect-src 'none'" } },
    code: 'csp_blocked',
    advice: ENGLISH.failed.setup,
    remedy: 'connect-src {PAGE}',
  },
  'a <meta> that allows other frame origins': {
    road: { html: `<meta name="livebox-frame-origins" content="https://livebox.example">${TAG}` },
    code: 'frame_origin_not_allowed',
    advice: ENGLISH.failed.setup,
    remedy: '{LIVEBOX}',
  },
};

for (const [name, { road: options, code, advice, remedy }] of Object.entries(BLOCKED)) {
  test(`is told what blocks the meeting: ${name}`, async ({ page, createRoad }) => {
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('<livebox-conference>')) said.push(message.text());
    });
    const road = await createRoad(options);
    await page.goto(road.page);
    const tag = page.locator('livebox-conference');
    await expect(tag).toHaveJSProperty('state', 'failed');
    await expect(page.getByRole('alert')).toContainText(advice);
    await expect(page.getByRole('alert')).toContainText(code);
    expect(said).toHaveLength(1);
    const expected = remedy.replaceAll('{LIVEBOX}', road.livebox).replace('{PAGE}', road.page);
    expect(said[0]).toContain(expected);
  });
}

test('a page that is not secure is told to use https', async ({ browser, createRoad }) => {
  const road = await createRoad();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false });
  });
  await page.goto(road.page);
  await expect(page.getByRole('alert')).toContainText(ENGLISH.failed.insecure);
  await context.close();
});
