import type { Redis } from 'ioredis';

/** How long one command may take, in ms. */
const COMMAND_TIME = 1000;

/** How long a connection that is being made is waited for, in ms. */
const CONNECT_TIME = 2000;

/**
 * A second connection to the same Redis, on which nothing waits: ioredis would by default
 * hold commands back for 10 s and more while Redis is gone.
 */
export function connectForCaching(redis: Redis): Redis {
  const connection = redis.duplicate({
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIME,
    connectTimeout: CONNECT_TIME,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
    lazyConnect: false,
  });
  // Each command's own failure says the same; without a listener ioredis would print it.
  connection.on('error', () => undefined);
  return connection;
}

/**
 * Waits for a connection that is being made for the first time.
 *
 * @throws {RedisUnavailableError} when there is none
 */
export async function requireReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready') return;
  const isConnecting = connection.status === 'connecting' || connection.status === 'connect';
  if (isConnecting && (await untilConnected(connection))) return;
  throw new RedisUnavailableError();
}

/** One wait for all who come while a connection is being made: each would add listeners. */
const waits = new WeakMap<Redis, Promise<boolean>>();

/** @returns whether there is a connection; `false` when it could not be made */
function untilConnected(connection: Redis): Promise<boolean> {
  const running = waits.get(connection);
  if (running) return running;
  const wait = new Promise<boolean>((resolve) => {
    const settle = (): void => {
      connection.off('ready', settle).off('close', settle);
      waits.delete(connection);
      resolve(connection.status === 'ready');
    };
    connection.on('ready', settle).on('close', settle);
  });
  waits.set(connection, wait);
  return wait;
}

/**
 * Redis is out of reach. The endpoint goes on without it: each process for itself.
 *
 * @example if (error instanceof RedisUnavailableError) alertOperators(error.message);
 */
export class RedisUnavailableError extends Error {
  override readonly name = 'RedisUnavailableError';
  readonly code = 'redis_unavailable';

  constructor() {
    super('Redis is out of reach. The endpoint works without it; start it again to share fills.');
  }
}
