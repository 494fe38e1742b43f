// npm run bench:endpoint:redis -- [--seconds=4]
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import { createRedisFillStore } from '../../src/token-endpoint/redis-fill-store.js';
import { createRequestLimits } from '../../src/token-endpoint/request-limits.js';
import { printTable } from '../element/table.js';
import { createControlledEndpoint, startLivebox } from './endpoint.js';
import { readNumber } from './options.js';
import { startRedis } from './redis.js';
import { SITE, signToken } from './tokens.js';

interface Answer {
  status: number;
  ms: number;
}

/** Who asks: a token's bearer, one without a token, and one whose conference is off. */
const VISITORS = {
  granted: { name: 'Board', hasToken: true, right: 200 },
  'without a token': { name: 'Board', hasToken: false, right: 401 },
  'not of this conference': { name: 'Off', hasToken: true, right: 404 },
} as const;

/** Redis is up, killed, and up again, while 32 visitors ask all the time. */
export async function measureRedisKilled(): Promise<void> {
  const seconds = readNumber('seconds', 4);
  const redis = await startRedis();
  const client = new Redis({ port: redis.port, host: '127.0.0.1' });
  client.on('error', () => undefined);
  const { livebox, close } = await startLivebox();
  const store = createRedisFillStore({ redis: client });
  const plenty = { points: 1_000_000_000, seconds: 60 };
  const limits = createRequestLimits({ redis: client, hits: plenty, failures: plenty });
  // Fresh for one second, so that every phase has fills.
  const cache = { store, freshFor: 1 };
  const endpoint = createControlledEndpoint(livebox, { cache, limits });
  const server = createServer(createNodeListener(endpoint)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await askAllTheTime(port, 2);
  const rows: (string | number)[][] = [];
  let base = NaN;
  for (const [title, prepare] of [
    ['Redis is up', async () => undefined],
    ['killed', () => redis.stop()],
    ['up again', () => redis.start()],
  ] as const) {
    const phase = askAllTheTime(port, seconds);
    await prepare();
    const answers = await phase;
    const p99 = percentile(answers.granted, 0.99);
    if (Number.isNaN(base)) base = p99;
    rows.push([title, ...describe(answers), p99.toFixed(1), (p99 / base).toFixed(2)]);
  }
  const head = ['', 'answers', '5xx', 'rights widened', 'p50, ms', 'p99, ms', 'p99 ÷ before'];
  printTable('Redis killed and back, under load', head, rows);
  server.closeAllConnections();
  server.close();
  await store.close();
  await limits.close();
  client.disconnect();
  await redis.stop();
  await close();
}

type Answers = Record<keyof typeof VISITORS, Answer[]>;

async function askAllTheTime(port: number, seconds: number): Promise<Answers> {
  const agent = new Agent({ keepAlive: true });
  const end = performance.now() + seconds * 1000;
  const answers: Answers = { granted: [], 'without a token': [], 'not of this conference': [] };
  const token = signToken(1);
  const visit = async (index: number): Promise<void> => {
    const kinds = Object.keys(VISITORS) as (keyof typeof VISITORS)[];
    // Six of eight are let in.
    const kind = kinds[Math.max(0, (index % 8) - 5)] ?? 'granted';
    while (performance.now() < end) answers[kind].push(await ask(agent, port, kind, token));
  };
  await Promise.all(Array.from({ length: 32 }, (_, index) => visit(index)));
  agent.destroy();
  return answers;
}

function ask(
  agent: Agent,
  port: number,
  kind: keyof typeof VISITORS,
  token: string,
): Promise<Answer> {
  const { name, hasToken } = VISITORS[kind];
  const headers = {
    Origin: SITE,
    'Content-Type': 'application/json',
    ...(hasToken && { Authorization: `Bearer ${token}` }),
  };
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const options = { agent, port, host: '127.0.0.1', method: 'POST', headers };
    const sent = request(options, (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - start });
      });
    });
    sent.on('error', reject).end(JSON.stringify({ name }));
  });
}

function describe(answers: Answers): (string | number)[] {
  const all = Object.values(answers).flat();
  const failures = all.filter(({ status }) => status >= 500).length;
  const widened = [...answers['without a token'], ...answers['not of this conference']].filter(
    ({ status }) => status === 200,
  ).length;
  return [all.length, failures, widened, percentile(answers.granted, 0.5).toFixed(1)];
}

function percentile(answers: readonly Answer[], share: number): number {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}
