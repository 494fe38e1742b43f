import { expect, test } from '@playwright/test';

test('a browser starts with fake media devices', async ({ page, browser }) => {
  await page.setContent('<title>hello</title>');
  await expect(page).toHaveTitle('hello');
  expect(browser.version()).not.toBe('');
});
