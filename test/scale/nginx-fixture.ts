import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findServer } from '../../scripts/browsers.js';

/** nginx as a CDN stands in front of an endpoint: it keeps what the answers' headers say. */
function createConfiguration(folder: string, port: number, endpoint: string): string {
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    worker_processes 1;
    pid ${folder}/nginx.pid;
    error_log stderr warn;
    events { worker_connections 1024; }
    http {
      access_log off;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      proxy_cache_path ${folder}/cache keys_zone=grants:1m use_temp_path=off;
      server {
        listen 127.0.0.1:${port};
        location / { return 200 'up'; }
        location /livebox/token {
          proxy_pass ${endpoint};
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_cache grants;
          proxy_cache_lock on;
          proxy_cache_revalidate on;
          proxy_cache_background_update on;
          add_header X-Cache $upstream_cache_status always;
        }
      }
    }`;
}

/** Starts nginx with a cache before an endpoint and returns its origin. */
export async function startNginx(t: TestContext, endpoint: string): Promise<string> {
  const program = findServer('nginx');
  if (!program) {
    throw new Error(
      'This test needs nginx, which is not on this machine. On Debian: sudo apt-get install --no-install-recommends nginx-light',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'livebox-nginx-'));
  const port = await findPort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, createConfiguration(folder, port, endpoint));
  const child = spawn(program, ['-p', folder, '-c', file, '-e', 'stderr'], { stdio: 'inherit' });
  const isGone = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGTERM');
    await isGone;
    await rm(folder, { recursive: true });
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilItAnswers(origin, () => child.exitCode === null);
  return origin;
}

async function untilItAnswers(origin: string, isRunning: () => boolean): Promise<void> {
  for (;;) {
    const isUp = await fetch(origin).then(
      async (response) => (await response.text()) !== '',
      () => false,
    );
    if (isUp) return;
    if (!isRunning()) throw new Error('nginx ended at once: see above.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
