import type { PageMessage, RoomMessage } from '../room-messages.js';

/** What happens on the line. */
export interface RoomLineEvents {
  message: (message: RoomMessage) => void;
  /** It is gone without anybody having closed it. */
  broken: () => void;
}

/** The page's line to the emulator: who is in the meeting, and when it ends. */
export class RoomLine {
  readonly #socket: WebSocket;
  readonly #events: RoomLineEvents;

  constructor(events: RoomLineEvents) {
    this.#events = events;
    const url = new URL('/lbmeeting/room', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('key', readConferenceKey());
    this.#socket = new WebSocket(url);
    this.#socket.addEventListener('message', this.#handleMessage);
    this.#socket.addEventListener('close', this.#handleClose);
  }

  send(message: PageMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket.removeEventListener('message', this.#handleMessage);
    this.#socket.removeEventListener('close', this.#handleClose);
    this.#socket.close();
  }

  readonly #handleMessage = ({ data }: MessageEvent<string>): void => {
    // From this page's own server.
    this.#events.message(JSON.parse(data) as RoomMessage);
  };

  readonly #handleClose = (): void => this.#events.broken();
}

/** The conference's key in links. */
export function readConferenceKey(): string {
  return new URL(location.href).searchParams.get('key') ?? '';
}
