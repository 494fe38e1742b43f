import { ConferenceError, isConferenceError } from './conference-error.js';
import { pause } from './pause.js';
import { policyError } from './policy-error.js';
import { waitForOpening } from './waiting-room.js';

/** How often a visit asks again by itself. */
const MAX_RETRIES = 3;
/** Milliseconds: a server that asks for a longer pause is left alone until the visitor asks. */
const LONGEST_PAUSE = 60_000;

/** What has happened in a visit so far: of most, nothing that has to be counted. */
export interface VisitHistory {
  /** Tries after failures. */
  retries?: number;
  /** Questions whether the host has started. */
  polls?: number;
  /** Whether the token function has been asked for another token. */
  hasFreshToken?: boolean;
  /** What the page's Content Security Policy stopped. */
  readonly violations: SecurityPolicyViolationEvent[];
}

/** The element, as far as a recovery needs it. */
export interface RecoveryHost {
  /** Whether a fresh token can be had. */
  readonly hasTokenFunction: boolean;
  /** Milliseconds of the longest first pause. */
  readonly retryDelay: number;
  readonly language: string | undefined;
  /** Called before the pause that precedes another try. */
  readonly handleRetry: () => void;
  /** Called when the conference is not open yet. */
  readonly handleWait: (error: ConferenceError) => void;
  /** Shows the time that is left. */
  readonly showCountdown: (text: string) => void;
}

/**
 * Waits until it makes sense to try again after a failure.
 *
 * @param signal ends the wait: the promise rejects with its reason
 * @throws {ConferenceError} when trying again makes no sense
 */
export async function recover(
  cause: unknown,
  history: VisitHistory,
  host: RecoveryHost,
  signal: AbortSignal,
): Promise<void> {
  const error = await explain(cause, history.violations, signal);
  if (error.code === 'conference_not_open') {
    host.handleWait(error);
    const { opensAt, clockOffset } = error;
    const { polls = 0 } = history;
    history.polls = polls + 1;
    await waitForOpening({ ...host, opensAt, clockOffset, polls }, signal);
  } else if (error.status === 401 && host.hasTokenFunction && !history.hasFreshToken) {
    // A token lives for minutes: when one is refused, the function is asked for another, once.
    history.hasFreshToken = true;
  } else if (isWorthAnotherTry(error, history)) {
    host.handleRetry();
    const { retries = 0 } = history;
    history.retries = retries + 1;
    const jitter = Math.random() * host.retryDelay * 2 ** retries;
    await pause(error.retryAfter + jitter, signal);
  } else {
    throw error;
  }
}

/** Offline, trying is no use: the browser tells when it is online again. */
function isWorthAnotherTry(error: ConferenceError, { retries = 0 }: VisitHistory): boolean {
  return (
    error.retryable &&
    retries < MAX_RETRIES &&
    error.code !== 'offline' &&
    error.retryAfter <= LONGEST_PAUSE
  );
}

async function explain(
  cause: unknown,
  violations: VisitHistory['violations'],
  signal: AbortSignal,
): Promise<ConferenceError> {
  if (!isConferenceError(cause)) {
    return new ConferenceError('internal', { detail: String(cause), cause });
  }
  if (cause.code !== 'network') return cause;
  // The browser reports a violated policy in a task of its own.
  await pause(0, signal);
  const { detail = '', retryable } = cause;
  return (
    policyError(violations, detail, 'connect-src') ??
    (navigator.onLine ? cause : new ConferenceError('offline', { retryable, cause }))
  );
}
