import { grantAnswer, inMinutes, problemAnswer } from '../static-answers.js';

/** One state of the tag, and what leads to it. */
export interface GalleryState {
  /** The conference's name, by which the page knows whom to answer. */
  name: string;
  heading: string;
  text: string;
  /** The code that the endpoint answers with. */
  problem?: string;
  /** What a token endpoint would answer. */
  answer: () => Response | Promise<Response>;
  attributes?: Record<string, string>;
  /** Closed as soon as it has loaded. */
  isClosed?: boolean;
}

const MEETING = '../meeting/index.html';

export const STATES: readonly GalleryState[] = [
  {
    name: 'Ready',
    heading: 'ready',
    text: 'The meeting page has loaded.',
    answer: () => grantAnswer('Ready', MEETING),
  },
  {
    name: 'Poster',
    heading: 'idle, with a poster',
    text: 'loading="click": nothing is asked for, nobody is contacted.',
    attributes: { loading: 'click' },
    answer: () => grantAnswer('Poster', MEETING),
  },
  {
    name: 'Requesting',
    heading: 'requesting',
    text: 'The endpoint is being asked. Shown after half a second.',
    attributes: { timeout: '86400000' },
    answer: () => new Promise(() => undefined),
  },
  {
    name: 'Countdown',
    heading: 'waiting, with a time',
    problem: 'conference_not_open',
    text: 'the endpoint says when it opens.',
    answer: () => problemAnswer(403, 'conference_not_open', { opensAt: inMinutes(42) }),
  },
  {
    name: 'Host',
    heading: 'waiting for the host',
    problem: 'conference_not_open',
    text: 'nobody knows when, so the tag asks again.',
    answer: () => problemAnswer(403, 'conference_not_open'),
  },
  {
    name: 'Unavailable',
    heading: 'failed: not available',
    problem: 'conference_unavailable',
    text: 'a button, and the link in the tag.',
    answer: () => problemAnswer(404, 'conference_unavailable'),
  },
  {
    name: 'SignIn',
    heading: 'failed: invitation',
    problem: 'token_expired',
    text: 'sign in again.',
    answer: () => problemAnswer(401, 'token_expired'),
  },
  {
    name: 'Setup',
    heading: 'failed: not set up',
    problem: 'origin_not_allowed',
    text: 'only the site’s owner can help.',
    answer: () => problemAnswer(403, 'origin_not_allowed'),
  },
  {
    name: 'Service',
    heading: 'failed: service',
    problem: 'upstream_refused',
    text: 'a problem behind the endpoint.',
    answer: () => problemAnswer(502, 'upstream_refused'),
  },
  {
    name: 'Closed',
    heading: 'closed',
    text: 'The visitor left: close().',
    isClosed: true,
    answer: () => grantAnswer('Closed', MEETING),
  },
  {
    name: 'Over',
    heading: 'closed: over',
    problem: 'conference_over',
    text: 'its time has run out.',
    answer: () => problemAnswer(410, 'conference_over'),
  },
];
