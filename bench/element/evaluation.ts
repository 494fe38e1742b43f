import type { Page } from '@playwright/test';
import { asClassicScript, buildElement, buildPeers, type Build, OURS } from './builds.js';
import { launch, withPage } from './browser.js';
import { WHEREBY } from './peers.js';
import { BLANK, serveSite } from './site.js';
import { printTable, ratio, series } from './table.js';

/** Prints how long each script takes from being inserted to having run: parse, compile, run. */
export async function measureEvaluation({ runs }: { runs: number }): Promise<void> {
  const builds = await Promise.all([buildElement(), ...(await buildPeers())].map(toClassic));
  const times = new Map(builds.map(({ name }) => [name, [] as number[]]));
  const site = await serveSite({});
  const browser = await launch();
  // In turn, so that a busy moment of the machine does not hit one of them only.
  for (let run = 0; run < runs; run++) {
    for (const { name, code } of builds) {
      times.get(name)?.push(await withPage(browser, (page) => evaluate(page, site.port, code)));
    }
  }
  await browser.close();
  site.close();
  print(times, runs);
}

function print(times: ReadonlyMap<string, number[]>, runs: number): void {
  const rows = [...times].map(([name, values]) => ({ name, ...series(values) }));
  const base = rows.find(({ name }) => name === WHEREBY) ?? { min: NaN, median: NaN };
  rows.sort((a, b) => (a.name === OURS ? -1 : b.name === OURS ? 1 : a.min - b.min));
  printTable(
    `Script evaluation, ${runs} runs`,
    ['script', 'min ms', 'median ms', 'min ÷ Whereby', 'median ÷ Whereby'],
    rows.map(({ name, min, median }) => [
      name,
      min.toFixed(2),
      median.toFixed(2),
      ratio(min, base.min),
      ratio(median, base.median),
    ]),
  );
}

async function toClassic({ name, code }: Build): Promise<Build> {
  return { name, code: await asClassicScript(code) };
}

/** @returns milliseconds */
async function evaluate(page: Page, port: number, code: string): Promise<number> {
  await page.goto(`http://localhost:${port}${BLANK}`);
  // Inserting a script with text runs it before the next line.
  return await page.evaluate((text) => {
    const script = document.createElement('script');
    script.textContent = text;
    const start = performance.now();
    document.head.append(script);
    return performance.now() - start;
  }, code);
}
