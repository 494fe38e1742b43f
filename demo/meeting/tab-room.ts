import type { MeetingRoom } from '../../src/emulator/meeting-page/client/meeting-lines.js';
import type { RoomLineEvents } from '../../src/emulator/meeting-page/client/room-line.js';
import type { PageMessage, Participant } from '../../src/emulator/meeting-page/room-messages.js';

/** What the tabs of a meeting tell each other. */
interface TabMessage {
  type: 'joined' | 'changed';
  participant: Participant;
}

const TOOLS = { camera: true, microphone: true, screenShare: true };
const SILENT = { camera: false, microphone: false, screen: false };

/**
 * A meeting of the tabs of one browser, without a server. The id of a participant is the name of
 * a lock that their tab holds: the locks say who is there, and a lock becomes free when its tab
 * leaves, is closed or crashes.
 */
export class TabRoom implements MeetingRoom {
  readonly #room: string;
  readonly #events: RoomLineEvents;
  readonly #channel: BroadcastChannel;
  readonly #closing = new AbortController();
  readonly #others = new Map<string, Participant>();
  #self: Participant | undefined;

  /** @param room the same for the tabs that meet, and for no others of this site */
  constructor(room: string, events: RoomLineEvents) {
    this.#room = room;
    this.#events = events;
    this.#channel = new BroadcastChannel(room);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
      this.#hear(data);
    });
    const { signal } = this.#closing;
    addEventListener('pagehide', () => this.#pause(), { signal });
    queueMicrotask(() => events.message({ type: 'lobby', ways: ['open'] }));
  }

  send(message: PageMessage): void {
    if (message.type === 'join') void this.#enter(message.name ?? 'Guest');
    else if (message.type === 'media') this.#change({ media: message.media });
    else if (message.type === 'rename') this.#change({ name: message.name });
  }

  close(): void {
    this.#closing.abort();
    this.#channel.close();
  }

  /** One tab at a time, so that each finds all who came before. */
  async #enter(name: string): Promise<void> {
    if (!('locks' in navigator)) {
      // Not on https: no locks, so nobody knows who else is there; and no cameras.
      this.close();
      this.#welcome({ id: this.#room, name, tools: TOOLS, media: SILENT }, []);
      return;
    }
    await navigator.locks.request(`${this.#room} door`, async () => {
      const others = await this.#findOthers();
      const free = freeName(name, others);
      const id = `${this.#prefix}${crypto.randomUUID()} ${free}`;
      await this.#hold(id);
      if (this.#closing.signal.aborted) return;
      this.#welcome({ id, name: free, tools: TOOLS, media: SILENT }, others);
    });
  }

  #welcome(self: Participant, others: Participant[]): void {
    this.#self = self;
    for (const other of others) this.#watch(other);
    this.#events.message({ type: 'welcome', self, token: '', others });
    this.#tell('joined');
  }

  get #prefix(): string {
    return `${this.#room} participant `;
  }

  async #findOthers(): Promise<Participant[]> {
    const { held = [] } = await navigator.locks.query();
    const ids = held.map(({ name = '' }) => name).filter((id) => id.startsWith(this.#prefix));
    return ids.map((id) => {
      const [, name = ''] = /^\S+ (.*)$/.exec(id.slice(this.#prefix.length)) ?? [];
      return { id, name, tools: TOOLS, media: SILENT };
    });
  }

  /** Takes the lock until the line is closed. */
  #hold(id: string): Promise<void> {
    const { signal } = this.#closing;
    const closed = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
    });
    return new Promise((resolve) => {
      void navigator.locks.request(id, async () => {
        resolve();
        if (!signal.aborted) await closed;
      });
    });
  }

  /** Waits for another's lock to become free. */
  #watch(participant: Participant): void {
    const { id } = participant;
    const { signal } = this.#closing;
    this.#others.set(id, participant);
    navigator.locks
      .request(id, { signal }, () => {
        const last = this.#others.get(id);
        if (signal.aborted || !last) return;
        this.#others.delete(id);
        this.#events.message({ type: 'left', participant: last, isLost: false });
      })
      .catch(() => {
        // The line was closed.
      });
  }

  #hear({ type, participant }: TabMessage): void {
    if (!this.#self) return;
    const isKnown = this.#others.has(participant.id);
    if (type === 'joined' && !isKnown) {
      this.#watch(participant);
      this.#events.message({ type: 'joined', participant });
      // Who comes knows from the locks that this tab is there, and nothing else.
      this.#tell('changed');
    } else if (type === 'changed' && isKnown) {
      this.#others.set(participant.id, participant);
      this.#events.message({ type: 'changed', participant });
    }
  }

  #change(members: Partial<Participant>): void {
    if (!this.#self) return;
    this.#self = { ...this.#self, ...members };
    this.#events.message({ type: 'changed', participant: this.#self });
    this.#tell('changed');
  }

  #tell(type: TabMessage['type']): void {
    if (this.#self && !this.#closing.signal.aborted) {
      this.#channel.postMessage({ type, participant: this.#self } satisfies TabMessage);
    }
  }

  /** A page that is only put aside leaves, and comes back with its page. */
  #pause(): void {
    this.close();
    addEventListener('pageshow', () => this.#events.broken(), { once: true });
  }
}

/** A name that nobody in the room has: `Ana`, then `Ana 2`. */
function freeName(wanted: string, others: readonly Participant[]): string {
  const taken = new Set(others.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}
