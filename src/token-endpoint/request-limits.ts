// The entry `livebox-conference/endpoint/limits`.
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { LimitKind, RequestLimits } from './limits.js';
import { connectForCaching } from './redis-connection.js';

export type { LimitKind, RequestLimits } from './limits.js';

/** So many in so many seconds. */
export interface Rate {
  /** 1 or more. */
  points: number;
  /** Seconds: 1 or more. */
  seconds: number;
}

/** How often one client may do what. */
export interface RequestLimitsOptions {
  /** All requests; default 6000 in 60 s: thousands may share an address. */
  hits?: Rate;
  /** Requests that make the endpoint ask Livebox; default 60 in 60 s. */
  misses?: Rate;
  /** Requests with a bad token or for a conference that is not available; default 60 in 60 s. */
  failures?: Rate;
  /** Requests that may switch a conference on; default 20 in 60 s. */
  enabling?: Rate;
  /**
   * A client of `ioredis`, where processes are to count together. Misses, failures and
   * enabling are: hits, which are many and cheap, each process counts for itself. The limits
   * make a connection of their own. While Redis is gone, each process counts in memory.
   */
  redis?: Redis;
  /** Before every key in Redis; default `livebox:`. */
  prefix?: string;
}

/** {@link RequestLimits} of `rate-limiter-flexible`. */
export interface FlexibleLimits extends RequestLimits {
  /** Closes the connection of their own, if there is one. */
  close(): Promise<void>;
}

const MINUTE = 60;

/**
 * Clients that one limit counts in memory at most: about 500 bytes each. Who was away longest is
 * forgotten first, so that who goes on asking does not get away, whoever else comes.
 */
const MAX_CLIENTS = 20_000;

/**
 * Limits what one client may do. Needs `rate-limiter-flexible`, and `ioredis` for `redis`.
 *
 * @throws {RangeError} when a rate is not of whole numbers from 1
 * @example
 * const limits = createRequestLimits({ redis: new Redis(process.env.REDIS_URL) });
 * const endpoint = createTokenEndpoint({ livebox, conferences, limits, trustedProxies: 1 });
 */
export function createRequestLimits(options: RequestLimitsOptions = {}): FlexibleLimits {
  const connection = options.redis && connectForCaching(options.redis);
  const prefix = `${options.prefix ?? 'livebox:'}limit:`;
  const {
    hits = { points: 6000, seconds: MINUTE },
    misses = { points: 60, seconds: MINUTE },
    failures = { points: 60, seconds: MINUTE },
    enabling = { points: 20, seconds: MINUTE },
  } = options;
  const limiters: Record<LimitKind, RateLimiterAbstract> = {
    hit: createLimiter(hits, `${prefix}hit`, undefined),
    miss: createLimiter(misses, `${prefix}miss`, connection),
    failure: createLimiter(failures, `${prefix}failure`, connection),
    enable: createLimiter(enabling, `${prefix}enable`, connection),
  };
  return {
    async consume(kind, client) {
      try {
        await limiters[kind].consume(client);
        return 0;
      } catch (error) {
        if (error instanceof RateLimiterRes) return toSeconds(error);
        throw error;
      }
    },
    async check(kind, client) {
      const state = await limiters[kind].get(client);
      return state && state.consumedPoints > limiters[kind].points ? toSeconds(state) : 0;
    },
    async close() {
      connection?.disconnect();
    },
  };
}

function createLimiter(
  { points, seconds }: Rate,
  keyPrefix: string,
  connection: Redis | undefined,
): RateLimiterAbstract {
  if (![points, seconds].every((value) => Number.isSafeInteger(value) && value >= 1)) {
    throw new RangeError('A rate needs points and seconds: whole numbers from 1.');
  }
  const rate = { points, duration: seconds, keyPrefix };
  if (!connection) return new BoundedLimiter(rate);
  return new RateLimiterRedis({
    ...rate,
    storeClient: connection,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new BoundedLimiter(rate),
  });
}

/** Counts in memory, and not without end: an attacker may have any number of addresses. */
class BoundedLimiter extends RateLimiterMemory {
  /** Who asked last stands last. */
  readonly #clients = new Set<string | number>();

  override consume(...args: Parameters<RateLimiterMemory['consume']>): Promise<RateLimiterRes> {
    const [client] = args;
    this.#clients.delete(client);
    this.#clients.add(client);
    if (this.#clients.size > MAX_CLIENTS) this.#forgetFirst();
    return super.consume(...args);
  }

  /** A client that failed too often is only looked up from then on: that is asking, too. */
  override get(...args: Parameters<RateLimiterMemory['get']>): Promise<RateLimiterRes | null> {
    const [client] = args;
    if (this.#clients.delete(client)) this.#clients.add(client);
    return super.get(...args);
  }

  #forgetFirst(): void {
    for (const client of this.#clients) {
      this.#clients.delete(client);
      void this.delete(client);
      return;
    }
  }
}

/** At least one: 0 means that all is well. */
function toSeconds({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
