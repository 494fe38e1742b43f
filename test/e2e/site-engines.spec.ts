import { findEngines } from '../../scripts/browsers.js';
import { sitePages } from '../../demo/site/site-plugin.js';
import { type Engine, runIn } from './engines.js';
import { expect, test } from './site-fixture.js';
import { settledStates } from './site-states.js';

const ENGINES = findEngines().filter((name): name is Engine => name !== 'chromium');

// Chromium: site-pages.spec.ts.
for (const engine of ENGINES) {
  test(`every page in ${engine}: its tags settle, a phone's width is enough, the console stays clean`, async ({
    listeningSite,
  }) => {
    test.slow();
    const pages = sitePages().map((path) => ({ path, states: settledStates(path) }));
    const { url } = listeningSite;
    expect(await runIn(engine, `${url}docs/index.html`, visitAll, { url, pages })).toEqual([]);
  });
}

/** Runs in the browser: opens each page in a frame of a phone's width, and says what is wrong. */
async function visitAll({
  url,
  pages,
}: {
  url: string;
  pages: { path: string; states: string[] }[];
}): Promise<string[]> {
  const wrong: string[] = [];
  for (const { path, states } of pages) {
    const frame = document.createElement('iframe');
    Object.assign(frame.style, { width: '390px', height: '700px', border: '0' });
    frame.allow = 'camera; microphone';
    frame.src = url + path;
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.replaceChildren(frame);
    await loaded;
    const page = frame.contentWindow as (Window & { said: string[] }) | null;
    if (!page) throw new Error(`${path} did not open`);
    const read = (): string =>
      [...page.document.querySelectorAll('livebox-conference')].map(({ state }) => state).join();
    const patience = performance.now() + 10_000;
    while (read() !== states.join() && performance.now() < patience) {
      await new Promise((resolve) => page.requestAnimationFrame(resolve));
    }
    if (read() !== states.join()) wrong.push(`${path}: ${read()}`);
    const { scrollWidth, clientWidth } = page.document.documentElement;
    if (scrollWidth > clientWidth) wrong.push(`${path}: ${String(scrollWidth)} px wide`);
    // In the gallery the tags say what to mend: that is what failures are for.
    const isGallery = path.startsWith('gallery');
    const said = page.said.filter((text) => !isGallery || !text.startsWith('<livebox-conf'));
    wrong.push(...said.map((text) => `${path}: ${text}`));
  }
  return wrong;
}
