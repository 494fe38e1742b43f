import type { ProblemCode } from '../embed-protocol/problem.js';

/** What went wrong before an endpoint could answer, or after it had. */
export type ElementErrorCode =
  | 'name_invalid'
  | 'endpoint_missing'
  | 'endpoint_invalid'
  | 'offline'
  | 'network'
  | 'timeout'
  | 'embed_code_invalid'
  | 'frame_origin_not_allowed'
  | 'insecure_context'
  | 'permissions_policy_blocked'
  | 'csp_blocked';

/** A stable code; an endpoint newer than this element may send one that is not listed. */
export type ConferenceErrorCode = ProblemCode | ElementErrorCode | (string & Record<never, never>);

/** Further facts about a failure. */
export interface ConferenceErrorDetails {
  /** HTTP status of the endpoint's answer. */
  status?: number | undefined;
  /** Whether the same request may succeed later. */
  retryable?: boolean;
  /** Milliseconds that the endpoint asked to wait (`Retry-After`). */
  retryAfter?: number | undefined;
  opensAt?: Date | undefined;
  closesAt?: Date | undefined;
  cause?: unknown;
}

/**
 * Why the conference is not shown: `element.error`, and `error` of `livebox-error`.
 *
 * @example
 * element.addEventListener('livebox-error', ({ error }) => report(error.code));
 */
export class ConferenceError extends Error {
  override readonly name = 'ConferenceError';
  readonly code: ConferenceErrorCode;
  readonly status: number | undefined;
  readonly retryable: boolean;
  /** @internal */
  readonly retryAfter: number | undefined;
  /** When the conference opens, when the code is `conference_not_open` and it is known. */
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;

  /**
   * @param code the stable code
   * @param message for developers: what happened and what to do next
   */
  constructor(code: ConferenceErrorCode, message: string, details: ConferenceErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
    this.opensAt = details.opensAt;
    this.closesAt = details.closesAt;
  }
}
