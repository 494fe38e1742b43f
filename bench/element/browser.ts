import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/browsers.js';

/** Starts Chromium, with each host of `hosts` on a port of this machine. */
export async function launch(hosts: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium was found: run `npm test` in the project once.');
  const rules = Object.entries(hosts).map(([host, address]) => `MAP ${host} ${address}`);
  return await chromium.launch({
    executablePath,
    chromiumSandbox: false,
    args: [
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      '--ignore-certificate-errors',
      // Every name that is not mapped leads nowhere: no peer's own servers are asked.
      `--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'].join(', ')}`,
    ],
  });
}

/** A page without cache, cookies or memory of earlier ones. */
export async function withPage<T>(browser: Browser, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}
