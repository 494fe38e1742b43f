// A process that takes a lock and keeps it until it is killed.
import { Redis } from 'ioredis';
import { createRedisFillStore } from '../../src/token-endpoint/redis-fill-store.js';

const [redisPort = '', key = ''] = process.argv.slice(2);
const redis = new Redis({ port: Number(redisPort), host: '127.0.0.1' });
const store = createRedisFillStore({ redis });
await store.lock(key);
process.send?.('locked');
