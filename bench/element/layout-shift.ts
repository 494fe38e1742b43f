import type { Browser } from '@playwright/test';
import { withPage } from './browser.js';

/**
 * What a page with the embed above a paragraph shifts by: Chromium's layout shift scores,
 * added up from the first paint until the meeting has been there for a second.
 *
 * @param url a page that says by itself where its meeting goes
 */
export async function layoutShift(browser: Browser, url: string): Promise<number> {
  return await withPage(browser, async (page) => {
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(1000);
    return await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const observer = new PerformanceObserver((list) => {
            const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
            resolve(shifts.reduce((sum, { value }) => sum + value, 0));
          });
          observer.observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => {
            resolve(0);
          }, 500);
        }),
    );
  });
}
