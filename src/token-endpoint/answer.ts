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

/** What is public may be read and kept by anybody, and depends on no header. */
const PUBLIC: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Date, Age, Retry-After',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The problem to answer with. */
export interface ProblemAnswer {
  readonly code: ProblemCode;
  readonly members?: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'>;
  /** Seconds; `undefined` where nothing better than a guess is known. */
  readonly retryAfter?: number | undefined;
}

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
export function answerProblem(refusal: ProblemAnswer, page?: PageOrigin): Response {
  const problem = describeProblem(refusal);
  const headers = { ...createHeaders(page), ...createStatusHeaders(problem.status, refusal) };
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'Content-Type': PROBLEM_MEDIA_TYPE },
  });
}

/** Answers with a grant that everybody may read, or that whoever asks has it already. */
export function answerPublicGrant(
  body: string | null,
  status: 200 | 304,
  headers: { ETag: string; 'Cache-Control': string },
): Response {
  const type: Record<string, string> = status === 200 ? { 'Content-Type': 'application/json' } : {};
  return new Response(body, { status, headers: { ...PUBLIC, ...headers, ...type } });
}

/** Answers a `GET` or `HEAD` with a problem. */
export function answerPublicProblem(
  refusal: ProblemAnswer,
  cacheControl: string,
  isHead: boolean,
): Response {
  const problem = describeProblem(refusal);
  const headers = {
    ...PUBLIC,
    ...createStatusHeaders(problem.status, refusal),
    'Cache-Control': cacheControl,
    'Content-Type': PROBLEM_MEDIA_TYPE,
  };
  const body = isHead ? null : JSON.stringify(problem);
  return new Response(body, { status: problem.status, headers });
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

function describeProblem({ code, members }: ProblemAnswer): Problem {
  return createProblem(code, { detail: PROBLEM_DETAILS[code], ...members });
}

function createStatusHeaders(
  status: number,
  { retryAfter = RETRY_SECONDS }: ProblemAnswer,
): Record<string, string> {
  switch (status) {
    case 401:
      return { 'WWW-Authenticate': 'Bearer' };
    case 405:
      return { Allow: 'GET, HEAD, POST, OPTIONS' };
    case 429:
    case 503:
    case 504:
      return { 'Retry-After': String(retryAfter) };
    default:
      return {};
  }
}
