import type { OperationName } from './operations.js';

/** What every {@link LiveboxError} may know about its origin. */
export interface LiveboxErrorDetails {
  operation?: OperationName | undefined;
  status?: number | undefined;
  cause?: unknown;
}

/**
 * The base of every error that the client throws. No message, `cause` or stack of it holds
 * a credential, the request or its body.
 *
 * @example
 * try {
 *   await livebox.enableConference('Conference-1');
 * } catch (error) {
 *   if (error instanceof LiveboxError && error.retryable) tryAgainLater();
 *   else throw error;
 * }
 */
export abstract class LiveboxError extends Error {
  /** Stable, one for each decision that a caller can make. */
  abstract readonly code: string;
  /** The operation that failed; `undefined` when the client could not be constructed. */
  readonly operation: OperationName | undefined;
  /** HTTP status of the answer, when there was one. */
  readonly status: number | undefined;
  /**
   * Whether the same call may succeed later. The client has already repeated what is safe
   * to repeat; for the other operations, find out first whether the call took effect.
   */
  readonly retryable: boolean = false;

  constructor(message: string, { operation, status, cause }: LiveboxErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.operation = operation;
    this.status = status;
  }
}

/**
 * An argument or option is not valid: correct the calling code. Thrown before any request,
 * or when the server refused the parameters with status 400 (`status` is set then).
 *
 * @example if (error instanceof LiveboxArgumentError) console.error(error.parameter);
 */
export class LiveboxArgumentError extends LiveboxError {
  override readonly name = 'LiveboxArgumentError';
  readonly code = 'argument_invalid';
  /** Name of the argument or option; `undefined` when only the server knows which one. */
  readonly parameter: string | undefined;

  constructor(parameter: string | undefined, message: string, details?: LiveboxErrorDetails) {
    super(message, details);
    this.parameter = parameter;
  }
}

/**
 * The client was constructed in a browser, where its credentials would be public.
 *
 * @example if (error instanceof LiveboxEnvironmentError) useTheTokenEndpoint();
 */
export class LiveboxEnvironmentError extends LiveboxError {
  override readonly name = 'LiveboxEnvironmentError';
  readonly code = 'environment_invalid';
}

/**
 * The server refused the credentials (401) or what they may do (403): the Livebox
 * administrator has to act.
 *
 * @example if (error instanceof LiveboxCredentialsError) alertOperators(error.message);
 */
export class LiveboxCredentialsError extends LiveboxError {
  override readonly name = 'LiveboxCredentialsError';
  readonly code = 'credentials_refused';
}

/** Why a conference can't do what was asked. */
export type LiveboxConferenceErrorCode = 'conference_unknown' | 'name_taken' | 'conference_off';

/**
 * The conference is unknown (404), its name is taken (409 when creating), or it is off
 * (409 when asking for its embed code).
 *
 * @example if (error instanceof LiveboxConferenceError && error.code === 'name_taken') rename();
 */
export class LiveboxConferenceError extends LiveboxError {
  override readonly name = 'LiveboxConferenceError';
  readonly code: LiveboxConferenceErrorCode;

  constructor(code: LiveboxConferenceErrorCode, message: string, details: LiveboxErrorDetails) {
    super(message, details);
    this.code = code;
  }
}

/**
 * The answer is none of the documented ones: a failure reported with status 200, another
 * body, a redirect, more than 1 MiB. Check that `server` is a Livebox server.
 *
 * @example if (error instanceof LiveboxAnswerError) console.error(error.message);
 */
export class LiveboxAnswerError extends LiveboxError {
  override readonly name = 'LiveboxAnswerError';
  readonly code = 'answer_invalid';
}

/**
 * The server can't be reached or can't answer now (5xx, 429).
 *
 * @example if (error instanceof LiveboxUnavailableError) tryAgainLater();
 */
export class LiveboxUnavailableError extends LiveboxError {
  override readonly name = 'LiveboxUnavailableError';
  readonly code = 'unavailable';
  override readonly retryable = true;
}

/**
 * The server did not answer within `timeout`.
 *
 * @example if (error instanceof LiveboxTimeoutError) tryAgainLater();
 */
export class LiveboxTimeoutError extends LiveboxError {
  override readonly name = 'LiveboxTimeoutError';
  readonly code = 'timeout';
  override readonly retryable = true;
}

/**
 * The caller's signal was aborted; `cause` is the signal's reason.
 *
 * @example if (error instanceof LiveboxAbortError) return;
 */
export class LiveboxAbortError extends LiveboxError {
  override readonly name = 'LiveboxAbortError';
  readonly code = 'aborted';
}
