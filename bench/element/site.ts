import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { CACHE } from './places.js';
import { ROOM, FRAME_ORIGIN } from './peers.js';
import type { Grant } from '../../src/embed-protocol/grant.js';

/** What the token endpoint of the benchmarks answers. */
export const GRANT: Grant = {
  version: 1,
  name: 'Conference-1',
  enabled: true,
  src: ROOM,
  frameOrigins: [FRAME_ORIGIN],
};

/** A page that every site has, with nothing on it. */
export const BLANK = '/blank.html';

export interface Running {
  readonly port: number;
  readonly close: () => void;
}

export interface Site extends Running {
  /** How often the token endpoint has been asked so far. */
  readonly tokenRequests: () => number;
}

/** What a file of the site is: pages are `.html`, scripts `.js`. */
export type Files = Readonly<Record<string, string>>;

/**
 * The visitor's site: pages and scripts, as brotli, and a token endpoint that knows its
 * answer at once.
 *
 * @param headers headers of every page
 */
export async function serveSite(files: Files, headers: Files = {}): Promise<Site> {
  const all = { [BLANK]: '<!doctype html><link rel="icon" href="data:,">', ...files };
  const packed = new Map(Object.entries(all).map(([path, text]) => [path, pack(text)]));
  let tokens = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '');
    const body = packed.get(path);
    request.resume();
    if (path === '/token') {
      tokens++;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(GRANT));
    } else if (body) {
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
      const encoding = { 'content-encoding': 'br' };
      response.writeHead(200, { 'content-type': type, ...encoding, ...headers }).end(body);
    } else {
      response.writeHead(404).end();
    }
  });
  return { ...(await listen(server)), tokenRequests: () => tokens };
}

function pack(text: string): Buffer {
  return brotliCompressSync(text);
}

/**
 * The meeting's server, on another site.
 *
 * @param handleLoad called for each meeting page that is asked for
 */
export async function serveFrames(handleLoad?: (url: string) => void): Promise<Running> {
  const { key, cert } = certificate();
  const server = createSecureServer({ key, cert }, ({ url = '/' }, response) => {
    if (!url.startsWith('/room')) {
      response.writeHead(404).end();
      return;
    }
    handleLoad?.(url);
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Meeting</title><p>Meeting</p>');
  });
  return await listen(server);
}

async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A certificate for this machine only; the browser is told to accept any. */
function certificate(): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(CACHE, 'frames.key'), join(CACHE, 'frames.pem')];
  if (!existsSync(cert)) {
    mkdirSync(CACHE, { recursive: true });
    const subject = ['-subj', '/CN=bench', '-days', '30', '-nodes'];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert];
    execFileSync('openssl', [...request, ...subject], { stdio: 'ignore' });
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
