import { problemPage } from './problem-pages.js';

/** What a client does about a problem: its HTTP status, and whether asking again can help. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
}

/**
 * Every problem that a token endpoint answers with, by its stable code
 * (wire contract, version 1). `docs/problems/` has a page for each.
 */
export const PROBLEMS = {
  malformed_json: { status: 400, title: 'The body is not JSON', retryable: false },
  method_not_allowed: { status: 405, title: 'Method not allowed', retryable: false },
  body_too_large: { status: 413, title: 'The body is too large', retryable: false },
  unsupported_media_type: { status: 415, title: 'The body must be JSON', retryable: false },
  validation_failed: { status: 422, title: 'A parameter is not valid', retryable: false },
  token_missing: { status: 401, title: 'An embed token is required', retryable: false },
  token_invalid: { status: 401, title: 'The embed token is not valid', retryable: false },
  token_expired: { status: 401, title: 'The embed token has expired', retryable: false },
  origin_not_allowed: { status: 403, title: 'This page may not ask here', retryable: false },
  conference_not_open: { status: 403, title: 'The conference is not open yet', retryable: false },
  conference_unavailable: {
    status: 404,
    title: 'The conference is not available',
    retryable: false,
  },
  conference_over: { status: 410, title: 'The conference is over', retryable: false },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  internal: { status: 500, title: 'The token endpoint failed', retryable: false },
  upstream_invalid: {
    status: 502,
    title: 'The Livebox server gave an unusable answer',
    retryable: false,
  },
  upstream_refused: {
    status: 502,
    title: 'The Livebox server refused the credentials',
    retryable: false,
  },
  frame_refused: { status: 502, title: 'The conference may not be framed here', retryable: false },
  upstream_unavailable: {
    status: 503,
    title: 'The Livebox server is not available',
    retryable: true,
  },
  shutting_down: { status: 503, title: 'The token endpoint is shutting down', retryable: true },
  upstream_timeout: { status: 504, title: 'The Livebox server did not answer', retryable: true },
} as const satisfies Record<string, ProblemKind>;

/** The stable code of a problem that an endpoint answers with. */
export type ProblemCode = keyof typeof PROBLEMS;

/** Media type of a problem (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** A problem as it travels: RFC 9457 with `code`, `retryable` and, where known, a schedule. */
export interface Problem {
  /** The page that explains the problem. */
  type: string;
  title: string;
  /** HTTP status. */
  status: number;
  /** One of {@link PROBLEMS}; a newer endpoint may send one that this version does not know. */
  code: string;
  /** Whether the same request may succeed later. */
  retryable: boolean;
  /** For people: what happened and what to do. */
  detail?: string;
  /** RFC 3339 UTC: when the conference opens. */
  opensAt?: string;
  /** RFC 3339 UTC: when the conference closes. */
  closesAt?: string;
}

/**
 * Builds the problem for a code.
 *
 * @param code one of {@link PROBLEMS}
 * @param members what this occurrence adds: `detail`, `opensAt`, `closesAt`
 */
export function createProblem(
  code: ProblemCode,
  members: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'> = {},
): Problem {
  const { status, title, retryable } = PROBLEMS[code];
  return { type: problemPage(code), title, status, code, retryable, ...members };
}
