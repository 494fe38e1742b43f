import type { Browser, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { createEmulator } from '../../src/emulator/emulator.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';

const DURATION = 120_000;

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fatima'];

/** Growth of a page's heap that is no leak, in bytes: statistics, strings, caches. */
const HEAP_ALLOWANCE = 4 * 1024 * 1024;

async function join(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 640, height: 400 } });
  const page = await context.newPage();
  await page.addInitScript((own) => {
    localStorage.setItem('livebox-emulator-name', own);
    const created = { count: 0 };
    const Original = RTCPeerConnection;
    const Counting = function (...parameters: [RTCConfiguration?]) {
      created.count += 1;
      return new Original(...parameters);
    };
    Counting.prototype = Original.prototype;
    Object.assign(window, { created, RTCPeerConnection: Counting });
  }, name);
  await page.goto(url);
  return page;
}

async function measure(page: Page): Promise<{ heap: number; nodes: number; connections: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  const connections = await page.evaluate(
    () => (window as unknown as { created: { count: number } }).created.count,
  );
  return { heap: usedSize, nodes, connections };
}

/** Whether every other participant's picture has moved on since the last look. */
async function countMovingPictures(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-self="false"] video')];
    const frames = () => videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames);
    const before = frames();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return frames().filter((count, index) => count > (before[index] ?? 0)).length;
  });
}

test('six participants stay together for two minutes, a seventh is told why not', async ({
  browser,
}) => {
  const emulator = createEmulator({ conferences: [{ name: 'Conference-1', mode: 'on' }] });
  const { url, close } = await emulator.listen();
  const { username, key } = emulator.credentials;
  const livebox = new LiveboxClient({ server: url, username, key });
  const [conference] = await livebox.listConferences();
  const address = `${url}/lbmeeting/?key=${conference?.hashKey ?? ''}`;

  const pages: Page[] = [];
  for (const name of NAMES) pages.push(await join(browser, address, name));
  for (const page of pages) {
    await expect(page.getByRole('article')).toHaveCount(6);
    await expect.poll(() => countMovingPictures(page), { timeout: 30_000 }).toBe(5);
  }
  const seventh = await join(browser, address, 'Gus');
  await expect(seventh.getByRole('heading', { name: 'The meeting is full' })).toBeVisible();
  await expect(seventh.getByText('It holds 6 people')).toBeVisible();

  const before = [];
  for (const page of pages) before.push(await measure(page));
  await pages[0]!.waitForTimeout(DURATION);

  for (const [index, page] of pages.entries()) {
    await expect(page.getByRole('article')).toHaveCount(6);
    expect(await countMovingPictures(page), NAMES[index]).toBe(5);
    const now = await measure(page);
    const then = before[index]!;
    expect(now.connections, 'no connection was built anew').toBe(then.connections);
    expect(now.nodes).toBeLessThan(then.nodes + 200);
    expect(now.heap).toBeLessThan(then.heap + HEAP_ALLOWANCE);
  }

  await pages[5]!.getByRole('button', { name: 'Leave' }).click();
  await expect(pages[0]!.getByRole('article')).toHaveCount(5);
  await seventh.getByRole('button', { name: 'Try again' }).click();
  await expect(pages[0]!.getByRole('article', { name: 'Gus' })).toBeVisible();
  await close();
});
