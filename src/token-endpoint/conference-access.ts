import type { Conference } from './conference-options.js';
import { Refusal } from './refusal.js';
import { writeTime } from './time.js';

/** What the caller may do with the conference asked for. */
export interface ConferenceAccess {
  readonly conference: Conference;
  readonly mayEnable: boolean;
}

/**
 * Decides whether the caller may see a conference, before anybody asks Livebox about it.
 *
 * @throws {Refusal} `token_missing`, `conference_unavailable`
 */
export function authoriseCaller(
  name: string,
  conferences: ReadonlyMap<string, Conference>,
): ConferenceAccess {
  const conference = conferences.get(name);
  if (conference?.access === 'public') {
    return { conference, mayEnable: conference.enable === 'visitors' };
  }
  // Where any conference asks for a token, an unknown one asks for it too: otherwise the
  // answer would tell which names exist.
  const asksForTokens = [...conferences.values()].some(({ access }) => access === 'token');
  throw new Refusal(asksForTokens ? 'token_missing' : 'conference_unavailable');
}

/**
 * Holds a conference to its schedule.
 *
 * @throws {Refusal} `conference_not_open` before it, `conference_over` after it
 */
export function assertOpen({ opensAt, closesAt }: Conference, now: Date): void {
  if (closesAt && now >= closesAt) {
    throw new Refusal('conference_over', { closesAt: writeTime(closesAt) });
  }
  if (opensAt && now < opensAt) {
    throw new Refusal('conference_not_open', {
      opensAt: writeTime(opensAt),
      ...(closesAt && { closesAt: writeTime(closesAt) }),
    });
  }
}
