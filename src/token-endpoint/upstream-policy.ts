import {
  type CircuitBreakerPolicy,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
} from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { LiveboxAbortError, LiveboxError } from '../livebox-api/livebox-error.js';

/** How long all the calls of one fill may take together, in ms: a visitor waits for them. */
export const FILL_TIME = 15_000;

/** Failures in a row until who causes them is left alone. */
const FAILURES = 5;

/** For how long, in ms. */
const REST = 10_000;

/** Conferences whose failures are counted at most. */
const MAX_CONFERENCES = 5000;

/** What the breaker does: calls pass, none does, or one is let through to see. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/**
 * Bounds the time of fills, and stops them for a while: all of them when the Livebox server is
 * down, those of one conference when only that one fails. Which of the two it is shows in the
 * list, which every fill asks for first and which names no conference.
 */
export class UpstreamPolicy {
  readonly #server = createBreaker();
  readonly #conferences = new LRUCache<string, CircuitBreakerPolicy>({ max: MAX_CONFERENCES });
  readonly #timeout = timeout(FILL_TIME, TimeoutStrategy.Aggressive);

  /** @param onBreaker hears of the server's breaker */
  constructor(onBreaker: (state: BreakerState) => void) {
    this.#server.onBreak(() => onBreaker('open'));
    this.#server.onHalfOpen(() => onBreaker('half_open'));
    this.#server.onReset(() => onBreaker('closed'));
  }

  /**
   * Asks what any working server can answer.
   *
   * @throws {BrokenCircuitError} while the server is left alone
   */
  askServer<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return this.#server.execute(ask);
  }

  /**
   * Makes a conference's fill.
   *
   * @throws {BrokenCircuitError} while the conference is left alone
   * @throws {TaskCancelledError} when it takes too long
   */
  fill<Fill>(conference: string, make: (signal: AbortSignal) => Promise<Fill>): Promise<Fill> {
    const breaker = this.#conferences.get(conference) ?? createBreaker();
    this.#conferences.set(conference, breaker);
    return breaker.execute(() => this.#timeout.execute(({ signal }) => make(signal)));
  }
}

function createBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: REST,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
}

/** A refusal or nonsense comes from a server that is up. */
function isOutage(error: Error): boolean {
  // A call is aborted when its fill has taken too long.
  if (error instanceof TaskCancelledError || error instanceof LiveboxAbortError) return true;
  return error instanceof LiveboxError && error.retryable;
}
