import { findEngines } from '../../scripts/browsers.js';
import { sitePages } from '../../demo/site/site-pages.js';
import { type Engine, runIn } from './engines.js';
import { expect, test } from './site-fixture.js';
import { settledStates } from './site-states.js';

const ENGINES = findEngines().filter((name): name is Engine => name !== 'chromium');

// Chromium: site-pages.spec.ts.
for (const engine of ENGINES) {
  test(`every page in ${engine}: its tags settle, a phone's width is enough, the console stays clean`, async ({
    listeningSite,
  }) => {
    test.setTimeout(180_000);
    const pages = sitePages().map((path) => ({ path, states: settledStates(path) }));
    const { url } = listeningSite;
    expect(await runIn(engine, `${url}docs/index.html`, visitAll, { url, pages })).toEqual([]);
  });

  test(`two meeting pages in ${engine} find each other, and let go`, async ({ site }) => {
    const src = `${site.url}meeting/index.html?name=Two`;
    const seen = await runIn(engine, `${site.url}docs/index.html`, meetAndPart, src);
    // WebKitGTK has neither cameras nor calls.
    const picture = engine === 'firefox' ? ['picture'] : [];
    expect(seen).toEqual([['You', 'Guest 2', ...picture], ['You', 'Guest', ...picture], ['You']]);
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

/** Runs in the browser: what two visitors see of each other, and what the second sees then. */
async function meetAndPart(src: string): Promise<string[][]> {
  const open = async (): Promise<Document> => {
    const frame = document.createElement('iframe');
    frame.src = src;
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
    if (!frame.contentDocument) throw new Error('The meeting page did not open');
    return frame.contentDocument;
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    const patience = performance.now() + 10_000;
    while (!isSo() && performance.now() < patience) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  const tiles = (page: Document): Element[] => [...page.querySelectorAll('article')];
  /** Whether the other's camera is seen: what is sent without one is black. */
  const hasPicture = (page: Document): boolean => {
    const video = tiles(page)[1]?.querySelector('video');
    const canvas = document.createElement('canvas').getContext('2d');
    if (!video || !canvas) return false;
    canvas.drawImage(video, 0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].some((colour) => colour > 50);
  };
  const describe = (page: Document): string[] => {
    const names = tiles(page).map((tile) => tile.querySelector('.nameplate')?.textContent ?? '');
    return hasPicture(page) ? [...names, 'picture'] : names;
  };

  const pages = [await open(), await open()];
  await until(() => pages.every((page) => tiles(page).length === 2));
  if ('RTCPeerConnection' in window) {
    for (const page of pages) page.getElementById('camera')?.click();
    await until(() => pages.every(hasPicture));
  }
  const seen = pages.map(describe);
  document.querySelector('iframe')?.remove();
  const [, second] = pages;
  await until(() => second !== undefined && tiles(second).length === 1);
  return second ? [...seen, describe(second)] : seen;
}
