import type { ProblemCode } from '../embed-protocol/problem.js';

/** Longest that a shared cache may give an answer out without asking, in seconds. */
const MAX_AGE = 30;

/** How long it may give an older one out while it asks, in seconds. */
const REVALIDATION = 60;

/** How long "not available" is kept, in seconds: those who wait want to hear soon. */
const ABSENCE_AGE = 5;

/**
 * How long shared caches keep a grant. Whatever happens, who gets it last still has a
 * fifth of its life to load the frame in.
 *
 * @param remaining seconds until the grant expires
 */
export function createGrantCacheControl(remaining: number): string {
  const age = Math.max(0, Math.min(MAX_AGE, Math.floor(remaining / 5)));
  const onError = Math.max(0, Math.floor(remaining * 0.8) - age);
  const whileAsking = Math.min(REVALIDATION, onError);
  return [
    'public, max-age=0',
    `s-maxage=${age}`,
    `stale-while-revalidate=${whileAsking}`,
    `stale-if-error=${onError}`,
  ].join(', ');
}

/**
 * How long shared caches keep a problem: never a failure, so that they may give out
 * the grant that they have.
 *
 * @param opensIn seconds until the conference opens, where that is known
 */
export function createProblemCacheControl(code: ProblemCode, opensIn = Infinity): string {
  switch (code) {
    case 'conference_unavailable':
      return `public, max-age=0, s-maxage=${ABSENCE_AGE}`;
    case 'conference_not_open':
      return `public, max-age=0, s-maxage=${Math.max(0, Math.min(ABSENCE_AGE, Math.floor(opensIn)))}`;
    case 'conference_over':
      return `public, max-age=0, s-maxage=${MAX_AGE}`;
    default:
      return 'no-store';
  }
}
