import type { MediaProblem } from './local-media.js';

/** What a visitor reads about a device that is not there. */
export interface MediaNotice {
  title: string;
  text: string;
  /** Whether asking again can help. */
  isRetryable: boolean;
}

/** Puts a problem into words: what happened, and what to do. */
export function describeProblem({ devices, reason }: MediaProblem): MediaNotice {
  const both = devices.length > 1;
  const what = devices.join(' and ');
  const The = `Your ${what}`;
  const be = both ? 'are' : 'is';
  switch (reason) {
    case 'insecure':
      return {
        title: 'This page is not secure',
        text: 'Browsers give camera and microphone to pages on https (or on localhost) only. Open the meeting on an https address.',
        isRetryable: false,
      };
    case 'policy':
      return {
        title: `This site does not pass on the ${what}`,
        text: `The page around this meeting blocks the ${what} inside its frame. Its owner has to allow ${both ? 'them' : 'it'}: allow="${devices.join('; ')}" on the frame, and no Permissions-Policy header against ${both ? 'them' : 'it'}.`,
        isRetryable: false,
      };
    case 'denied':
      return {
        title: `${The} ${be} not allowed`,
        text: `Allow the ${what} for this site in the address bar of your browser, then try again.`,
        isRetryable: true,
      };
    case 'missing':
      return {
        title: both ? 'No camera and no microphone found' : `No ${what} found`,
        text: `Connect ${both ? 'them' : 'one'}, then try again. You can stay in the meeting without.`,
        isRetryable: true,
      };
    case 'busy':
      return {
        title: `${The} can't be used right now`,
        text: `Another program may be using ${both ? 'them' : 'it'}. Close it, then try again.`,
        isRetryable: true,
      };
    case 'failed':
      return {
        title: `${The} could not be started`,
        text: 'Try again; if it keeps happening, reload the page or use another browser.',
        isRetryable: true,
      };
  }
}

/** @returns what is wrong when the emulator lacks the packages for a call */
export function describeMissingPackages(): MediaNotice | undefined {
  const missing = document.body.dataset['missing'];
  if (!missing) return undefined;
  return {
    title: 'This emulator can’t connect calls',
    text: `Two packages are optional, and not all are there: npm install --save-dev ${missing}, then start it again. Until then you see only yourself.`,
    isRetryable: false,
  };
}
