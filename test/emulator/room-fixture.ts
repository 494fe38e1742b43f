import { once } from 'node:events';
import { after } from 'node:test';
import { WebSocket } from 'ws';
import type {
  PageMessage,
  RoomMessage,
  SignInWay,
} from '../../src/emulator/meeting-page/room-messages.js';
import { type Fixture, list } from './emulator-fixture.js';

/** A meeting page's line to the emulator. */
export interface Line {
  socket: WebSocket;
  send: (message: PageMessage | string) => void;
  /** The next message that has not been read, when it is there. */
  next: () => Promise<RoomMessage>;
  /** Reads on until a message of that type. */
  until: <T extends RoomMessage['type']>(type: T) => Promise<Extract<RoomMessage, { type: T }>>;
}

/** Opens a socket as a page of the emulator's own does, and closes it after the tests. */
export function openSocket(url: string, headers: Record<string, string> = {}): WebSocket {
  const { host, origin } = new URL(url);
  const socket = new WebSocket(url.replace('http', 'ws'), {
    headers: { host, origin, ...headers },
  });
  after(() => socket.terminate());
  return socket;
}

/** Opens the line of a page that shows a conference. */
export async function openLine(fixture: Pick<Fixture, 'url'>, key: string): Promise<Line> {
  const socket = openSocket(`${fixture.url}/lbmeeting/room?key=${key}`);
  const unread: RoomMessage[] = [];
  const waiting: ((message: RoomMessage) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as RoomMessage;
    const reader = waiting.shift();
    if (reader) reader(message);
    else unread.push(message);
  });
  const next = (): Promise<RoomMessage> =>
    new Promise((resolve) => {
      const message = unread.shift();
      if (message) resolve(message);
      else waiting.push(resolve);
    });
  const line: Line = {
    socket,
    next,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async until(type) {
      for (;;) {
        const message = await next();
        if (isOfType(message, type)) return message;
      }
    },
  };
  await once(socket, 'open');
  return line;
}

function isOfType<T extends RoomMessage['type']>(
  message: RoomMessage,
  type: T,
): message is Extract<RoomMessage, { type: T }> {
  return message.type === type;
}

/** Opens a line and goes in. */
export async function enter(
  fixture: Fixture,
  key: string,
  name: string,
  way: SignInWay = 'open',
): Promise<{ line: Line; welcome: Extract<RoomMessage, { type: 'welcome' }> }> {
  const line = await openLine(fixture, key);
  line.send({ type: 'join', way, name });
  return { line, welcome: await line.until('welcome') };
}

/** The key of a conference in links. */
export async function keyOf(fixture: Fixture, name = 'A'): Promise<string> {
  const found = (await list(fixture)).find((one) => one['ConferenceName'] === name);
  return found?.['Hashkey'] ?? '';
}
