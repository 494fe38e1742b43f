import type { MediaState, Participant } from '../room-messages.js';
import type { StreamKind } from './peer-mesh.js';
import { Stage } from './stage.js';
import { Tile } from './tile.js';

/** Who is in the meeting, and their pictures. */
export class Participants {
  readonly #stage = new Stage();
  readonly #others = new Map<string, Participant>();
  readonly #streams = new Map<string, MediaStream>();
  /** Those whose sound the browser does not play before a click. */
  readonly #silenced = new Set<string>();
  readonly #onSilenced: (isSilenced: boolean) => void;
  #self: Participant | undefined;
  #speaker: string | undefined;

  /** @param onSilenced told whether somebody can't be heard before the visitor has clicked */
  constructor(onSilenced: (isSilenced: boolean) => void) {
    this.#onSilenced = onSilenced;
  }

  get self(): Participant | undefined {
    return this.#self;
  }

  get count(): number {
    return this.#others.size + (this.#self ? 1 : 0);
  }

  others(): Participant[] {
    return [...this.#others.values()];
  }

  enter(self: Participant): void {
    this.leave();
    this.#self = self;
    const tile = new Tile('camera', true);
    tile.update(self, 'You');
    this.#stage.add(tileKey(self.id, 'camera'), tile);
  }

  /** Empties the stage. */
  leave(): void {
    this.#self = undefined;
    this.#others.clear();
    this.#streams.clear();
    this.#silenced.clear();
    this.#stage.clear();
    this.#tellSilenced();
  }

  showSelf(preview: MediaStream | undefined, media: MediaState): void {
    if (!this.#self) return;
    this.#self = { ...this.#self, media };
    const tile = this.#stage.get(tileKey(this.#self.id, 'camera'));
    tile?.show(preview);
    tile?.update(this.#self, 'You');
  }

  add(participant: Participant): void {
    this.#others.set(participant.id, participant);
    this.#stage.add(tileKey(participant.id, 'camera'), new Tile('camera', false));
    this.#show(participant);
  }

  change(participant: Participant): void {
    if (participant.id === this.#self?.id) {
      this.#self = { ...participant, media: this.#self.media };
      return;
    }
    const before = this.#others.get(participant.id);
    if (!before) return;
    // Only then: the stream of a screen may come before the word that it is shared.
    if (before.media.screen && !participant.media.screen) {
      this.#streams.delete(tileKey(participant.id, 'screen'));
    }
    this.#others.set(participant.id, participant);
    this.#show(participant);
  }

  remove(id: string): void {
    this.#others.delete(id);
    this.#silenced.delete(id);
    for (const kind of ['camera', 'screen'] as const) {
      this.#streams.delete(tileKey(id, kind));
      this.#stage.remove(tileKey(id, kind));
    }
    this.#tellSilenced();
  }

  /** A stream may come before whoever sends it: signalling and room have a line each. */
  setStream(id: string, kind: StreamKind, stream: MediaStream): void {
    this.#streams.set(tileKey(id, kind), stream);
    const participant = this.#others.get(id);
    if (participant) this.#show(participant);
  }

  setBroken(id: string, isBroken: boolean): void {
    this.#stage.get(tileKey(id, 'camera'))?.setBroken(isBroken);
  }

  /** The visitor has clicked: now the browser plays sound. */
  unmute(): void {
    this.#silenced.clear();
    for (const { id } of this.#others.values()) this.#stage.get(tileKey(id, 'camera'))?.unmute();
    this.#tellSilenced();
  }

  async useSpeaker(deviceId: string): Promise<void> {
    this.#speaker = deviceId;
    await Promise.all(this.#stage.all().map((tile) => tile.useSpeaker(deviceId)));
  }

  #show(participant: Participant): void {
    const { id, name, media } = participant;
    const camera = this.#stage.get(tileKey(id, 'camera'));
    camera?.update(participant, name);
    camera?.show(this.#streams.get(tileKey(id, 'camera')), () => {
      this.#silenced.add(id);
      this.#tellSilenced();
    });
    this.#tellSilenced();
    if (this.#speaker !== undefined) void camera?.useSpeaker(this.#speaker);
    const key = tileKey(id, 'screen');
    const screen = this.#streams.get(key);
    if (!media.screen || !screen) {
      this.#stage.remove(key);
      return;
    }
    const tile = this.#stage.get(key) ?? new Tile('screen', false);
    if (!this.#stage.get(key)) this.#stage.add(key, tile);
    tile.update(participant, `${name}’s screen`);
    tile.show(screen);
  }

  /** Whoever is muted is not missed. */
  #tellSilenced(): void {
    this.#onSilenced([...this.#silenced].some((id) => this.#others.get(id)?.media.microphone));
  }
}

function tileKey(id: string, kind: StreamKind): string {
  return `${kind} ${id}`;
}
