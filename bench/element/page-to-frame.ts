import type { Browser } from '@playwright/test';
import { buildElement, buildPeers } from './builds.js';
import { launch, withPage } from './browser.js';
import { createPages, INLINE, type Page, PLAIN, scriptFiles } from './pages.js';
import { FRAME_ORIGIN } from './peers.js';
import { BLANK, serveFrames, serveSite } from './site.js';
import { openLine, SLOW_LINE } from './slow-link.js';
import { printTable, ratio, series, type Series } from './table.js';

/** Prints the time from opening a page to the request for the meeting's frame. */
export async function measurePageToFrame({ runs }: { runs: number }): Promise<void> {
  const element = buildElement();
  const peers = await buildPeers();
  const pages = await createPages(peers);
  const site = await serveSite({
    ...scriptFiles(element, peers),
    ...Object.fromEntries(pages.map(({ html }, index) => [`/${index}.html`, html])),
  });
  const line = await openLine(site.port);
  const frames = await serveFrames();
  const hosts = { [new URL(FRAME_ORIGIN).host]: `127.0.0.1:${frames.port}` };
  const browser = await launch(hosts);
  try {
    for (const slowdown of [1, 4]) {
      const { port } = line;
      const { tokenRequests } = site;
      const visits = await measure(browser, pages, { port, slowdown, runs, tokenRequests });
      print(visits, slowdown, runs);
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
  readonly tokenRequests: () => number;
}

/** All pages in turn, so that a busy moment of the machine does not hit one of them only. */
async function measure(
  browser: Browser,
  pages: readonly Page[],
  { port, slowdown, runs, tokenRequests }: MeasureOptions,
): Promise<Map<Page, Visits>> {
  const visits = new Map(pages.map((page) => [page, { times: [] as number[], tokens: 0 }]));
  for (let run = 0; run < runs; run++) {
    for (const [index, page] of pages.entries()) {
      const before = tokenRequests();
      const time = await visit(browser, `http://localhost:${port}/${index}.html`, slowdown);
      const own = visits.get(page);
      own?.times.push(time);
      if (own) own.tokens += tokenRequests() - before;
    }
  }
  return visits;
}

interface Visits {
  /** Milliseconds of each. */
  readonly times: number[];
  /** Requests to the token endpoint, of all visits together. */
  tokens: number;
}

/** @returns milliseconds from the start of the navigation; `NaN` when no frame was asked for */
async function visit(browser: Browser, url: string, slowdown: number): Promise<number> {
  return await withPage(browser, async (page) => {
    // The site's process and connection are there from an earlier page.
    await page.goto(new URL(BLANK, url).href);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url, { waitUntil: 'commit' });
    return await page.evaluate(untilRequested, FRAME_ORIGIN);
  });
}

/** Runs in the page: the browser's own record of when it asked for the frame. */
async function untilRequested(origin: string): Promise<number> {
  return await new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const entries = list.getEntries() as PerformanceResourceTiming[];
      const frame = entries.find(
        ({ initiatorType, name }) => initiatorType === 'iframe' && name.startsWith(origin),
      );
      if (frame) resolve(frame.startTime);
    });
    observer.observe({ type: 'resource', buffered: true });
    setTimeout(() => {
      resolve(NaN);
    }, 15_000);
  });
}

function print(visits: ReadonlyMap<Page, Visits>, slowdown: number, runs: number): void {
  const measured = [...visits].map(([page, { times, tokens }]) => ({
    page,
    tokens,
    ...series(times),
  }));
  const named = (name: string): Series =>
    measured.find(({ page }) => page.name === name) ?? { min: NaN, median: NaN };
  const [plain, inline] = [named(PLAIN), named(INLINE)];
  printTable(
    `Page to frame request, ${SLOW_LINE.roundTrip} ms round trip, 1.6 Mbit/s, ${slowdown}× CPU, ${runs} runs`,
    ['page', 'token requests', 'min ms', 'median ms', '÷ plain', '÷ inline fetch'],
    measured.map(({ page, tokens, min, median }) => [
      page.name,
      tokens / runs,
      min.toFixed(0),
      median.toFixed(0),
      ratio(median, plain.median),
      ratio(median, inline.median),
    ]),
  );
}
