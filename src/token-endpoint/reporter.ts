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

/** Something to count; without names, addresses or keys. */
export type EndpointEvent =
  | { readonly type: 'cache'; readonly use: CacheUse }
  | { readonly type: 'breaker'; readonly state: BreakerState }
  | { readonly type: 'limit'; readonly kind: LimitKind };

/** Hears what happens inside the endpoint, for the site's metrics. */
export type EventHook = (event: EndpointEvent) => unknown;

/** Tells the site's hooks. They are the site's code: nothing that they do changes an answer. */
export class Reporter {
  readonly #onError: ErrorHook | undefined;
  readonly #onEvent: EventHook | undefined;

  constructor(onError: ErrorHook | undefined, onEvent: EventHook | undefined) {
    this.#onError = onError;
    this.#onEvent = onEvent;
  }

  /** Reports a failure that is not the visitor's doing, once, however many visitors share it. */
  report(refusal: Refusal, conference: string | undefined): void {
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
