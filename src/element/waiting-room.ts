import { intlLanguage } from './intl-language.js';
import { pause } from './pause.js';

/** What the wait for a conference depends on. */
export interface WaitingRoomOptions {
  /** When it opens; `undefined` while nobody knows. */
  readonly opensAt: Date | undefined;
  /** Milliseconds that the server's clock is ahead of this one. */
  readonly clockOffset: number;
  /** How often the endpoint has been asked whether the host has started. */
  readonly polls: number;
  /** BCP 47 tag of the visitor's language, or nothing for the browser's. */
  readonly language: string | undefined;
  /** Shows the time that is left. */
  readonly showCountdown: (text: string) => void;
  /** The longest random delay after the opening, in milliseconds. */
  readonly spread?: number;
}

/** Ten thousand tabs that wait for the same moment knock over these milliseconds. */
const SPREAD = 5_000;
const FIRST_POLL = 10_000;
const SLOWEST_POLL = 120_000;

/**
 * Waits until it makes sense to ask the endpoint again: shortly after the opening, or,
 * while nobody knows when that is, after a pause that grows with each time.
 *
 * @param signal ends the wait: the promise rejects with its reason
 */
export async function waitForOpening(
  options: WaitingRoomOptions,
  signal: AbortSignal,
): Promise<void> {
  const { opensAt, polls, spread = SPREAD } = options;
  if (opensAt) {
    await countDown(opensAt.getTime() - options.clockOffset, options, signal);
    await pause(Math.random() * spread, signal);
  } else {
    const longest = Math.min(FIRST_POLL * 2 ** polls, SLOWEST_POLL);
    await pause(longest * (0.5 + Math.random() / 2), signal);
    await untilVisible(signal);
  }
}

/**
 * Each look is at the clock itself: after a night in a closed laptop the first one is right.
 *
 * @param end milliseconds since 1970 on this machine's clock
 */
async function countDown(
  end: number,
  { showCountdown, language }: WaitingRoomOptions,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const left = end - Date.now();
    if (left <= 0) return;
    showCountdown(formatDuration(left, language));
    // At the next full second; a hidden tab has no use for more than the end.
    const tick = document.hidden ? Math.min(left, SLOWEST_POLL) : left % 1000 || 1000;
    await pauseUntilSeen(tick, signal);
  }
}

/** Waits, but no longer than until a hidden tab is looked at again. */
async function pauseUntilSeen(delay: number, signal: AbortSignal): Promise<void> {
  const seen = new AbortController();
  const handleChange = (): void => {
    if (!document.hidden) seen.abort();
  };
  const stop = (): void => {
    seen.abort();
  };
  document.addEventListener('visibilitychange', handleChange);
  signal.addEventListener('abort', stop);
  try {
    await pause(delay, seen.signal);
  } catch {
    signal.throwIfAborted();
  } finally {
    document.removeEventListener('visibilitychange', handleChange);
    signal.removeEventListener('abort', stop);
  }
}

async function untilVisible(signal: AbortSignal): Promise<void> {
  while (document.hidden) await pauseUntilSeen(2 ** 31 - 1, signal);
}

/**
 * Writes a duration in a language: days as such, the last day as hours, minutes, seconds.
 *
 * @param left milliseconds
 */
export function formatDuration(left: number, language: string | undefined): string {
  const locale = intlLanguage(language);
  const seconds = Math.ceil(left / 1000);
  if (seconds >= 2 * 86_400) {
    const days = Math.floor(seconds / 86_400);
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'day',
      unitDisplay: 'long',
    }).format(days);
  }
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => two.format(part)).join(':');
}
