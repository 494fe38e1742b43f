import type { Grant } from '../embed-protocol/grant.js';
import type { ConferenceError } from './conference-error.js';

/**
 * Where a conference stands. `ready` means that the frame has loaded, not that anyone
 * has joined: browsers fire `load` on error pages too.
 */
export type ConferenceState =
  | { readonly status: 'idle' }
  | { readonly status: 'requesting' }
  | { readonly status: 'loading'; readonly grant: Grant }
  | { readonly status: 'ready'; readonly grant: Grant }
  | { readonly status: 'waiting'; readonly error: ConferenceError }
  | { readonly status: 'failed'; readonly error: ConferenceError }
  | { readonly status: 'closed'; readonly reason: string };

/** The name of a state: `element.state` and `:state(…)`. */
export type ConferenceStatus = ConferenceState['status'];

/** What can happen to a conference. */
export type ConferenceAction =
  | { readonly type: 'reset' }
  | { readonly type: 'request' }
  | { readonly type: 'grant'; readonly grant: Grant }
  | { readonly type: 'frame-load' }
  | { readonly type: 'frame-reload' }
  | { readonly type: 'wait'; readonly error: ConferenceError }
  | { readonly type: 'fail'; readonly error: ConferenceError }
  | { readonly type: 'close'; readonly reason: string };

/**
 * The only way from one state to the next.
 *
 * @returns the next state, or the same object when the action does not apply in this one
 */
export function transition(state: ConferenceState, action: ConferenceAction): ConferenceState {
  const { status } = state;
  switch (action.type) {
    case 'reset':
      return status === 'idle' ? state : { status: 'idle' };
    case 'request':
      return status === 'idle' ? { status: 'requesting' } : state;
    case 'grant':
      return status === 'idle' || status === 'requesting' || status === 'waiting'
        ? { status: 'loading', grant: action.grant }
        : state;
    case 'frame-load':
      return status === 'loading' ? { status: 'ready', grant: state.grant } : state;
    case 'frame-reload':
      return status === 'ready' ? { status: 'loading', grant: state.grant } : state;
    case 'wait':
      return status === 'requesting' ? { status: 'waiting', error: action.error } : state;
    case 'fail':
      return status === 'failed' || status === 'closed'
        ? state
        : { status: 'failed', error: action.error };
    case 'close':
      return status === 'closed' ? state : { status: 'closed', reason: action.reason };
  }
}
