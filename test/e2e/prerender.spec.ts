import { launch } from 'puppeteer-core';
import { findChromium } from '../../scripts/browsers.js';
import { expect, TAG, test } from './road-fixture.js';

/** The browser prepares the page with the tag ahead of the visitor's click. */
const START = `<!doctype html><title>Start</title><link rel="icon" href="data:,">
<script type="speculationrules">
  { "prerender": [{ "source": "list", "urls": ["/"], "eagerness": "immediate" }] }
</script>
<a href="/">To the meeting</a>`;

/** Says what happens in the page, since a prepared page can't be looked at. */
const REPORT = `<script>
  const when = document.prerendering ? '/prepared' : '/visited';
  let isAsked = false;
  document.addEventListener('livebox-request', () => (isAsked = true));
  document.addEventListener('livebox-ready', () => fetch('/ready'));
</script>
<script type="module">
  await document.querySelector('livebox-conference').updateComplete;
  setTimeout(() => fetch(when + (isAsked ? '-asked' : '-silent')));
</script>`;

const PATHS = [
  '/prepared-silent',
  '/prepared-asked',
  '/visited-silent',
  '/visited-asked',
  '/ready',
];

test('a page that the browser prepares asks for nothing before the visitor comes', async ({
  createRoad,
}) => {
  const told: string[] = [];
  const heard = new Map<string, () => void>();
  const hear = (path: string): Promise<void> =>
    new Promise((resolve) => {
      heard.set(path, resolve);
    });
  const report = PATHS.map((path) => {
    const file = (_request: unknown, response: { end: () => unknown }): void => {
      told.push(path);
      response.end();
      heard.get(path)?.();
    };
    return [path, file] as const;
  });
  const road = await createRoad({
    html: REPORT + TAG,
    files: {
      ...Object.fromEntries(report),
      '/start': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(START);
      },
    },
  });
  const executablePath = findChromium();
  // Playwright's attaching to each new page ends the preparation: another driver.
  const browser = await launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'],
  });
  try {
    const page = await browser.newPage();
    const first = Promise.race(PATHS.map(hear));
    await page.goto(`${road.page}/start`);
    await first;
    expect(told).toEqual(['/prepared-silent']);
    expect(road.emulator.requests).toEqual([]);
    const ready = hear('/ready');
    await page.click('a');
    await ready;
    expect(told).toEqual(['/prepared-silent', '/ready']);
  } finally {
    await browser.close();
  }
});
