import type { Browser } from '@playwright/test';
import { buildElement, buildPeers } from './builds.js';
import { launch, withPage } from './browser.js';
import { createPages, INLINE, type Page, PLAIN, scriptFiles } from './pages.js';
import { FRAME_ORIGIN } from './peers.js';
import { BLANK, serveFrames, serveSite } from './site.js';
import { openLine } from './slow-link.js';
import { printTable, ratio, series, type Series } from './table.js';

const LINE = { roundTrip: 100, bandwidth: 1_600_000 };

/** Prints the time from opening a page to the request for the meeting's frame. */
export async function measurePageToFrame({ runs }: { runs: number }): Promise<void> {
  const element = buildElement();
  const peers = await buildPeers();
  const pages = await createPages(peers);
  const site = await serveSite({
    ...scriptFiles(element, peers),
    ...Object.fromEntries(pages.map(({ html }, index) => [`/${index}.html`, html])),
  });
  const line = await openLine(site.port, LINE);
  const frames = await serveFrames();
  const hosts = { [new URL(FRAME_ORIGIN).host]: `127.0.0.1:${frames.port}` };
  const browser = await launch(hosts);
  try {
    for (const slowdown of [1, 4]) {
      const times = await measure(browser, pages, { port: line.port, slowdown, runs });
      print(times, slowdown, runs);
    }
  } finally {
    await browser.close();
    for (const server of [site, line, frames]) server.close();
  }
}

interface MeasureOptions {
  readonly port: number;
  /** How many times slower the processor is made. */
  readonly slowdown: number;
  readonly runs: number;
}

/** All pages in turn, so that a busy moment of the machine does not hit one of them only. */
async function measure(
  browser: Browser,
  pages: readonly Page[],
  { port, slowdown, runs }: MeasureOptions,
): Promise<Map<Page, number[]>> {
  const times = new Map(pages.map((page) => [page, [] as number[]]));
  for (let run = 0; run < runs; run++) {
    for (const [index, page] of pages.entries()) {
      const origin = `http://localhost:${port}`;
      times.get(page)?.push(await visit(browser, `${origin}/${index}.html`, slowdown));
    }
  }
  return times;
}

/** @returns milliseconds from the start of the navigation; `NaN` when no frame was asked for */
async function visit(browser: Browser, url: string, slowdown: number): Promise<number> {
  return await withPage(browser, async (page) => {
    // The site's process and connection are there from an earlier page.
    await page.goto(new URL(BLANK, url).href);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url, { waitUntil: 'commit' });
    return await page.evaluate(untilFrameRequest);
  });
}

/** Runs in the page: the browser's own record of when it asked for the frame. */
async function untilFrameRequest(): Promise<number> {
  return await new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const entries = list.getEntries() as PerformanceResourceTiming[];
      const frame = entries.find(({ initiatorType }) => initiatorType === 'iframe');
      if (frame) resolve(frame.startTime);
    });
    observer.observe({ type: 'resource', buffered: true });
    setTimeout(() => {
      resolve(NaN);
    }, 15_000);
  });
}

function print(times: ReadonlyMap<Page, number[]>, slowdown: number, runs: number): void {
  const measured = [...times].map(([page, values]) => ({ page, ...series(values) }));
  const named = (name: string): Series =>
    measured.find(({ page }) => page.name === name) ?? { min: NaN, median: NaN };
  const [plain, inline] = [named(PLAIN), named(INLINE)];
  printTable(
    `Page to frame request, ${LINE.roundTrip} ms round trip, 1.6 Mbit/s, ${slowdown}× CPU, ${runs} runs`,
    ['page', 'token', 'min ms', 'median ms', '÷ plain', '÷ inline fetch'],
    measured.map(({ page, min, median }) => [
      page.name,
      page.hasToken ? 'yes' : 'no',
      min.toFixed(0),
      median.toFixed(0),
      ratio(median, plain.median),
      ratio(median, inline.median),
    ]),
  );
}
