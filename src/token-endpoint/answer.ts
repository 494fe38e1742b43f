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

/** Names and values by turns: as `node:http` writes them without another object. */
type HeaderList = readonly string[];

const ALWAYS: HeaderList = [
  ...['Cache-Control', 'no-store'],
  ...['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ...['Cross-Origin-Resource-Policy', 'same-origin'],
  ...['Referrer-Policy', 'no-referrer'],
  ...['Vary', 'Origin'],
  ...['X-Content-Type-Options', 'nosniff'],
];

/** What is public may be read and kept by anybody, and depends on no header. */
const PUBLIC: HeaderList = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Expose-Headers', 'Date, Age, Retry-After'],
  ...['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ...['Cross-Origin-Resource-Policy', 'cross-origin'],
  ...['Referrer-Policy', 'no-referrer'],
  ...['X-Content-Type-Options', 'nosniff'],
];

const JSON_TYPE: HeaderList = ['Content-Type', 'application/json'];
const PROBLEM_TYPE: HeaderList = ['Content-Type', PROBLEM_MEDIA_TYPE];

/** The problem to answer with. */
export interface ProblemAnswer {
  readonly code: ProblemCode;
  readonly members?: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'>;
  /** Seconds; `undefined` where nothing better than a guess is known. */
  readonly retryAfter?: number | undefined;
}

/** What is answered, before anything of the platform is made of it. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | null;
  /** Of a problem. */
  readonly code?: ProblemCode;
  /** The conference that a grant is for. */
  readonly conference?: string | undefined;
}

/** Makes the platform's `Response` of an answer. */
export function toResponse({ body, status, headers: list }: Answer): Response {
  const headers = new Headers();
  for (let index = 0; index < list.length; index += 2) {
    headers.append(list[index] ?? '', list[index + 1] ?? '');
  }
  return new Response(body, { status, headers });
}

/**
 * Answers with a grant.
 *
 * @param body the grant as JSON
 */
export function createGrantAnswer(
  body: string,
  page: PageOrigin,
  conference: string | undefined,
): Answer {
  return { status: 200, headers: [...createHeaders(page), ...JSON_TYPE], body, conference };
}

/**
 * Answers with a problem (RFC 9457).
 *
 * @param page without it, no page of another origin can read the answer
 */
export function createProblemAnswer(refusal: ProblemAnswer, page?: PageOrigin): Answer {
  const problem = describeProblem(refusal);
  const { status } = problem;
  const headers = [
    ...createHeaders(page),
    ...createStatusHeaders(status, refusal),
    ...PROBLEM_TYPE,
  ];
  return { status, headers, body: JSON.stringify(problem), code: refusal.code };
}

/** The same as the platform's `Response`. */
export function answerProblem(refusal: ProblemAnswer, page?: PageOrigin): Response {
  return toResponse(createProblemAnswer(refusal, page));
}

/** Answers with a grant that everybody may read, or that whoever asks has it already. */
export function createPublicGrantAnswer(
  body: string | null,
  status: 200 | 304,
  headers: { ETag: string; 'Cache-Control': string },
  conference: string,
): Answer {
  const type = status === 200 ? JSON_TYPE : [];
  const list = [...PUBLIC, ...Object.entries(headers).flat(), ...type];
  return { status, headers: list, body, conference };
}

/** Answers a `GET` or `HEAD` with a problem. */
export function createPublicProblemAnswer(
  refusal: ProblemAnswer,
  cacheControl: string,
  isHead: boolean,
): Answer {
  const problem = describeProblem(refusal);
  const { status } = problem;
  const headers = [
    ...PUBLIC,
    ...createStatusHeaders(status, refusal),
    ...['Cache-Control', cacheControl],
    ...PROBLEM_TYPE,
  ];
  const body = isHead ? null : JSON.stringify(problem);
  return { status, headers, body, code: refusal.code };
}

/** Answers a CORS preflight of a page that may ask. */
export function createPreflightAnswer(page: PageOrigin): Answer {
  const headers = [
    ...createHeaders(page),
    ...['Access-Control-Allow-Methods', 'POST'],
    ...['Access-Control-Allow-Headers', 'content-type, authorization'],
    ...['Access-Control-Max-Age', String(PREFLIGHT_SECONDS)],
  ];
  return { status: 204, headers, body: null };
}

function createHeaders(page: PageOrigin | undefined): HeaderList {
  if (!page?.crossOrigin) return ALWAYS;
  return [
    ...ALWAYS,
    ...['Access-Control-Allow-Origin', page.crossOrigin],
    ...['Access-Control-Allow-Credentials', 'true'],
    ...['Access-Control-Expose-Headers', 'Date, Age, Retry-After'],
  ];
}

/** The problem as it is answered. */
export function describeProblem({ code, members }: ProblemAnswer): Problem {
  return createProblem(code, { detail: PROBLEM_DETAILS[code], ...members });
}

function createStatusHeaders(
  status: number,
  { retryAfter = RETRY_SECONDS }: ProblemAnswer,
): HeaderList {
  switch (status) {
    case 401:
      return ['WWW-Authenticate', 'Bearer'];
    case 405:
      return ['Allow', 'GET, HEAD, POST, OPTIONS'];
    case 429:
    case 503:
    case 504:
      return ['Retry-After', String(retryAfter)];
    default:
      return [];
  }
}
