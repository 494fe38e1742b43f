import axe from 'axe-core';
import type { Locator, Page } from '@playwright/test';
import type { EmulatorOptions } from '../../src/emulator/emulator.js';
import { expect, type Road, test } from './road-fixture.js';

const ALL_WAYS = {
  usernamePassword: true,
  pin: true,
  guest: { preset: 'Preset-1' },
  signUp: { preset: 'Preset-1' },
};

function emulator(authentication: object, more: EmulatorOptions = {}): EmulatorOptions {
  return {
    accounts: [{ username: 'ana', password: 'correct horse', pin: '4711' }],
    conferences: [{ name: 'Conference-1', authentication }],
    ...more,
  };
}

function frameOf(page: Page) {
  return page.frameLocator('livebox-conference iframe');
}

async function open(page: Page, road: Road) {
  await page.goto(road.page);
  return frameOf(page);
}

async function choose(radio: Locator): Promise<void> {
  // The radio itself is under its label.
  await radio.check({ force: true });
}

test('offers exactly what the conference has switched on', async ({ page, createRoad }) => {
  const road = await createRoad({
    emulator: emulator({ pin: true, guest: { preset: 'Preset-1' } }),
  });
  const frame = await open(page, road);
  await expect(frame.getByRole('radio', { name: 'PIN' })).toBeChecked();
  await expect(frame.getByRole('radio', { name: 'Guest' })).toBeAttached();
  await expect(frame.getByRole('radio')).toHaveCount(2);
  await expect(frame.getByRole('textbox', { name: 'PIN' })).toBeVisible();
});

test('wrong credentials get a message, and repeated ones a wait', async ({ page, createRoad }) => {
  let time = new Date('2026-11-23T10:00:00Z');
  const road = await createRoad({ emulator: emulator(ALL_WAYS, { now: () => time }) });
  const frame = await open(page, road);
  const password = frame.getByRole('textbox', { name: 'Password', exact: true });
  const signIn = frame.getByRole('button', { name: 'Sign in' });
  await frame.getByRole('textbox', { name: 'Username', exact: true }).fill('ana');
  await password.fill('wrong');
  await signIn.click();
  await expect(frame.getByRole('alert')).toHaveText('The username or the password is wrong.');
  await expect(password).toBeFocused();
  await expect(password).toHaveValue('');
  await password.fill('wrong again');
  await password.press('Enter');
  await expect(frame.getByRole('alert')).toHaveText(/is wrong. Try again in 1 s./);
  await expect(signIn).toBeDisabled();
  await expect(signIn).toBeEnabled();
  // For the emulator no time has gone by.
  await password.fill('correct horse');
  await signIn.click();
  await expect(frame.getByRole('alert')).toHaveText(/Too many wrong tries. Try again in 1 s./);
  time = new Date('2026-11-23T10:00:02Z');
  await expect(signIn).toBeEnabled();
  await signIn.click();
  await expect(frame.getByRole('button', { name: 'Leave' })).toBeVisible();
});

test('a guest gives a name, and can change it', async ({ page, createRoad }) => {
  const road = await createRoad({ emulator: emulator(ALL_WAYS) });
  const frame = await open(page, road);
  await choose(frame.getByRole('radio', { name: 'Guest' }));
  await frame.getByLabel('Your name').first().fill('  Zoë \u202e Ünal ');
  await frame.getByRole('button', { name: 'Join as guest' }).click();
  await expect(frame.getByRole('button', { name: 'Leave' })).toBeVisible();
  await frame.getByRole('button', { name: 'Settings' }).click();
  const name = frame.getByRole('dialog').getByLabel('Your name');
  await expect(name).toHaveValue('Zoë Ünal');
  await expect(frame.getByLabel('Camera').getByRole('option')).not.toHaveCount(0);
});

test('who signs up gets in, and a name is taken only once', async ({ page, createRoad }) => {
  const road = await createRoad({ emulator: emulator(ALL_WAYS) });
  const frame = await open(page, road);
  await choose(frame.getByRole('radio', { name: 'Sign up' }));
  await frame.getByLabel('Choose a username').fill('ana');
  await frame.getByLabel('Choose a password').fill('secret');
  await frame.getByRole('button', { name: 'Sign up and join' }).click();
  await expect(frame.getByRole('alert')).toHaveText(
    'The username ana is taken. Choose another one.',
  );
  await frame.getByLabel('Choose a username').fill('cleo');
  await frame.getByRole('button', { name: 'Sign up and join' }).click();
  await expect(frame.getByRole('button', { name: 'Leave' })).toBeVisible();
  // The way back needs no second account.
  await frame.getByRole('button', { name: 'Leave' }).click();
  await frame.getByRole('button', { name: 'Join again' }).click();
  await expect(frame.getByRole('button', { name: 'Leave' })).toBeVisible();
});

test('with every way switched off it says so', async ({ page, createRoad }) => {
  const road = await createRoad({ emulator: emulator({}) });
  const frame = await open(page, road);
  await expect(frame.getByRole('heading', { name: 'Nobody can sign in' })).toBeVisible();
});

test.describe('axe', () => {
  // The page's own policy keeps foreign scripts out.
  test.use({ bypassCSP: true });

  test('finds nothing in any of the forms, and none is cut off at 320 px', async ({
    page,
    createRoad,
  }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    const road = await createRoad({
      emulator: {
        ...emulator({}),
        conferences: [{ name: 'Conference-1', mode: 'on', authentication: ALL_WAYS }],
      },
    });
    await page.goto(road.page);
    await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
    await page.goto(page.frames()[1]?.url() ?? '');
    for (const way of ['Account', 'PIN', 'Guest', 'Sign up']) {
      await choose(page.getByRole('radio', { name: way }));
      await page.evaluate(axe.source);
      const rules = 'axe.run().then(({ violations }) => violations.map(({ id }) => id))';
      expect(await page.evaluate(rules), way).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, way).toBeLessThanOrEqual(320);
    }
  });
});
