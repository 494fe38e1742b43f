// npm run bench:endpoint:stampede
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createEmulator } from '../../src/emulator/emulator.js';
import { printTable } from '../element/table.js';
import { startRedis } from './redis.js';

const PROCESS = fileURLToPath(new URL('stampede-process.ts', import.meta.url));
const VISITS = 10_000;

/** What Livebox does while the crowd comes. */
const CASES: Record<string, { wrongKey?: boolean; fault?: string; callsPerFill: number }> = {
  answers: { callsPerFill: 3 },
  'refuses the key': { wrongKey: true, callsPerFill: 1 },
  'fails with 500 (the client tries each call three times)': {
    fault: 'status=500',
    callsPerFill: 3,
  },
};

interface Report {
  statuses: Record<string, number>;
  ms: number;
}

/** 10,000 visitors at the same moment, and nothing is known yet. */
export async function measureStampede(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const processes of [1, 4]) {
    for (const title of Object.keys(CASES)) rows.push(await measureCase(processes, title));
  }
  const head = [
    'Livebox',
    'processes',
    'fills tried',
    'calls to Livebox',
    'answers',
    'ms to the last',
  ];
  printTable(`${VISITS} concurrent first visits`, head, rows);
}

async function measureCase(processes: number, title: string): Promise<(string | number)[]> {
  const { wrongKey = false, fault, callsPerFill } = CASES[title] ?? { callsPerFill: NaN };
  const emulator = createEmulator({ conferences: ['Conference-1'] });
  if (fault) emulator.faults.set(fault);
  const server = await emulator.listen();
  const redis = processes > 1 ? await startRedis() : undefined;
  const { username, key } = emulator.credentials;
  const args = [server.url, username, wrongKey ? 'wrong-key' : key, String(VISITS / processes)];
  const children = Array.from({ length: processes }, () =>
    fork(PROCESS, [...args, String(redis?.port ?? 0)], { execArgv: ['--import', 'tsx'] }),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  const reports = children.map(readReport);
  for (const child of children) child.send('go');
  const seen = await Promise.all(reports);
  await redis?.stop();
  await server.close();
  const calls = emulator.requests.length;
  const ms = Math.round(Math.max(...seen.map((report) => report.ms)));
  return [title, processes, calls / callsPerFill, calls, sumUp(seen), ms];
}

async function readReport(child: ChildProcess): Promise<Report> {
  const [report] = (await once(child, 'message')) as [Report];
  return report;
}

function sumUp(reports: readonly Report[]): string {
  const total: Record<string, number> = {};
  for (const { statuses } of reports) {
    for (const [status, count] of Object.entries(statuses)) {
      total[status] = (total[status] ?? 0) + count;
    }
  }
  return Object.entries(total)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
}
