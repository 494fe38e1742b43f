import type { Grant } from '../embed-protocol/grant.js';
import {
  createProblem,
  type Problem,
  PROBLEM_MEDIA_TYPE,
  type ProblemCode,
} from '../embed-protocol/problem.js';
import type { PageOrigin } from './origin-check.js';
import { PROBLEM_DETAILS } from './problem-details.js';

/** For how long a browser may keep the answer to a preflight: Chromium keeps none longer. */
const PREFLIGHT_SECONDS = 7200;

/** When to ask again after a failure of Livebox, unless it is known better. */
const RETRY_SECONDS = 5;

const ALWAYS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  Vary: 'Origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers with a grant. */
export function answerGrant(grant: Grant, page: PageOrigin): Response {
  const headers = { ...createHeaders(page), 'Content-Type': 'application/json' };
  return new Response(JSON.stringify(grant), { status: 200, headers });
}

/**
 * Answers with a problem (RFC 9457).
 *
 * @param page without it, no page of another origin can read the answer
 */
export function answerProblem(
  code: ProblemCode,
  members: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'> = {},
  page?: PageOrigin,
): Response {
  const problem = createProblem(code, { detail: PROBLEM_DETAILS[code], ...members });
  const headers = {
    ...createHeaders(page),
    ...createStatusHeaders(problem.status),
    'Content-Type': PROBLEM_MEDIA_TYPE,
  };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** Answers a CORS preflight of a page that may ask. */
export function answerPreflight(page: PageOrigin): Response {
  const headers = {
    ...createHeaders(page),
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'content-type, authorization',
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
  };
  return new Response(null, { status: 204, headers });
}

function createHeaders(page: PageOrigin | undefined): Record<string, string> {
  if (!page?.crossOrigin) return { ...ALWAYS };
  return {
    ...ALWAYS,
    'Access-Control-Allow-Origin': page.crossOrigin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Date, Age, Retry-After',
  };
}

function createStatusHeaders(status: number): Record<string, string> {
  switch (status) {
    case 401:
      return { 'WWW-Authenticate': 'Bearer' };
    case 405:
      return { Allow: 'POST, OPTIONS' };
    case 429:
    case 503:
    case 504:
      return { 'Retry-After': String(RETRY_SECONDS) };
    default:
      return {};
  }
}
