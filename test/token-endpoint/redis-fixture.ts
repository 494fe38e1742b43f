import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { Redis } from 'ioredis';

/** A Redis that a test may kill. */
export interface TestRedis {
  port: number;
  /** A client as an application has one, with ioredis's defaults. */
  client: Redis;
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
}

/** Starts Debian's redis-server on a free port of 127.0.0.1, with nothing on disk. */
export async function startRedis(t: TestContext): Promise<TestRedis> {
  const port = await findPort();
  let child = await startServer(port);
  const client = new Redis({ port, host: '127.0.0.1' });
  client.on('error', () => undefined);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const isGone = once(child, 'exit');
    child.kill('SIGKILL');
    await isGone;
  };
  const start = async (): Promise<void> => {
    child = await startServer(port);
  };
  t.after(async () => {
    client.disconnect();
    await stop();
  });
  return { port, client, stop, start };
}

async function startServer(port: number): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: tmpdir(),
  });
  const failure = new Promise<never>((_, reject) => {
    child.once('error', () => {
      reject(
        new Error(
          'These tests need Redis, and no redis-server is on the PATH. On Debian: sudo apt-get install --no-install-recommends redis-server',
        ),
      );
    });
    child.once('exit', () => reject(new Error('redis-server ended at once.')));
  });
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ready to accept connections')) break;
    }
  })();
  await Promise.race([ready, failure]);
  failure.catch(() => undefined);
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
