import type { Browser } from '@playwright/test';
import { withPage } from './browser.js';
import { act, type Candidate } from './candidates.js';
import { FRAME_ORIGIN } from './peers.js';

/** What a careful site sends with its pages. */
export const STRICT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  `frame-src ${FRAME_ORIGIN}`,
  "require-trusted-types-for 'script'",
].join('; ');

/** @returns violations of the page's policy until the meeting has loaded, or for a second */
export async function countViolations(
  browser: Browser,
  url: string,
  { mount }: Candidate,
): Promise<number> {
  return await withPage(browser, async (page) => {
    await page.addInitScript(() => {
      Object.assign(globalThis, { violations: 0 });
      document.addEventListener('securitypolicyviolation', () => {
        (globalThis as unknown as { violations: number }).violations++;
      });
    });
    await page.goto(url);
    await act(page, mount, 'a').catch(() => undefined);
    const isMeeting = (address: URL): boolean => address.origin === FRAME_ORIGIN;
    await page
      .waitForEvent('framenavigated', {
        predicate: (frame) => isMeeting(new URL(frame.url(), FRAME_ORIGIN)),
        timeout: 1000,
      })
      .catch(() => undefined);
    return await page.evaluate(() => (globalThis as unknown as { violations: number }).violations);
  });
}
