import type { Browser, Frame, FrameLocator, Page } from '@playwright/test';
import { expect, type Road } from './road-fixture.js';

/** A message that the page around the meeting heard. */
export interface Heard {
  type: string;
  participant?: string;
  count?: number;
  reason?: string;
}

/** A visitor with a browser profile of their own, on the page that holds the tag. */
export interface Visitor {
  page: Page;
  frame: FrameLocator;
  /** What its `livebox-message` events carried. */
  heard: () => Promise<Heard[]>;
  /** What stood on its console. */
  said: string[];
}

/** Opens the page that holds the tag, with a profile of its own. */
export async function visit(browser: Browser, road: Road): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    document.addEventListener('livebox-message', (event) => {
      heard.push((event as Event & { data: unknown }).data);
    });
  });
  await recordConnections(page);
  await page.goto(road.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  return {
    page,
    frame: page.frameLocator('livebox-conference iframe'),
    heard: () => page.evaluate('heard'),
    said,
  };
}

/** `getStats` needs the page's own connections. */
export async function recordConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    const Original = RTCPeerConnection;
    const Recording = function (...parameters: [RTCConfiguration?]) {
      const connection = new Original(...parameters);
      connections.push(connection);
      return connection;
    };
    Recording.prototype = Original.prototype;
    Object.assign(window, { connections, RTCPeerConnection: Recording });
  });
}

/** A page with a meeting page in a frame. */
type Watched = Pick<Visitor, 'page'>;

/** Where the meeting page is from. */
type MeetingServer = Pick<Road, 'livebox'>;

/** What a meeting page has received so far. */
export interface Received {
  framesDecoded: number;
  audioPackets: number;
}

export async function received(visitor: Watched, road: MeetingServer): Promise<Received> {
  const frame = findFrame(visitor.page, road);
  return frame.evaluate(async () => {
    const { connections } = window as unknown as { connections: RTCPeerConnection[] };
    const total = { framesDecoded: 0, audioPackets: 0 };
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values() as Iterable<{
        type: string;
        kind?: string;
        framesDecoded?: number;
        packetsReceived?: number;
      }>) {
        if (report.type !== 'inbound-rtp') continue;
        if (report.kind === 'video') total.framesDecoded += report.framesDecoded ?? 0;
        else total.audioPackets += report.packetsReceived ?? 0;
      }
    }
    return total;
  });
}

/** Waits until pictures and sound keep coming in. */
export async function expectMediaToFlow(visitor: Watched, road: MeetingServer): Promise<void> {
  await expect.poll(async () => (await received(visitor, road)).framesDecoded).toBeGreaterThan(0);
  const before = await received(visitor, road);
  await expect
    .poll(async () => {
      const now = await received(visitor, road);
      return (
        now.framesDecoded > before.framesDecoded + 5 && now.audioPackets > before.audioPackets + 5
      );
    })
    .toBe(true);
}

function findFrame(page: Page, road: MeetingServer): Frame {
  const frame = page.frames().find((candidate) => candidate.url().startsWith(road.livebox));
  if (!frame) throw new Error('The meeting page is not there.');
  return frame;
}
