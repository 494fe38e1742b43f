// The entry `livebox-conference/endpoint/redis`.
import { E_LOCK_NOT_OWNED, type Lock, LockFactory } from '@verrou/core';
import { redisStore } from '@verrou/core/drivers/redis';
import type { Redis } from 'ioredis';
import type { FillStore } from './fill-store.js';
import { connectForCaching, RedisUnavailableError, requireReady } from './redis-connection.js';
import { FILL_TIME } from './upstream-policy.js';

export type { FillStore } from './fill-store.js';
export { RedisUnavailableError } from './redis-connection.js';

/** Where fills are shared. */
export interface RedisFillStoreOptions {
  /** A client of `ioredis`. The store makes a connection of its own to the same server. */
  redis: Redis;
  /** Before every key; default `livebox:`. */
  prefix?: string;
}

/** A {@link FillStore} in Redis. */
export interface RedisFillStore extends FillStore {
  /** Closes the store's own connection. */
  close(): Promise<void>;
}

/** How long a lock outlives a holder that died, in ms. */
const LOCK_TIME = 3000;

/** How often a holder that lives keeps its lock, in ms: twice may fail. */
const RENEWAL = 1000;

/** How long a lock is waited for, in ms: longer than any fill takes. */
const PATIENCE = FILL_TIME + 5000;

/** How often those who wait for a lock look again, in ms. */
const LOCK_DELAY = 50;

/**
 * Lets all processes that use one Redis ask Livebox once for all their visitors. While
 * Redis is gone each process asks for itself. Needs `ioredis` and `@verrou/core`.
 *
 * @example
 * import { Redis } from 'ioredis';
 * const store = createRedisFillStore({ redis: new Redis(process.env.REDIS_URL) });
 * const endpoint = createTokenEndpoint({ livebox, conferences, cache: { store } });
 */
export function createRedisFillStore(options: RedisFillStoreOptions): RedisFillStore {
  const { redis, prefix = 'livebox:' } = options;
  const connection = connectForCaching(redis);
  const locks = new LockFactory(redisStore({ connection }).factory());
  return {
    async read(key) {
      await requireReady(connection);
      return (await connection.get(`${prefix}fill:${key}`)) ?? undefined;
    },
    async write(key, text, seconds) {
      await requireReady(connection);
      await connection.set(`${prefix}fill:${key}`, text, 'EX', seconds);
    },
    async lock(key) {
      await requireReady(connection);
      const lock = locks.createLock(`${prefix}lock:${key}`, LOCK_TIME);
      const isMine = await lock.acquire({ retry: { delay: LOCK_DELAY, timeout: PATIENCE } });
      if (!isMine) throw new RedisUnavailableError();
      const stop = keep(lock);
      return () => {
        stop();
        return giveBack(lock);
      };
    },
    async close() {
      connection.disconnect();
    },
  };
}

/**
 * Keeps a lock for as long as its fill takes.
 *
 * @returns what stops that
 */
function keep(lock: Lock): () => void {
  const timer = setInterval(() => {
    // What can't be put off ends by itself.
    lock.extend(LOCK_TIME).catch(() => undefined);
  }, RENEWAL);
  timer.unref();
  return () => clearInterval(timer);
}

/** A lock that was lost meanwhile let another process ask Livebox as well: nobody has to act. */
async function giveBack(lock: Lock): Promise<void> {
  try {
    await lock.release();
  } catch (error) {
    if (!(error instanceof E_LOCK_NOT_OWNED)) throw error;
  }
}
