import type { MeetingMesh } from '../../src/emulator/meeting-page/client/meeting-lines.js';
import type {
  PeerMeshEvents,
  PeerMeshOptions,
  StreamKind,
} from '../../src/emulator/meeting-page/client/peer-mesh.js';
import { limitSender } from '../../src/emulator/meeting-page/client/sender-limits.js';

/** What tabs say to each other before pictures and sound can flow. */
type Signal = { from: string } & (
  | { type: 'ready' }
  | { type: 'offer'; to: string; call: string; kind: StreamKind; sdp: string }
  | { type: 'answer'; to: string; call: string; sdp: string }
  | { type: 'end'; to: string; call: string }
);

/** A connection to another tab. Its id is its caller's choice. */
interface Call {
  readonly id: string;
  readonly peer: string;
  readonly kind: StreamKind;
  readonly isOwn: boolean;
  readonly connection: RTCPeerConnection;
}

/** WebRTC connections from tab to tab, arranged without a server. */
export class TabMesh implements MeetingMesh {
  readonly #id: string;
  readonly #stream: MediaStream;
  readonly #events: PeerMeshEvents;
  readonly #channel: BroadcastChannel;
  /** Those in the meeting, and whether this tab calls them. */
  readonly #members = new Map<string, boolean>();
  readonly #calls = new Map<string, Call>();
  #screen: MediaStream | undefined;

  /** @param room the same for the tabs that meet, and for no others of this site */
  constructor(room: string, { id, stream }: PeerMeshOptions, events: PeerMeshEvents) {
    this.#id = id;
    this.#stream = stream;
    this.#events = events;
    this.#channel = new BroadcastChannel(`${room} calls`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Signal>) => {
      void this.#hear(data);
    });
    // Who called before that was not heard: they call again.
    this.#send({ type: 'ready', from: id });
  }

  add(id: string, isCaller: boolean): void {
    this.#members.set(id, isCaller);
    this.#callMember(id);
    this.#limit();
  }

  remove(id: string): void {
    this.#members.delete(id);
    for (const call of this.#find(({ peer }) => peer === id)) this.#close(call);
    this.#limit();
  }

  replaceTrack(track: MediaStreamTrack): void {
    for (const previous of this.#stream.getTracks()) {
      if (previous.kind === track.kind) this.#stream.removeTrack(previous);
    }
    this.#stream.addTrack(track);
    for (const sender of this.#cameraSenders()) {
      if (sender.track?.kind === track.kind) void sender.replaceTrack(track);
    }
  }

  shareScreen(screen: MediaStream): void {
    this.#screen = screen;
    for (const id of this.#members.keys()) this.#callMember(id);
  }

  stopScreen(): void {
    this.#screen = undefined;
    for (const call of this.#find(({ kind, isOwn }) => kind === 'screen' && isOwn)) {
      this.#send({ type: 'end', from: this.#id, to: call.peer, call: call.id });
      this.#close(call);
    }
  }

  close(): void {
    for (const call of this.#calls.values()) this.#close(call);
    this.#channel.close();
  }

  /** @param only one kind of call, where the other goes on */
  #callMember(id: string, only?: StreamKind): void {
    // Some builds of WebKit have no calls: then tabs see who is there.
    if (!('RTCPeerConnection' in globalThis)) return;
    if (only !== 'screen' && this.#members.get(id)) void this.#call(id, 'camera', this.#stream);
    if (only !== 'camera' && this.#screen) void this.#call(id, 'screen', this.#screen);
  }

  async #call(peer: string, kind: StreamKind, stream: MediaStream): Promise<void> {
    const call = this.#open({ id: crypto.randomUUID(), peer, kind, isOwn: true });
    for (const track of stream.getTracks()) call.connection.addTrack(track, stream);
    const sdp = await this.#describe(call);
    if (sdp) this.#send({ type: 'offer', from: this.#id, to: peer, call: call.id, kind, sdp });
  }

  async #hear(signal: Signal): Promise<void> {
    if (signal.type === 'ready') {
      if (this.#members.has(signal.from)) this.#callMember(signal.from);
      return;
    }
    if (signal.to !== this.#id) return;
    const call = this.#calls.get(signal.call);
    if (signal.type === 'offer') await this.#answer(signal);
    else if (signal.type === 'end' && call) this.#close(call);
    else if (signal.type === 'answer') {
      await call?.connection.setRemoteDescription({ type: 'answer', sdp: signal.sdp });
      this.#limit();
    }
  }

  async #answer(offer: Extract<Signal, { type: 'offer' }>): Promise<void> {
    const { from: peer, call: id, kind } = offer;
    const call = this.#open({ id, peer, kind, isOwn: false });
    const { connection } = call;
    await connection.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
    // They left, or called again meanwhile.
    if (!this.#calls.has(id)) return;
    if (kind === 'camera') {
      for (const track of this.#stream.getTracks()) connection.addTrack(track, this.#stream);
    }
    const sdp = await this.#describe(call);
    if (sdp) this.#send({ type: 'answer', from: this.#id, to: peer, call: id, sdp });
  }

  /**
   * Offer or answer with every address in it: between tabs these are there at once.
   *
   * @returns nothing when the call was closed meanwhile
   */
  async #describe({ id, connection }: Call): Promise<string | undefined> {
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete') {
      await new Promise((resolve) => {
        connection.addEventListener('icegatheringstatechange', resolve, { once: true });
      });
    }
    return this.#calls.has(id) ? connection.localDescription?.sdp : undefined;
  }

  /** The latest call of a kind is the one that counts. */
  #open(members: Omit<Call, 'connection'>): Call {
    const { peer, kind, isOwn } = members;
    for (const call of this.#find((other) => isSame(other, members))) this.#close(call);
    // Without servers: the tabs are on one machine.
    const call = { ...members, connection: new RTCPeerConnection() };
    this.#calls.set(call.id, call);
    call.connection.addEventListener('track', ({ streams: [stream] }) => {
      if (stream) this.#events.stream(peer, kind, stream);
    });
    call.connection.addEventListener('connectionstatechange', () => {
      const { connectionState: state } = call.connection;
      if (kind === 'camera') {
        this.#events.broken(peer, state === 'disconnected' || state === 'failed');
      }
      if (state === 'failed' && isOwn) this.#callMember(peer, kind);
    });
    return call;
  }

  #close(call: Call): void {
    call.connection.close();
    this.#calls.delete(call.id);
  }

  #find(predicate: (call: Call) => boolean): Call[] {
    return [...this.#calls.values()].filter(predicate);
  }

  #cameraSenders(): RTCRtpSender[] {
    return this.#find(({ kind }) => kind === 'camera').flatMap(({ connection }) =>
      connection.getSenders(),
    );
  }

  #limit(): void {
    for (const sender of this.#cameraSenders()) void limitSender(sender, this.#members.size);
  }

  #send(signal: Signal): void {
    this.#channel.postMessage(signal);
  }
}

function isSame(one: Omit<Call, 'connection'>, other: Omit<Call, 'connection'>): boolean {
  return one.peer === other.peer && one.kind === other.kind && one.isOwn === other.isOwn;
}
