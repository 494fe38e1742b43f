import type { MediaConnection, Peer } from 'peerjs';
import { limitSender } from './sender-limits.js';
import { readConferenceKey } from './room-line.js';

declare global {
  interface Window {
    /** PeerJS's own build for browsers puts it there. */
    Peer?: typeof Peer;
  }
}

/** What a connection carries. */
export type StreamKind = 'camera' | 'screen';

/** What happens in the mesh. */
export interface PeerMeshEvents {
  stream: (id: string, kind: StreamKind, stream: MediaStream) => void;
  /** The connection to somebody broke, or works (again). */
  broken: (id: string, isBroken: boolean) => void;
}

/** Who this page is in the meeting. */
export interface PeerMeshOptions {
  id: string;
  token: string;
  /** One audio and one video track, sent to everybody. */
  stream: MediaStream;
}

/** How long until a broken connection is tried again, in ms. */
const RETRY_DELAY = 1500;

/** How long until whoever was called calls back, in ms: their page may not know of the break. */
const CALL_BACK_DELAY = 4000;

/** A WebRTC connection to everybody in the meeting, and one more to each for a shared screen. */
export class PeerMesh {
  readonly #peer: Peer;
  readonly #stream: MediaStream;
  readonly #events: PeerMeshEvents;
  /** Those whom this page calls. */
  readonly #called = new Set<string>();
  readonly #members = new Set<string>();
  readonly #cameras = new Map<string, MediaConnection>();
  readonly #screens = new Map<string, MediaConnection>();
  #screen: MediaStream | undefined;
  #isClosed = false;

  /** @throws {Error} when PeerJS is not there */
  constructor({ id, token, stream }: PeerMeshOptions, events: PeerMeshEvents) {
    if (!window.Peer) throw new Error('PeerJS is not loaded.');
    this.#stream = stream;
    this.#events = events;
    const isSecure = location.protocol === 'https:';
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- PeerJS declares its options as a class and takes any object
    this.#peer = new window.Peer(id, {
      host: location.hostname,
      port: Number(location.port) || (isSecure ? 443 : 80),
      secure: isSecure,
      path: '/lbmeeting/',
      key: readConferenceKey(),
      token,
      // All participants are on one machine or network: nothing outside is asked.
      config: { iceServers: [] },
    });
    this.#peer.on('open', () => this.#callEverybody());
    this.#peer.on('call', (connection) => this.#answer(connection));
    this.#peer.on('disconnected', () => {
      setTimeout(() => {
        if (!this.#isClosed && !this.#peer.destroyed) this.#peer.reconnect();
      }, RETRY_DELAY);
    });
  }

  /** @param isCaller whether this page calls them: who comes later calls those who are there */
  add(id: string, isCaller: boolean): void {
    this.#members.add(id);
    if (isCaller) {
      this.#called.add(id);
      this.#call(id);
    }
    if (this.#screen) this.#callWithScreen(id, this.#screen);
    this.#limit();
  }

  remove(id: string): void {
    this.#members.delete(id);
    this.#called.delete(id);
    this.#cameras.get(id)?.close();
    this.#cameras.delete(id);
    this.#screens.get(id)?.close();
    this.#screens.delete(id);
    this.#limit();
  }

  /** Sends another track of the same kind from now on. */
  replaceTrack(track: MediaStreamTrack): void {
    for (const previous of this.#stream.getTracks()) {
      if (previous.kind === track.kind) this.#stream.removeTrack(previous);
    }
    this.#stream.addTrack(track);
    for (const { peerConnection } of this.#cameras.values()) {
      const sender = peerConnection?.getSenders().find((one) => one.track?.kind === track.kind);
      void sender?.replaceTrack(track);
    }
  }

  shareScreen(screen: MediaStream): void {
    this.#screen = screen;
    for (const id of this.#members) this.#callWithScreen(id, screen);
  }

  stopScreen(): void {
    this.#screen = undefined;
    for (const connection of this.#screens.values()) connection.close();
    this.#screens.clear();
  }

  close(): void {
    this.#isClosed = true;
    this.#peer.destroy();
  }

  #callEverybody(): void {
    for (const id of this.#called) this.#call(id);
    if (!this.#screen) return;
    for (const id of this.#members) {
      if (!this.#screens.has(id)) this.#callWithScreen(id, this.#screen);
    }
  }

  #call(id: string): void {
    // Without its line PeerJS calls nobody; once it is back this page calls whom it must.
    if (this.#cameras.has(id) || !this.#peer.open) return;
    const connection = this.#peer.call(id, this.#stream, { metadata: { kind: 'camera' } });
    this.#watchCamera(connection);
  }

  #callWithScreen(id: string, screen: MediaStream): void {
    if (!this.#peer.open) return;
    this.#screens.set(id, this.#peer.call(id, screen, { metadata: { kind: 'screen' } }));
  }

  #answer(connection: MediaConnection): void {
    const { kind } = connection.metadata as { kind: StreamKind };
    if (kind === 'camera') {
      connection.answer(this.#stream);
      this.#watchCamera(connection);
      return;
    }
    connection.on('stream', (stream) => this.#events.stream(connection.peer, 'screen', stream));
    connection.answer();
  }

  #watchCamera(connection: MediaConnection): void {
    const id = connection.peer;
    const previous = this.#cameras.get(id);
    this.#cameras.set(id, connection);
    previous?.close();
    connection.on('stream', (stream) => this.#events.stream(id, 'camera', stream));
    connection.on('iceStateChanged', (state) => {
      if (this.#cameras.get(id) !== connection) return;
      this.#events.broken(id, state === 'disconnected' || state === 'failed');
      if (state === 'connected') this.#limit();
    });
    connection.on('error', () => this.#handleBreak(id, connection));
    connection.on('close', () => this.#handleBreak(id, connection));
  }

  #handleBreak(id: string, connection: MediaConnection): void {
    if (this.#isClosed || this.#cameras.get(id) !== connection) return;
    this.#cameras.delete(id);
    if (!this.#members.has(id)) return;
    this.#events.broken(id, true);
    const delay = this.#called.has(id) ? RETRY_DELAY : CALL_BACK_DELAY;
    setTimeout(() => {
      if (this.#members.has(id) && !this.#isClosed) this.#call(id);
    }, delay);
  }

  #limit(): void {
    for (const { peerConnection } of this.#cameras.values()) {
      for (const sender of peerConnection?.getSenders() ?? []) {
        void limitSender(sender, this.#members.size);
      }
    }
  }
}
