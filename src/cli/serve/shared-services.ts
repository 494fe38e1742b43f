import type { Redis } from 'ioredis';
import type { TokenEndpointOptions } from '../../token-endpoint/token-endpoint.js';
import { CommandError } from '../cli-error.js';
import type { ServeSettings } from './serve-settings.js';

/** What requests and processes share: fills and counts. */
export type SharedServices = Pick<TokenEndpointOptions, 'cache' | 'limits' | 'trustedProxies'>;

/**
 * Connects what the settings ask for. Limits need to know how many proxies stand in front:
 * without that number all visitors behind one would count as a single client.
 *
 * @throws {CommandError} `package_missing`
 */
export async function connectServices({
  redisUrl,
  trustedProxies,
}: Pick<ServeSettings, 'redisUrl' | 'trustedProxies'>): Promise<SharedServices> {
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl);
  return {
    ...(redis && { cache: { store: await createStore(redis) } }),
    ...(trustedProxies !== undefined && { trustedProxies, limits: await createLimits(redis) }),
  };
}

async function connectRedis(url: string): Promise<Redis> {
  const { Redis } = await need('ioredis', async () => import('ioredis'));
  const redis = new Redis(url, { lazyConnect: true });
  // Store and limits have connections of their own and say what fails there.
  redis.on('error', () => undefined);
  return redis;
}

async function createStore(
  redis: Redis,
): Promise<NonNullable<TokenEndpointOptions['cache']>['store'] & object> {
  const { createRedisFillStore } = await need(
    '@verrou/core',
    async () => import('../../token-endpoint/redis-fill-store.js'),
  );
  return createRedisFillStore({ redis });
}

async function createLimits(
  redis: Redis | undefined,
): Promise<NonNullable<TokenEndpointOptions['limits']>> {
  const { createRequestLimits } = await need(
    'rate-limiter-flexible',
    async () => import('../../token-endpoint/request-limits.js'),
  );
  return createRequestLimits(redis ? { redis } : {});
}

async function need<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const message = `These settings need the package ${name}: npm install ${name}.`;
    throw new CommandError('package_missing', message, { cause });
  }
}
