/** Every text that a visitor sees or hears. Replace any of them through `element.strings`. */
export interface ConferenceStrings {
  /** The frame's accessible name when the tag has no `label`. */
  label: (name: string) => string;
  loading: string;
  waiting: string;
  /** The host has to start the conference; nobody knows when. */
  waitingForHost: string;
  /** When the conference opens: `time` is already in the visitor's language and time zone. */
  opensAt: (time: string) => string;
  closed: string;
  over: string;
  retry: string;
  rejoin: string;
  /** What failed and what a visitor can do about it, by {@link FailureAdvice}. */
  failed: Record<FailureAdvice, string>;
}

/** The sentences that failures share: what a visitor can do is less than what can go wrong. */
export type FailureAdvice =
  | 'setup'
  | 'signIn'
  | 'unavailable'
  | 'offline'
  | 'unreachable'
  | 'slow'
  | 'busy'
  | 'service'
  | 'notHere'
  | 'insecure'
  | 'permissions';

/** The texts that are built in. */
export const ENGLISH: ConferenceStrings = {
  label: (name) => `Video conference: ${name}`,
  loading: 'Connecting to the conference…',
  waiting: 'The conference has not opened yet.',
  waitingForHost: 'The host has not started the conference yet.',
  opensAt: (time) => `It opens ${time}.`,
  closed: 'You have left the conference.',
  over: 'The conference has ended.',
  retry: 'Try again',
  rejoin: 'Join again',
  failed: {
    setup:
      'The conference can’t be shown: this page is not set up for it. Please tell the site’s owner.',
    signIn: 'Your invitation is missing or has expired. Reload the page or sign in again.',
    unavailable: 'This conference is not available right now. Ask the host, or try again later.',
    offline: 'You are offline. Check your connection, then try again.',
    unreachable: 'The conference could not be reached. Check your connection, then try again.',
    slow: 'The conference is taking too long to answer. Please try again.',
    busy: 'Many people are joining right now. Please try again in a moment.',
    service: 'The conference service has a problem. Please try again in a few minutes.',
    notHere: 'The conference can’t be shown inside this page.',
    insecure:
      'Camera and microphone only work on a secure (https) page. Please tell the site’s owner.',
    permissions:
      'This page does not let the conference use camera and microphone. Please tell the site’s owner.',
  },
};
