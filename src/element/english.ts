import type { ConferenceStrings } from './conference-strings.js';

/** The texts that are built in. */
export const ENGLISH: ConferenceStrings = {
  label: (name) => `Video conference: ${name}`,
  join: 'Join the conference',
  loading: 'Connecting to the conference…',
  retrying: 'Still connecting. Trying again…',
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
