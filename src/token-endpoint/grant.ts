import type { Grant } from '../embed-protocol/grant.js';
import type { ConferenceFill } from './conference-fill.js';
import type { Conference } from './conference-options.js';
import { mayBeFramed } from './frame-policy.js';
import { FrameRefusedError } from './frame-probe.js';
import { Refusal } from './refusal.js';
import { writeTime } from './time.js';

/** What a grant adds to a fill; times in ms since 1970. */
export interface GrantTerms {
  readonly frameOrigins: readonly string[];
  /** Until when the frame may be loaded; never beyond `closesAt`. */
  readonly expiresAt: number;
  /** Origin of the page that asks; `undefined` where it is not known or does not count. */
  readonly page: string | undefined;
}

/**
 * Makes a grant. Everybody gets one of their own: only the fill is shared.
 *
 * @throws {Refusal} `conference_not_open` when off and the site lets visitors wait
 * @throws {Refusal} `frame_refused` when the probe found the page dead, or not for this frame
 * @returns `undefined` when the conference is off or missing
 */
export function createGrant(
  { name, opensAt, closesAt, waitForHost }: Conference,
  fill: ConferenceFill,
  { frameOrigins, expiresAt, page }: GrantTerms,
): (Grant & { expiresAt: string }) | undefined {
  if (fill.mode !== 'on') {
    if (fill.mode === 'off' && waitForHost) throw new Refusal('conference_not_open');
    return undefined;
  }
  assertFramable(fill, page);
  const end = new Date(Math.min(expiresAt, closesAt?.getTime() ?? Infinity));
  return {
    version: 1,
    name,
    enabled: true,
    src: fill.src,
    frameOrigins: [...frameOrigins],
    expiresAt: writeTime(end),
    ...(opensAt && { opensAt: writeTime(opensAt) }),
    ...(closesAt && { closesAt: writeTime(closesAt) }),
  };
}

function assertFramable(
  { src, probe }: Extract<ConferenceFill, { mode: 'on' }>,
  page: string | undefined,
): void {
  if (!probe) return;
  const mayShow = probe.isAlive && mayBeFramed(probe, page, new URL(src).origin);
  if (mayShow) return;
  const refusal = new Refusal('frame_refused', {}, new FrameRefusedError(probe.isAlive));
  refusal.isReported = reported.has(probe);
  reported.add(probe);
  throw refusal;
}

/** Probes whose finding the site's log has heard of: many visitors share one. */
const reported = new WeakSet<object>();
