import { existsSync, readFileSync } from 'node:fs';
import type { Browser, CDPSession } from '@playwright/test';
import { buildElement, OURS } from './builds.js';
import { launch, withPage } from './browser.js';
import { scriptFiles } from './pages.js';
import { FRAME_ORIGIN, ROOM } from './peers.js';
import { BLANK, serveFrames, serveSite } from './site.js';
import { printTable, ratio, series } from './table.js';

const COUNT = 1000;

/** What 1,000 of them, all far below what the visitor sees, cost before any is needed. */
export async function measureLazy({ runs }: { runs: number }): Promise<void> {
  const site = await serveSite({
    ...scriptFiles(buildElement(), []),
    ...Object.fromEntries(VARIANTS.map(({ path, tag }) => [path, pageOf(tag)])),
  });
  let loads = 0;
  const frames = await serveFrames(() => loads++);
  const costs = new Map(VARIANTS.map(({ name }) => [name, [] as Cost[]]));
  for (let run = 0; run < runs; run++) {
    for (const { name, path } of VARIANTS) {
      // A browser for each: memory that an earlier page left would count for the next.
      const browser = await launch({ [new URL(FRAME_ORIGIN).host]: `127.0.0.1:${frames.port}` });
      costs.get(name)?.push(await measurePage(browser, `http://localhost:${site.port}${path}`));
      await browser.close();
    }
  }
  for (const server of [site, frames]) server.close();
  print(costs, runs);
  console.log(`\nMeeting pages that were asked for: ${loads}.`);
}

const NONE = 'the same page with none';
const FRAMES = `${COUNT} <iframe loading="lazy">`;

const VARIANTS = [
  { name: NONE, path: '/none.html', tag: '<div class="box"></div>' },
  {
    name: FRAMES,
    path: '/frames.html',
    tag: `<iframe class="box" title="Call" loading="lazy" allow="camera; microphone" src="${ROOM}"></iframe>`,
  },
  {
    name: `${COUNT} <${OURS} loading="lazy">`,
    path: '/elements.html',
    tag: `<${OURS} class="box" name="Conference-1" token-endpoint="/token" loading="lazy"></${OURS}>`,
  },
] as const;

function pageOf(tag: string): string {
  return `<!doctype html><html lang="en"><head><link rel="icon" href="data:,">
<script type="module" src="/${OURS}.js"></script>
<style>.box { display: block; width: 320px; height: 180px; border: 0 }</style></head>
<body><div style="height: 20000px">Far above</div>${tag.repeat(COUNT)}</body></html>`;
}

interface Cost {
  /** Milliseconds of the main thread, from the navigation until all is quiet. */
  readonly busy: number;
  /** Bytes of JavaScript objects. */
  readonly heap: number;
  /** Bytes of the page's process; 0 where the system does not tell. */
  readonly memory: number;
}

async function measurePage(browser: Browser, url: string): Promise<Cost> {
  return await withPage(browser, async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await page.goto(new URL(BLANK, url).href);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await metric(devtools, 'TaskDuration');
    await page.goto(url);
    // What elements put off to a quiet moment counts, too.
    await page.evaluate(
      () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })),
    );
    const busy = ((await metric(devtools, 'TaskDuration')) - before) * 1000;
    await devtools.send('HeapProfiler.collectGarbage');
    const heap = await metric(devtools, 'JSHeapUsedSize');
    return { busy, heap, memory: await processMemory(browser) };
  });
}

async function metric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? NaN;
}

/** The memory that only the page's process has. */
async function processMemory(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => sizeOf(id));
  return Math.max(0, ...sizes);
}

function sizeOf(pid: number): number {
  const file = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm);
  return [...lines].reduce((sum, [, size]) => sum + Number(size) * 1024, 0);
}

function print(costs: ReadonlyMap<string, Cost[]>, runs: number): void {
  const medianOf = (name: string, key: keyof Cost): number =>
    series((costs.get(name) ?? []).map((cost) => cost[key])).median;
  const own = (name: string, key: keyof Cost): number => medianOf(name, key) - medianOf(NONE, key);
  const columns = ['busy', 'heap', 'memory'] as const;
  printTable(
    `${COUNT} lazy embeds below the fold, medians of ${runs} runs`,
    ['page', 'main thread ms', 'JS heap MB', 'process MB', 'of that, each costs'],
    [...costs.keys()].map((name) => [
      name,
      medianOf(name, 'busy').toFixed(0),
      megabytes(medianOf(name, 'heap')),
      megabytes(medianOf(name, 'memory')),
      `${own(name, 'busy').toFixed(0)} µs, ${(own(name, 'memory') / COUNT / 1024).toFixed(1)} kB`,
    ]),
  );
  const ours = VARIANTS[2].name;
  const ratios = columns.slice(0, 3).map((key) => ratio(own(ours, key), own(FRAMES, key)));
  console.log(`\nElements ÷ frames, less the empty page: time ${ratios[0]}, process ${ratios[2]}.`);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
