import type { Browser, CDPSession, Frame, Page } from '@playwright/test';
import { buildElement, buildPeers } from './builds.js';
import { launch, withPage } from './browser.js';
import { act, CANDIDATES, type Candidate } from './candidates.js';
import { layoutShift } from './layout-shift.js';
import { scriptFiles, scriptPath } from './pages.js';
import { FRAME_ORIGIN } from './peers.js';
import { openLine } from './slow-link.js';
import { countViolations, STRICT_POLICY } from './strict-page.js';
import { serveFrames, serveSite } from './site.js';
import { printTable, type Row } from './table.js';

const MOUNTS = 21;

/** Prints how often each embed shows the defects that were found in the peers. */
export async function measureDefects(): Promise<void> {
  const files = {
    ...scriptFiles(buildElement(), await buildPeers()),
    ...Object.fromEntries(CANDIDATES.map((candidate) => [pagePath(candidate), pageFor(candidate)])),
    ...Object.fromEntries(CANDIDATES.map((candidate) => [textPath(candidate), textFor(candidate)])),
  };
  const site = await serveSite(files);
  const strictSite = await serveSite(files, { 'content-security-policy': STRICT_POLICY });
  const line = await openLine(site.port);
  let loads = 0;
  const frames = await serveFrames(() => loads++);
  const browser = await launch({ [new URL(FRAME_ORIGIN).host]: `127.0.0.1:${frames.port}` });
  const columns: Row[] = [];
  try {
    for (const candidate of CANDIDATES) {
      const url = `http://localhost:${site.port}${pagePath(candidate)}`;
      const strictUrl = `http://localhost:${strictSite.port}${pagePath(candidate)}`;
      const textUrl = `http://localhost:${line.port}${textPath(candidate)}`;
      const stage = { browser, url, candidate, loads: () => loads };
      columns.push([
        candidate.name,
        await listenersLeft(stage),
        ...(await messages(stage)),
        await cosmeticReloads(stage),
        await unknownFeatures(stage),
        await countViolations(browser, strictUrl, candidate),
        (await layoutShift(browser, textUrl)).toFixed(3),
      ]);
    }
  } finally {
    await browser.close();
    for (const server of [site, strictSite, line, frames]) server.close();
  }
  printTable('Defects', HEAD, columns);
}

const HEAD = [
  'embed',
  `window listeners left after ${MOUNTS} mounts`,
  'a message of room A: heard by A / by B',
  'errors on a null message',
  'reloads by a cosmetic change',
  'unknown features in allow',
  'CSP and Trusted Types violations',
  'layout shift',
];

interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly candidate: Candidate;
  /** How many meeting pages have been asked for so far. */
  readonly loads: () => number;
}

function pagePath(candidate: Candidate): string {
  return scriptPath(candidate).replace('.js', '.html');
}

function pageFor(candidate: Candidate): string {
  const script = `<script type="module" src="${scriptPath(candidate)}"></script>`;
  return `<!doctype html><html lang="en"><link rel="icon" href="data:,">${script}
<div id="a"></div><div id="b"></div></html>`;
}

/** The page of a text with a meeting in it. */
function textPath(candidate: Candidate): string {
  return pagePath(candidate).replace('.html', '-text.html');
}

function textFor(candidate: Candidate): string {
  const text = '<p>Text below the meeting.</p>'.repeat(20);
  return `<!doctype html><html lang="en"><link rel="icon" href="data:,"><body><h1>A site</h1>
<script type="module" src="${scriptPath(candidate)}"></script>${candidate.markup}${text}</body></html>`;
}

async function listenersLeft({ browser, url, candidate }: Stage): Promise<number> {
  return await withPage(browser, async (page) => {
    await page.goto(url);
    const devtools = await page.context().newCDPSession(page);
    const before = await windowListeners(devtools);
    for (let mount = 0; mount < MOUNTS; mount++) {
      await act(page, candidate.mount, 'a');
      await meetingIn(page, 1);
      await act(page, candidate.unmount, 'a');
    }
    return (await windowListeners(devtools)) - before;
  });
}

/** As the developer tools count them: nothing in the page is replaced. */
async function windowListeners(devtools: CDPSession): Promise<number> {
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'window' });
  const { listeners } = await devtools.send('DOMDebugger.getEventListeners', {
    objectId: result.objectId ?? '',
  });
  return listeners.length;
}

/** @returns messages that a stranger heard, and errors that `null` caused */
async function messages({ browser, url, candidate }: Stage): Promise<[string, number]> {
  return await withPage(browser, async (page) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(url);
    await act(page, candidate.mount, 'a');
    const [roomA] = await meetingIn(page, 1);
    await act(page, candidate.mount, 'b');
    await meetingIn(page, 2);
    await act(page, candidate.listen, 'a');
    await act(page, candidate.listen, 'b');
    await post(page, roomA, candidate.message);
    const heard = await page.evaluate(
      () => (globalThis as unknown as { heard: { a: number; b: number } }).heard,
    );
    errors.length = 0;
    await post(page, roomA, null);
    return [`${heard.a} / ${heard.b}`, errors.length];
  });
}

/** Posts from a meeting page to its host page, and waits until that has arrived. */
async function post(page: Page, room: Frame | undefined, message: unknown): Promise<void> {
  await page.evaluate(() => {
    const arrival = new Promise((resolve) => {
      addEventListener('message', resolve, { once: true });
    });
    Object.assign(globalThis, { arrival });
  });
  await room?.evaluate((data) => {
    parent.postMessage(data, '*');
  }, message);
  await page.evaluate(() => (globalThis as { arrival?: Promise<unknown> }).arrival?.then(() => 0));
}

async function cosmeticReloads(stage: Stage): Promise<number | string> {
  const { browser, url, loads } = stage;
  const { mount, changeLooks } = stage.candidate;
  if (!changeLooks) return 'no live attributes';
  return await withPage(browser, async (page) => {
    await page.goto(url);
    await act(page, mount, 'a');
    await meetingIn(page, 1);
    const before = loads();
    await act(page, changeLooks, 'a');
    // A reload would be asked for at once; there is no event for one that does not come.
    await page.waitForTimeout(500);
    return loads() - before;
  });
}

async function unknownFeatures({ browser, url, candidate }: Stage): Promise<number> {
  return await withPage(browser, async (page) => {
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    await page.goto(url);
    await act(page, candidate.mount, 'a');
    await meetingIn(page, 1);
    return warnings.filter((text) => /Unrecognized feature|allow attribute/i.test(text)).length;
  });
}

/** Waits until so many meeting pages have loaded. */
async function meetingIn(page: Page, count: number): Promise<Frame[]> {
  const meetings = (): Frame[] =>
    page.frames().filter((frame) => frame.url().startsWith(`${FRAME_ORIGIN}/room`));
  for (let wait = 0; meetings().length < count; wait++) {
    if (wait > 200) throw new Error(`${page.url()}: ${meetings().length} of ${count} meetings.`);
    await page.waitForTimeout(20);
  }
  await Promise.all(meetings().map((frame) => frame.waitForLoadState('load')));
  return meetings();
}
