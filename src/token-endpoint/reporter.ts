import { type ProblemCode, PROBLEMS } from '../embed-protocol/problem.js';
import type { CacheUse } from './conference-cache.js';
import type { Refusal } from './refusal.js';
import type { LimitKind } from './limits.js';
import type { BreakerState } from './upstream-policy.js';

/** Where a failure came to light. */
export interface ErrorContext {
  /**
   * What visitors were told, or would have been if nothing good had been remembered;
   * `store_unavailable`: the shared store failed, and no visitor noticed.
   */
  readonly code: ProblemCode | 'store_unavailable';
  /** The conference that was asked for, once its name was read. */
  readonly conference: string | undefined;
}

/** Hears of failures. */
export type ErrorHook = (error: unknown, context: ErrorContext) => unknown;

/** Who was refused. */
export interface RefusalContext {
  /** What the visitor was told. */
  readonly code: ProblemCode;
  /** The conference that was asked for, once its name was read. */
  readonly conference: string | undefined;
}

/**
 * Hears why visitors were refused: a sentence that holds no credential. Visitors cause it, as
 * often as they like.
 */
export type RefusalHook = (why: string, context: RefusalContext) => unknown;

/** Something to count; without names, addresses or keys. */
export type EndpointEvent =
  | { readonly type: 'cache'; readonly use: CacheUse }
  | { readonly type: 'breaker'; readonly state: BreakerState }
  | { readonly type: 'limit'; readonly kind: LimitKind };

/** Hears what happens inside the endpoint, for the site's metrics. */
export type EventHook = (event: EndpointEvent) => unknown;

/** The site's hooks. */
export interface Hooks {
  readonly onError: ErrorHook | undefined;
  readonly onEvent: EventHook | undefined;
  readonly onRefusal: RefusalHook | undefined;
}

/** Tells the site's hooks. They are the site's code: nothing that they do changes an answer. */
export class Reporter {
  readonly #onError: ErrorHook | undefined;
  readonly #onEvent: EventHook | undefined;
  readonly #onRefusal: RefusalHook | undefined;

  constructor({ onError, onEvent, onRefusal }: Hooks) {
    this.#onError = onError;
    this.#onEvent = onEvent;
    this.#onRefusal = onRefusal;
  }

  /**
   * Reports a failure that is not the visitor's doing, once, however many visitors share it;
   * and each other one whose cause is known.
   */
  report(refusal: Refusal, conference: string | undefined): void {
    const { code, why } = refusal;
    if (why !== undefined) call(this.#onRefusal, why, { code, conference });
    if (refusal.isReported || PROBLEMS[refusal.code].status < 500) return;
    refusal.isReported = true;
    call(this.#onError, refusal.cause ?? refusal, { code: refusal.code, conference });
  }

  /** Reports that the shared store failed. */
  reportStore(error: unknown, conference: string): void {
    call(this.#onError, error, { code: 'store_unavailable', conference });
  }

  /** Tells something to count. */
  tell(event: EndpointEvent): void {
    call(this.#onEvent, event);
  }
}

function call<Arguments extends unknown[]>(
  hook: ((...values: Arguments) => unknown) | undefined,
  ...values: Arguments
): void {
  if (!hook) return;
  try {
    const result = hook(...values);
    if (result instanceof Promise) result.catch(() => undefined);
  } catch {
    // Its log has failed; the visitor's answer must not.
  }
}
