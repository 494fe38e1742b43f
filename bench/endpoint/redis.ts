import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';

/** A Redis that a benchmark may kill. */
export interface BenchRedis {
  port: number;
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
}

/** Starts `redis-server` on a free port of 127.0.0.1, with nothing on disk. */
export async function startRedis(): Promise<BenchRedis> {
  const port = await findPort();
  let child = await startServer(port);
  return {
    port,
    stop: async () => {
      const isGone = once(child, 'exit');
      child.kill('SIGKILL');
      await isGone;
    },
    start: async () => {
      child = await startServer(port);
    },
  };
}

async function startServer(port: number): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  const child = spawn('redis-server', args, { stdio, cwd: tmpdir() });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  return child;
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
