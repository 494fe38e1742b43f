import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, request as sendRequest, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net';
import { extname, join } from 'node:path';
import type { Framework } from './frameworks.js';
import { toolEnvironment } from './package-under-test.js';

/** Serves an app's own pages, without the token endpoint. */
export interface AppServer {
  handle: RequestListener;
  /** Port of the framework's own server, if there is one. */
  port: number | undefined;
  close: () => Promise<void>;
}

/**
 * Serves an app as its framework means it to be served.
 *
 * @param env the Livebox account, for servers that obtain a grant themselves
 */
export async function serveApp(
  { server }: Framework,
  folder: string,
  env: Record<string, string>,
): Promise<AppServer> {
  if (server === 'static') {
    return {
      handle: serveFiles(join(folder, 'dist')),
      port: undefined,
      close: async () => undefined,
    };
  }
  const port = await freePort();
  const args = server.args.map((arg) => arg.replace('{PORT}', String(port)));
  const program = spawn(process.execPath, [server.program, ...args], {
    cwd: folder,
    // A group of its own, so that what it starts ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...toolEnvironment(), ...env, HOST: '127.0.0.1', PORT: String(port) },
  });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const ended = new Promise<void>((resolve) => program.once('close', () => resolve()));
  const early = ended.then(() => {
    throw new Error(`The app's server ended:\n${said}`);
  });
  // Later ends are not early.
  early.catch(() => undefined);
  await Promise.race([untilListening(port), early]);
  return {
    handle: forwardTo(port),
    port,
    close: async () => {
      if (program.pid !== undefined) process.kill(-program.pid, 'SIGKILL');
      await ended;
    },
  };
}

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
};

function serveFiles(folder: string): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    readFile(file).then(
      (body) => response.setHeader('content-type', TYPES[extname(file)] ?? '').end(body),
      () => response.writeHead(404).end(),
    );
  };
}

function forwardTo(port: number): RequestListener {
  return (request, response) => {
    const { method, url, headers } = request;
    const options = { host: '127.0.0.1', port, method, path: url, headers };
    const forwarded = sendRequest(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  };
}

async function freePort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const isListening = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isListening) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Also hands on the web sockets, by which a development server reloads its pages. */
export async function listenBeside(
  { handle, port }: AppServer,
  handleToken: RequestListener,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const site = createServer((request, response) => {
    if (request.url?.startsWith('/livebox/token')) handleToken(request, response);
    else handle(request, response);
  });
  site.on('upgrade', ({ method, url, rawHeaders }, socket) => {
    if (port === undefined) return void socket.destroy();
    const upstream = connect(port, '127.0.0.1');
    const lines = rawHeaders.map((text, index) => text + (index % 2 === 0 ? ': ' : '\r\n'));
    upstream.write(`${method ?? 'GET'} ${url ?? '/'} HTTP/1.1\r\n${lines.join('')}\r\n`);
    upstream.on('error', () => socket.destroy()).pipe(socket);
    socket.on('error', () => upstream.destroy()).pipe(upstream);
  });
  await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${String((site.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        site.close(() => resolve());
        site.closeAllConnections();
      }),
  };
}
