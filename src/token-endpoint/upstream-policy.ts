import {
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  type IPolicy,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { LiveboxError } from '../livebox-api/livebox-error.js';

/** How long all the calls of one fill may take together, in ms: a visitor waits for them. */
export const FILL_TIME = 15_000;

/** Fills that fail in a row until Livebox is left alone. */
const FAILURES = 5;

/** For how long it is, in ms. */
const REST = 10_000;

/** What the breaker does: calls pass, none does, or one is let through to see. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/** Bounds the time of fills, and stops them for a while when Livebox is down. */
export function createUpstreamPolicy(onBreaker: (state: BreakerState) => void): IPolicy {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: REST,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  breaker.onBreak(() => onBreaker('open'));
  breaker.onHalfOpen(() => onBreaker('half_open'));
  breaker.onReset(() => onBreaker('closed'));
  return wrap(breaker, timeout(FILL_TIME, TimeoutStrategy.Aggressive));
}

/** A refusal or nonsense comes from a server that is up. */
function isOutage(error: Error): boolean {
  if (error instanceof TaskCancelledError) return true;
  return error instanceof LiveboxError && error.retryable;
}
