// One of several processes behind one Redis. Its parent says when the crowd comes.
import { Redis } from 'ioredis';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createRedisFillStore } from '../../src/token-endpoint/redis-fill-store.js';
import { createTokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { createPost, OPEN } from './endpoint-fixture.js';

const [server = '', username = '', key = '', redisPort = '', visits = ''] = process.argv.slice(2);
const redis = new Redis({ port: Number(redisPort), host: '127.0.0.1' });
const store = createRedisFillStore({ redis });
const endpoint = createTokenEndpoint({
  livebox: new LiveboxClient({ server, username, key, retryDelay: 0 }),
  conferences: { 'Conference-1': OPEN },
  cache: { store },
});

process.once('message', () => void visit());
process.send?.('ready');

async function visit(): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: Number(visits) }, async () => {
      const response = await endpoint.fetch(createPost({ name: 'Conference-1' }));
      return response.status;
    }),
  );
  process.send?.([...new Set(answers)]);
  await store.close();
  redis.disconnect();
  process.disconnect();
}
