import { launch } from 'puppeteer-core';
import { findFirefox, findWebKit } from '../../scripts/browsers.js';
import { startWebKitDriver, webkitCapabilities } from '../../scripts/webkit-driver.js';

/** An engine that Playwright does not drive here. */
export type Engine = 'firefox' | 'webkit';

/**
 * Opens a page in an engine's browser and runs a function in it.
 *
 * @param script runs in the page: it may use nothing from around it
 * @returns what the function gives back, as JSON
 */
export function runIn<Argument, Result>(
  engine: Engine,
  url: string,
  script: (argument: Argument) => Promise<Result>,
  argument: Argument,
): Promise<Result> {
  const expression = `(${script.toString()})(${JSON.stringify(argument)})`;
  return (engine === 'firefox' ? runInFirefox : runInWebKit)(url, expression) as Promise<Result>;
}

const FAKE_DEVICES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
};

async function runInFirefox(url: string, expression: string): Promise<unknown> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('There is no Firefox.');
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: FAKE_DEVICES,
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return await page.evaluate(expression);
  } finally {
    await browser.close();
  }
}

async function runInWebKit(url: string, expression: string): Promise<unknown> {
  const programs = findWebKit();
  if (!programs) throw new Error('There is no WebKit.');
  const driver = await startWebKitDriver(programs);
  const command = async (path: string, body: object): Promise<unknown> => {
    const address = `http://127.0.0.1:${String(driver.port)}/session${path}`;
    const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  try {
    const capabilities = { alwaysMatch: webkitCapabilities(programs) };
    const { sessionId } = (await command('', { capabilities })) as { sessionId: string };
    await command(`/${sessionId}/timeouts`, { script: 120_000 });
    await command(`/${sessionId}/url`, { url });
    const script = `const done = arguments[0];
      ${expression}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const body = { script, args: [] };
    const result = (await command(`/${sessionId}/execute/async`, body)) as {
      value?: unknown;
      error?: string;
    };
    if (result.error !== undefined) throw new Error(result.error);
    return result.value;
  } finally {
    driver.stop();
  }
}
