import type { Tools } from '../room-messages.js';
import { type Device, type LocalMedia, type MediaProblem, openLocalMedia } from './local-media.js';

/** A device as the page shows it. `withheld`: the preset does not give it. */
export type DeviceState = 'on' | 'off' | 'unavailable' | 'withheld';

/** What a meeting can use. */
export const DEVICES: readonly Device[] = ['camera', 'microphone'];

/** The visitor's camera and microphone, and what is sent in their place while there is none. */
export class OwnMedia {
  /** Told of each track that takes the place of another one of its kind. */
  onTrack: (track: MediaStreamTrack) => void = () => undefined;
  readonly #tracks = new Map<Device, MediaStreamTrack>();
  readonly #standIns = new Map<Device, MediaStreamTrack>();
  readonly #wanted: Set<Device>;
  #tools: Tools = { camera: true, microphone: true, screenShare: true };
  #stops = 0;

  /** @param wanted devices to ask for at once; the others when the visitor chooses them */
  constructor(wanted: readonly Device[]) {
    this.#wanted = new Set(wanted);
  }

  /**
   * Asks for the wanted devices that the preset gives.
   *
   * @returns what could not be opened
   */
  async open(tools: Tools): Promise<MediaProblem[]> {
    this.stop();
    this.#tools = tools;
    const { stream, problems } = await this.#request(
      DEVICES.filter((device) => tools[device] && this.#wanted.has(device)),
    );
    for (const track of stream.getTracks()) this.#take(track);
    for (const device of DEVICES) {
      if (!this.#tracks.has(device)) this.onTrack(this.#standIn(device));
    }
    return problems;
  }

  /** One audio and one video track, always: a connection keeps the tracks it began with. */
  outgoing(): MediaStream {
    return new MediaStream(
      DEVICES.map((device) => this.#tracks.get(device) ?? this.#standIn(device)),
    );
  }

  /** What the visitor sees of themselves. */
  preview(): MediaStream | undefined {
    const camera = this.#tracks.get('camera');
    return camera && new MediaStream([camera]);
  }

  state(device: Device): DeviceState {
    if (!this.#tools[device]) return 'withheld';
    const track = this.#tracks.get(device);
    if (track) return track.enabled ? 'on' : 'off';
    return this.#wanted.has(device) ? 'unavailable' : 'off';
  }

  /** Whether it was asked for. */
  isWanted(device: Device): boolean {
    return this.#wanted.has(device);
  }

  toggle(device: Device): void {
    const track = this.#tracks.get(device);
    if (track) track.enabled = !track.enabled;
  }

  /** The device in use. */
  chosen(device: Device): string | undefined {
    return this.#tracks.get(device)?.getSettings().deviceId;
  }

  /**
   * Opens a device, or changes to another one.
   *
   * @returns what could not be opened; the one before goes on then
   */
  async choose(device: Device, deviceId?: string): Promise<MediaProblem[]> {
    this.#wanted.add(device);
    const { stream, problems } = await this.#request([device], deviceId);
    const [track] = stream.getTracks();
    if (!track) return problems;
    const previous = this.#tracks.get(device);
    if (previous) track.enabled = previous.enabled;
    previous?.stop();
    this.#take(track);
    return problems;
  }

  /** Lets go of the devices: their lights go out. */
  stop(): void {
    this.#stops += 1;
    for (const track of this.#tracks.values()) track.stop();
    this.#tracks.clear();
  }

  /** The browser may ask the visitor, who can leave meanwhile: what comes later is let go at once. */
  async #request(devices: Device[], deviceId?: string): Promise<LocalMedia> {
    const stops = this.#stops;
    const media = await openLocalMedia(devices, deviceId);
    if (stops === this.#stops) return media;
    for (const track of media.stream.getTracks()) track.stop();
    return { stream: new MediaStream(), problems: [] };
  }

  #standIn(device: Device): MediaStreamTrack {
    const track =
      this.#standIns.get(device) ?? (device === 'camera' ? createBlackness() : createSilence());
    this.#standIns.set(device, track);
    return track;
  }

  #take(track: MediaStreamTrack): void {
    const device = track.kind === 'video' ? 'camera' : 'microphone';
    this.#tracks.set(device, track);
    track.addEventListener('ended', () => {
      // Unplugged, or the permission was taken back.
      if (this.#tracks.get(device) !== track) return;
      this.#tracks.delete(device);
      this.onTrack(this.#standIn(device));
    });
    this.onTrack(track);
  }
}

function createSilence(): MediaStreamTrack {
  return firstTrack(new AudioContext().createMediaStreamDestination().stream);
}

function createBlackness(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 180 });
  // Without a context there is nothing to capture.
  canvas.getContext('2d')?.fillRect(0, 0, 320, 180);
  return firstTrack(canvas.captureStream(1));
}

function firstTrack(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks();
  if (!track) throw new Error('This browser makes no streams.');
  return track;
}
