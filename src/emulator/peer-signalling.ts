import type { WebSocket } from 'ws';
import type { Rooms } from './rooms.js';

/** Messages kept for somebody whose line is not up yet: an offer and its candidates, five times. */
const MAX_QUEUE = 200;

const RELAYED_TYPES = new Set(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE']);

interface Line {
  socket?: WebSocket;
  queue: string[];
}

interface SignallingMessage {
  type: string;
  dst: string;
  payload?: unknown;
}

/**
 * Relays the signalling of the PeerJS client between the participants of one meeting.
 *
 * It speaks the protocol of PeerJS's server, whose own package can't be used inside another
 * program: its timers have no way to be stopped, and it relays between strangers.
 *
 * @see https://github.com/peers/peerjs-server/blob/v1.0.2/src/messageHandler
 */
export class PeerSignalling {
  readonly #rooms: Rooms;
  readonly #lines = new Map<string, Line>();

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** Takes the socket of somebody in the meeting `hashKey`; anybody else is sent away. */
  connect(socket: WebSocket, hashKey: string, id: string, token: string): void {
    if (this.#rooms.find(hashKey, id)?.token !== token) {
      socket.send(JSON.stringify({ type: 'ERROR', payload: { msg: 'Not in this meeting' } }));
      socket.close(1008);
      return;
    }
    const line = this.#line(id);
    line.socket = socket;
    socket.on('message', (data: Buffer) => this.#relay(hashKey, id, data.toString()));
    socket.on('close', () => {
      if (line.socket === socket) this.#lines.delete(id);
    });
    socket.send(JSON.stringify({ type: 'OPEN' }));
    for (const message of line.queue.splice(0)) socket.send(message);
  }

  /** Forgets the lines of those who are in no meeting any more. */
  prune(): void {
    const ids = this.#rooms.ids();
    for (const [id, { socket }] of this.#lines) {
      if (ids.has(id)) continue;
      socket?.close(1000);
      this.#lines.delete(id);
    }
  }

  #relay(hashKey: string, src: string, text: string): void {
    const message = parseMessage(text);
    // A heartbeat, or somebody who has just left.
    if (!message || !this.#rooms.find(hashKey, message.dst)) return;
    const line = this.#line(message.dst);
    const relayed = JSON.stringify({ ...message, src });
    if (line.socket) line.socket.send(relayed);
    else if (line.queue.length < MAX_QUEUE) line.queue.push(relayed);
  }

  #line(id: string): Line {
    const line = this.#lines.get(id) ?? { queue: [] };
    this.#lines.set(id, line);
    return line;
  }
}

function parseMessage(text: string): SignallingMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, dst, payload } = { type: '', dst: '', payload: undefined, ...message };
  if (typeof type !== 'string' || typeof dst !== 'string') return undefined;
  return RELAYED_TYPES.has(type) ? { type, dst, payload } : undefined;
}
