import { readFile } from 'node:fs/promises';
import { request as sendRequest, type RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { extname, join } from 'node:path';
import { startProgram } from './app-program.js';
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
  const { close } = await startProgram([server.program, ...args], {
    cwd: folder,
    env: { ...toolEnvironment(), ...env, HOST: '127.0.0.1', PORT: String(port) },
    port,
  });
  return { handle: forwardTo(port), port, close };
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
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
