import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AppServer } from './app-server.js';

/** One origin for an app and the token endpoint. */
export interface SiteServer {
  origin: string;
  /** Serves an app's pages from now on, which has to know the origin before it starts. */
  show: (app: Pick<AppServer, 'handle' | 'port'>) => void;
  /** Ends every connection, web sockets among them, and stops listening. */
  close: () => Promise<void>;
}

/**
 * Also hands on the web sockets, by which a development server reloads its pages.
 *
 * @param handleToken the token endpoint; `undefined`: the app has one
 */
export async function listenAsSite(handleToken?: RequestListener): Promise<SiteServer> {
  let handle: RequestListener = (_request, response) => response.writeHead(503).end();
  let port: number | undefined;
  const server = createServer((request, response) => {
    const isToken = request.url?.startsWith('/livebox/token');
    if (isToken && handleToken) handleToken(request, response);
    else handle(request, response);
  });
  server.on('upgrade', (request, socket) => {
    if (port === undefined) socket.destroy();
    else forwardSocket(request, socket, port);
  });
  const endConnections = trackConnections(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    show: (app) => ({ handle, port } = app),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        endConnections();
      }),
  };
}

/** `closeAllConnections()` leaves those out that have become web sockets. */
function trackConnections(server: Server): () => void {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** Either end takes the other with it. */
function forwardSocket(
  { method, url, rawHeaders }: IncomingMessage,
  socket: Duplex,
  port: number,
): void {
  const upstream = connect(port, '127.0.0.1');
  const lines = rawHeaders.map((text, index) => text + (index % 2 === 0 ? ': ' : '\r\n'));
  upstream.write(`${method ?? 'GET'} ${url ?? '/'} HTTP/1.1\r\n${lines.join('')}\r\n`);
  for (const [from, to] of [
    [upstream, socket],
    [socket, upstream],
  ] as const) {
    from.on('error', () => from.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}
