import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { isLoopback } from '../embed-protocol/frame-url.js';
import { findMissingCallPackages } from './call-packages.js';
import { PEER_PATH, ROOM_PATH } from './conference-links.js';
import { endClosedMeetings } from './meeting-end.js';
import { PeerSignalling } from './peer-signalling.js';
import { type RoomContext, RoomSocket } from './room-socket.js';

/** Longest message of a page, in bytes: an offer with many candidates has a tenth of it. */
const MAX_MESSAGE_LENGTH = 128 * 1024;

/** How often schedules are looked at, in ms. */
const SCHEDULE_INTERVAL = 1000;

/** How often a page must show that it is still there, in ms. */
const HEARTBEAT_INTERVAL = 10_000;

/** The sockets of the meetings, on the port of the emulator. */
export interface CallServer {
  /** Takes an HTTP connection that wants to be a WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends every socket. */
  readonly close: () => void;
}

/** @returns `undefined` when an optional package is missing */
export async function createCallServer(context: RoomContext): Promise<CallServer | undefined> {
  if (findMissingCallPackages().length > 0) return undefined;
  const { WebSocketServer } = await import('ws');
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_LENGTH });
  const signalling = new PeerSignalling(context.state.rooms);
  server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    // A broken frame or a reset: `close` follows.
    socket.on('error', () => undefined);
    const { pathname, searchParams } = readUrl(request);
    const key = searchParams.get('key') ?? '';
    if (pathname === ROOM_PATH) return new RoomSocket(socket, key, context);
    const id = searchParams.get('id') ?? '';
    signalling.connect(socket, key, id, searchParams.get('token') ?? '');
  });
  const stop = keepWatch(server, () => {
    endClosedMeetings(context.state, context.settings);
    signalling.prune();
  });
  return {
    upgrade(request, socket, head) {
      if (!isOwnPage(request)) {
        refuse(socket);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        server.emit('connection', webSocket, request);
      });
    },
    close() {
      stop();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** A page of another site could reach loopback too, with the visitor's browser: only ours may. */
function isOwnPage(request: IncomingMessage): boolean {
  const { origin = '', host = '' } = request.headers;
  const { pathname, hostname } = readUrl(request);
  return (
    isLoopback(hostname) &&
    origin === `http://${host}` &&
    (pathname === ROOM_PATH || pathname === PEER_PATH)
  );
}

function refuse(socket: Duplex): void {
  // Node has taken its own listener away: without one, a reset would end the program.
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function readUrl({ url = '/', headers: { host = '' } }: IncomingMessage): URL {
  const address = `http://${host}${url}`;
  return new URL(URL.canParse(address) ? address : 'http://invalid./');
}

/** @returns what ends it */
function keepWatch(server: WebSocketServer, watch: () => void): () => void {
  const alive = new WeakSet<WebSocket>();
  server.on('connection', (socket: WebSocket) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
  });
  const beat = (): void => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  };
  // Neither keeps a program running that has nothing else to do.
  const timers = [
    setInterval(watch, SCHEDULE_INTERVAL).unref(),
    setInterval(beat, HEARTBEAT_INTERVAL).unref(),
  ];
  return () => timers.forEach((timer) => clearInterval(timer));
}
