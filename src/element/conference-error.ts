import { isRecord } from '../embed-protocol/grant.js';
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
  /** What this occurrence is about: an origin, an address, the endpoint's own words. */
  detail?: string;
  /** HTTP status of the endpoint's answer. */
  status?: number | undefined;
  /** Whether the same request may succeed later. */
  retryable?: boolean;
  /** Milliseconds that the endpoint asked to wait (`Retry-After`). */
  retryAfter?: number;
  /** Milliseconds that the server's clock is ahead of this one, by its `Date` header. */
  clockOffset?: number;
  opensAt?: Date | undefined;
  closesAt?: Date | undefined;
  cause?: unknown;
}

/**
 * Why the conference is not shown: `element.error`, and `error` of `livebox-error`.
 * The message is short; the console gets a sentence with the remedy.
 *
 * @example
 * element.addEventListener('livebox-error', ({ error }) => report(error.code));
 */
export class ConferenceError extends Error {
  override readonly name = 'ConferenceError';
  readonly code: ConferenceErrorCode;
  /** What this occurrence is about, for developers. */
  declare readonly detail: string | undefined;
  declare readonly status: number | undefined;
  declare readonly retryable: boolean;
  /** @internal */
  declare readonly retryAfter: number;
  /** @internal */
  declare readonly clockOffset: number;
  /** When the conference opens, when the code is `conference_not_open` and it is known. */
  declare readonly opensAt: Date | undefined;
  declare readonly closesAt: Date | undefined;

  constructor(code: ConferenceErrorCode, { cause, ...details }: ConferenceErrorDetails = {}) {
    super(details.detail ? `${code}: ${details.detail}` : code, { cause });
    this.code = code;
    Object.assign(this, { retryable: false, retryAfter: 0, clockOffset: 0 }, details);
  }
}

/** Whether a value is a {@link ConferenceError}, of this copy of the module or of another one. */
export function isConferenceError(value: unknown): value is ConferenceError {
  return isRecord(value) && value['name'] === 'ConferenceError';
}
