import type { Conference } from '../conference-store.js';
import type { EmulatorState } from '../operation-handlers.js';
import type { EndReason } from './room-messages.js';

/** Whether a visitor with a conference's key may enter, and why not. */
export type Admission =
  | { readonly state: 'open'; readonly conference: Conference }
  | { readonly state: 'off' | 'over'; readonly name: string }
  | { readonly state: 'early'; readonly name: string; readonly opensAt: Date }
  | { readonly state: 'unknown' | 'stopped' };

/** Decides on a visitor who came with `hashKey` at the time `now`. */
export function admit(hashKey: string | null, state: EmulatorState, now: Date): Admission {
  if (!state.isServiceRunning) return { state: 'stopped' };
  const conference = state.conferences.findByHashKey(hashKey ?? '');
  if (!conference) return { state: 'unknown' };
  const { name, mode, schedule } = conference;
  if (mode === 'off') return { state: 'off', name };
  if (schedule && now < schedule.start) return { state: 'early', name, opensAt: schedule.start };
  if (schedule && now >= schedule.end) return { state: 'over', name };
  return { state: 'open', conference };
}

/** Why nobody is let in, as a meeting page is told. */
export function whyNot(state: Exclude<Admission['state'], 'open'>): EndReason {
  return state === 'unknown' ? 'removed' : state;
}
