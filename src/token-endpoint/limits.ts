import { Refusal } from './refusal.js';

/**
 * What is counted for each client: `hit` every request; `failure` one with a bad token, or
 * for a conference that is not available; `miss` one that makes the endpoint ask Livebox;
 * `enable` one that may switch a conference on.
 */
export type LimitKind = 'hit' | 'miss' | 'failure' | 'enable';

/** Counts what clients do, such as `createRequestLimits()`. */
export interface RequestLimits {
  /**
   * Counts one.
   *
   * @param client an IPv4 address, the first 64 bits of an IPv6 one, or `unknown`
   * @returns 0, or the seconds to wait when it is one too many
   */
  consume(kind: LimitKind, client: string): Promise<number>;
  /** The same without counting. */
  check(kind: LimitKind, client: string): Promise<number>;
}

/** The limits as one request meets them. */
export class ClientLimits {
  readonly #limits: RequestLimits | undefined;
  readonly #client: string;
  readonly #onLimit: (kind: LimitKind) => void;

  constructor(
    limits: RequestLimits | undefined,
    client: string,
    onLimit: (kind: LimitKind) => void,
  ) {
    this.#limits = limits;
    this.#client = client;
    this.#onLimit = onLimit;
  }

  /**
   * Counts one.
   *
   * @throws {Refusal} `rate_limited`
   */
  async consume(kind: LimitKind): Promise<void> {
    if (this.#limits) this.#settle(kind, await this.#limits.consume(kind, this.#client));
  }

  /**
   * Stops who has failed too often before it costs anything.
   *
   * @throws {Refusal} `rate_limited`
   */
  async check(kind: LimitKind): Promise<void> {
    if (this.#limits) this.#settle(kind, await this.#limits.check(kind, this.#client));
  }

  /** What to answer instead of a refusal: itself, or that there were too many of them. */
  async count(refusal: Refusal): Promise<Refusal> {
    if (!FAILURES.has(refusal.code)) return refusal;
    try {
      await this.consume('failure');
      return refusal;
    } catch (error) {
      return error instanceof Refusal ? error : new Refusal('internal', {}, error);
    }
  }

  #settle(kind: LimitKind, wait: number): void {
    // Whatever is no number of seconds is no permission.
    if (wait === 0) return;
    this.#onLimit(kind);
    const refusal = new Refusal('rate_limited');
    refusal.retryAfter = Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : 60;
    throw refusal;
  }
}

const FAILURES: ReadonlySet<string> = new Set([
  'token_missing',
  'token_invalid',
  'token_expired',
  'conference_unavailable',
]);
