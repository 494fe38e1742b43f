// npm run bench:endpoint:memory -- [--requests=100000 | --million]
import { createRequestLimits } from '../../src/token-endpoint/request-limits.js';
import { printTable } from '../element/table.js';
import { createControlledEndpoint, startLivebox } from './endpoint.js';
import { readNumber } from './options.js';
import { SITE, signToken } from './tokens.js';

/** Different tokens, and different addresses. */
const DISTINCT = 100_000;

/** What stays in memory after many requests of many visitors. */
export async function measureMemory(): Promise<void> {
  const isMillion = process.argv.includes('--million');
  const requests = isMillion ? 1_000_000 : readNumber('requests', 100_000);
  const { livebox, close } = await startLivebox();
  const limits = createRequestLimits();
  const endpoint = createControlledEndpoint(livebox, { limits });
  const ask = async (visitor: number): Promise<number> => {
    const headers = {
      Origin: SITE,
      'Content-Type': 'application/json',
      Authorization: `Bearer ${signToken(visitor)}`,
    };
    const sent = new Request(SITE, { method: 'POST', headers, body: '{"name":"Board"}' });
    const remoteAddress = `10.${visitor >> 16}.${(visitor >> 8) & 255}.${visitor & 255}`;
    const response = await endpoint.fetch(sent, { remoteAddress });
    await response.text();
    return response.status;
  };
  for (let visitor = 0; visitor < 1000; visitor++) await ask(visitor);
  const rows = [['at the start', ...readMemory()]];
  let refused = 0;
  for (let index = 0; index < requests; index++) {
    if ((await ask(index % DISTINCT)) !== 200) refused += 1;
    const isStep = (index + 1) % (requests / 4) === 0;
    if (isStep) rows.push([`after ${(index + 1).toLocaleString('en')}`, ...readMemory()]);
  }
  const visitors = Math.min(requests, DISTINCT).toLocaleString('en');
  printTable(
    `Memory, ${visitors} tokens and addresses (${refused} requests refused)`,
    ['requests', 'heap in use, MB', 'resident, MB'],
    rows,
  );
  await limits.close();
  await close();
}

function readMemory(): string[] {
  if (!globalThis.gc) throw new Error('Start it with --expose-gc.');
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return [heapUsed, rss].map((bytes) => (bytes / 1e6).toFixed(1));
}
