import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { EmulatorSettings } from './emulator-options.js';
import { admit, whyNot } from './meeting-page/admission.js';
import type {
  EndReason,
  JoinMessage,
  MediaState,
  Participant,
  RoomMessage,
  Tools,
} from './meeting-page/room-messages.js';
import type { EmulatorState } from './operation-handlers.js';
import { MAX_PARTICIPANTS } from './rooms.js';
import { parsePageMessage } from './page-message.js';
import { cleanName, listWays, signIn } from './sign-in.js';

const NO_TOOLS: Tools = { camera: false, microphone: false, screenShare: false };

/** What the rooms' sockets work with. */
export interface RoomContext {
  readonly state: EmulatorState;
  readonly settings: Pick<EmulatorSettings, 'now' | 'tools'>;
}

/** One page's line to a conference: first it asks to be let in, then it is in the meeting. */
export class RoomSocket {
  readonly #socket: WebSocket;
  readonly #hashKey: string;
  readonly #context: RoomContext;
  #participant: Participant | undefined;

  /** @param hashKey the conference's key in links, as the page gave it */
  constructor(socket: WebSocket, hashKey: string, context: RoomContext) {
    this.#socket = socket;
    this.#hashKey = hashKey;
    this.#context = context;
    socket.on('message', (data: Buffer) => this.#handleMessage(data.toString()));
    // 1005: closed without a code. A line that breaks off has 1006.
    socket.on('close', (code) => this.#leave(![1000, 1001, 1005].includes(code)));
    this.#openLobby();
  }

  #openLobby(): void {
    const admission = this.#admit();
    if (admission.state !== 'open') this.#end(whyNot(admission.state));
    else this.#send({ type: 'lobby', ways: listWays(admission.conference.settings) });
  }

  #handleMessage(text: string): void {
    const message = parsePageMessage(text);
    switch (message?.type) {
      case undefined: {
        this.#socket.close(1008, 'Not a message of the meeting page');
        return;
      }
      case 'join': {
        this.#join(message);
        return;
      }
      case 'media': {
        this.#change({ media: this.#allow(message.media) });
        return;
      }
      case 'rename': {
        const name = cleanName(message.name);
        if (name && name !== this.#participant?.name) {
          this.#change({ name: this.#room().freeName(name) });
        }
        return;
      }
      case 'leave': {
        this.#leave(false);
        return;
      }
    }
  }

  #join(request: JoinMessage): void {
    const { state, settings } = this.#context;
    const admission = this.#admit();
    if (this.#participant) return;
    if (admission.state !== 'open') {
      this.#end(whyNot(admission.state));
      return;
    }
    const visitor = signIn(request, admission.conference, state);
    if ('type' in visitor) {
      this.#send(visitor);
      return;
    }
    const room = this.#room();
    if (room.size >= MAX_PARTICIPANTS) {
      const message = `It holds ${String(MAX_PARTICIPANTS)} people, and all places are taken. Try again when somebody has left.`;
      this.#send({ type: 'refused', code: 'full', message });
      return;
    }
    const self: Participant = {
      id: randomUUID(),
      name: room.freeName(visitor.name),
      tools: settings.tools.get(visitor.preset) ?? NO_TOOLS,
      media: { camera: false, microphone: false, screen: false },
    };
    const token = randomUUID();
    this.#participant = self;
    this.#send({ type: 'welcome', self, token, others: room.participants() });
    room.add({
      participant: self,
      token,
      joinedAt: settings.now(),
      send: (message) => {
        this.#send(message);
        if (message.type === 'ended') this.#participant = undefined;
      },
      close: () => this.#socket.close(1000),
    });
  }

  #change(members: Partial<Pick<Participant, 'name' | 'media'>>): void {
    if (this.#participant) this.#room().change(this.#participant.id, members);
  }

  /** Media go from page to page: what is refused here is what the others show. */
  #allow(media: MediaState): MediaState {
    const { camera, microphone, screenShare } = this.#participant?.tools ?? NO_TOOLS;
    return {
      camera: camera && media.camera,
      microphone: microphone && media.microphone,
      screen: screenShare && media.screen,
    };
  }

  #leave(isLost: boolean): void {
    const participant = this.#participant;
    this.#participant = undefined;
    if (participant) this.#room().remove(participant.id, isLost);
  }

  #end(reason: EndReason): void {
    this.#send({ type: 'ended', reason });
    this.#socket.close(1000);
  }

  #admit(): ReturnType<typeof admit> {
    return admit(this.#hashKey, this.#context.state, this.#context.settings.now());
  }

  /** Asked for each time: a room that is empty is forgotten. */
  #room(): ReturnType<EmulatorState['rooms']['open']> {
    return this.#context.state.rooms.open(this.#hashKey);
  }

  #send(message: RoomMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
