// npm run bench:endpoint:throughput -- [--windows=5] [--seconds=4]
import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { printTable, series } from '../element/table.js';
import { readNumber } from './options.js';
import { signToken } from './tokens.js';

const SERVER = fileURLToPath(new URL('server-process.ts', import.meta.url));
const BUILT_SERVER = fileURLToPath(new URL('../.cache/server-process.js', import.meta.url));
const LOAD = fileURLToPath(new URL('load-process.js', import.meta.url));

/** How many tokens go round: all of them are remembered, or three times as many as can be. */
const CASES = { 'cached token': 1000, 'first-seen token each time': 60_000 };

/** What is compared with the bare server. */
const KINDS = { endpoint: 'endpoint', serve: 'livebox serve' } as const;

/** Seconds that the compiler gets. */
const WARM_UP = 4;

interface Usage {
  micros: number;
  answers: number;
}

interface LoadReport {
  failed: number;
}

/** The bare server and another one on the first core in the same window, who asks them on the others. */
export async function measureThroughput(): Promise<void> {
  const windows = readNumber('windows', 5);
  const seconds = readNumber('seconds', 4);
  await buildServer();
  const rows: (string | number)[][] = [];
  for (const [kind, name] of Object.entries(KINDS)) {
    for (const [title, tokens] of Object.entries(CASES)) {
      const costs: Costs[] = [];
      for (let window = 0; window < windows; window++) {
        costs.push(await measureWindow(kind, tokens, seconds));
      }
      rows.push([`${name}, ${title}`, ...sumUp(costs)]);
    }
  }
  const head = ['request', 'bare node:http, µs', 'µs', 'bare ÷ it', 'each window'];
  printTable('CPU per request, all controls on, medians', head, rows);
}

/** CPU time of an answer, in µs. */
interface Costs {
  bare: number;
  other: number;
}

function sumUp(costs: readonly Costs[]): (string | number)[] {
  const round = (values: number[]): number => Math.round(series(values).median);
  const ratios = costs.map(({ bare, other }) => bare / other);
  return [
    round(costs.map(({ bare }) => bare)),
    round(costs.map(({ other }) => other)),
    series(ratios).median.toFixed(2),
    ratios.map((value) => value.toFixed(2)).join(', '),
  ];
}

async function measureWindow(kind: string, tokens: number, seconds: number): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'livebox-bench-'));
  const file = join(folder, 'tokens');
  writeFileSync(file, Array.from({ length: tokens }, (_, index) => signToken(index)).join('\n'));
  const servers = ['bare', kind].map(startPinned);
  try {
    const ports = await Promise.all(servers.map(readMessage<number>));
    const loads = ports.map((port) =>
      fork(LOAD, [String(port), String(seconds + WARM_UP + 1), file], { execArgv: [] }),
    );
    const reports = loads.map(readMessage<LoadReport>);
    await delay(WARM_UP * 1000);
    const before = await Promise.all(servers.map(readUsage));
    await delay(seconds * 1000);
    const after = await Promise.all(servers.map(readUsage));
    for (const { failed } of await Promise.all(reports)) {
      if (failed > 0) throw new Error(`${failed} requests failed: the figures mean nothing.`);
    }
    const [bare = NaN, other = NaN] = after.map((usage, index) => perAnswer(usage, before[index]));
    return { bare, other };
  } finally {
    for (const server of servers) server.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

function perAnswer(after: Usage, before: Usage | undefined): number {
  return before ? (after.micros - before.micros) / (after.answers - before.answers) : NaN;
}

/** Plain JavaScript, as it is installed: the loader for TypeScript makes every closure slower. */
async function buildServer(): Promise<void> {
  await build({
    entryPoints: [SERVER],
    outfile: BUILT_SERVER,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
}

function startPinned(kind: string): ChildProcess {
  const execArgv = ['-c', '0', process.execPath];
  // The logs are written, and nobody reads them.
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc'];
  return fork(BUILT_SERVER, [kind], { execPath: 'taskset', execArgv, stdio });
}

async function readUsage(server: ChildProcess): Promise<Usage> {
  const usage = readMessage<Usage>(server);
  server.send('usage');
  return usage;
}

async function readMessage<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
