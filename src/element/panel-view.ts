import type { ConferenceError } from './conference-error.js';
import type { ConferenceState } from './conference-state.js';
import type { ConferenceStrings } from './conference-strings.js';
import { adviceFor, isWorthRetrying } from './failure-advice.js';
import { intlLanguage } from './intl-language.js';

/** What the panel shows: data, so that it is only built again when it differs. */
export interface PanelView {
  /** The slot through which an author replaces the text. */
  readonly slot: 'poster' | 'loading' | 'waiting' | 'error' | 'closed';
  readonly message?: string;
  readonly detail?: string | undefined;
  /** For people who write to the site about it. */
  readonly code?: string;
  readonly hasSpinner?: boolean;
  /** The label of the button that loads the conference. */
  readonly action?: string | undefined;
  /** Whether the author's own content is offered, such as a link. */
  readonly hasFallback?: boolean;
}

/** What a view is made of beside the state. */
export interface PanelViewContext {
  readonly strings: ConferenceStrings;
  readonly language: string | undefined;
  readonly isClickToLoad: boolean;
  readonly isRetrying: boolean;
}

/** What the panel shows in a state; nothing while there is a meeting. */
export function panelView(
  state: ConferenceState,
  context: PanelViewContext,
): PanelView | undefined {
  const { strings, isClickToLoad, isRetrying } = context;
  switch (state.status) {
    case 'idle':
      return { slot: 'poster', action: isClickToLoad ? strings.join : undefined };
    case 'requesting':
    case 'loading':
      return {
        slot: 'loading',
        hasSpinner: true,
        message: isRetrying ? strings.retrying : strings.loading,
      };
    case 'ready':
      return undefined;
    case 'waiting':
      return waitingView(state.error, context);
    case 'closed':
      return state.reason === 'closed'
        ? { slot: 'closed', message: strings.closed, action: strings.rejoin }
        : { slot: 'closed', message: strings.over };
    case 'failed':
      return failureView(state.error, strings);
  }
}

function waitingView(
  { opensAt }: ConferenceError,
  { strings, language }: PanelViewContext,
): PanelView {
  if (!opensAt) return { slot: 'waiting', message: strings.waitingForHost };
  const time = opensAt.toLocaleString(intlLanguage(language), {
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return { slot: 'waiting', message: strings.waiting, detail: strings.opensAt(time) };
}

function failureView(error: ConferenceError, strings: ConferenceStrings): PanelView {
  return {
    slot: 'error',
    message: strings.failed[adviceFor(error)],
    code: error.code,
    action: isWorthRetrying(error) ? strings.retry : undefined,
    hasFallback: true,
  };
}
