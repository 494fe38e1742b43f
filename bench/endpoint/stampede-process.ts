// One of the processes that a crowd comes to. Its parent says when.
import { Redis } from 'ioredis';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createRedisFillStore } from '../../src/token-endpoint/redis-fill-store.js';
import { createTokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { SITE } from './tokens.js';

const [server = '', username = '', key = '', visits = '', port = ''] = process.argv.slice(2);
const redis = port === '0' ? undefined : new Redis({ port: Number(port), host: '127.0.0.1' });
const store = redis && createRedisFillStore({ redis });
const endpoint = createTokenEndpoint({
  livebox: new LiveboxClient({ server, username, key, retryDelay: 0 }),
  conferences: { 'Conference-1': { access: 'public', enable: 'visitors' } },
  origins: [SITE],
  ...(store && { cache: { store } }),
});

process.once('message', () => void visit());
process.send?.('ready');

async function visit(): Promise<void> {
  const start = performance.now();
  const statuses: Record<string, number> = {};
  const ask = async (): Promise<void> => {
    const headers = { Origin: SITE, 'Content-Type': 'application/json' };
    const body = '{"name":"Conference-1"}';
    const { status } = await endpoint.fetch(new Request(SITE, { method: 'POST', headers, body }));
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  await Promise.all(Array.from({ length: Number(visits) }, ask));
  process.send?.({ statuses, ms: performance.now() - start });
  await store?.close();
  redis?.disconnect();
  process.disconnect();
}
