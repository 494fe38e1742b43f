import type { Participant } from '../room-messages.js';

/** What a tile shows: somebody, or somebody's screen. */
export type TileKind = 'camera' | 'screen';

/** How many colours the style sheet has for those without a picture. */
const HUES = 6;

/** One picture on the stage. */
export class Tile {
  readonly element = document.createElement('article');
  readonly kind: TileKind;
  readonly #video = document.createElement('video');
  readonly #avatar = document.createElement('div');
  readonly #name = document.createElement('span');
  readonly #trouble = document.createElement('p');

  /** @param isSelf whether it is the visitor: mirrored, never heard */
  constructor(kind: TileKind, isSelf: boolean) {
    this.kind = kind;
    this.element.className = 'tile';
    Object.assign(this.element.dataset, { kind, self: String(isSelf), camera: 'off' });
    Object.assign(this.#video, { autoplay: true, playsInline: true, muted: isSelf });
    this.#avatar.className = 'avatar';
    this.#avatar.ariaHidden = 'true';
    this.#trouble.className = 'trouble';
    this.#trouble.hidden = true;
    this.#trouble.textContent = 'Connection lost. Reconnecting…';
    const plate = document.createElement('p');
    plate.className = 'nameplate';
    const sign = createMutedSign();
    if (sign && kind === 'camera') plate.append(sign);
    plate.append(this.#name);
    // Behind the picture: it shows until the first one is there.
    this.element.append(this.#avatar, this.#video, this.#trouble, plate);
  }

  /** @param label what stands on the nameplate */
  update({ name, media }: Participant, label: string): void {
    const isOn = this.kind === 'screen' || media.camera;
    this.element.dataset['camera'] = isOn ? 'on' : 'off';
    this.element.dataset['microphone'] = media.microphone ? 'on' : 'off';
    this.element.ariaLabel = this.kind === 'screen' ? label : describe(label, media);
    this.element.dataset['hue'] = String(hash(name) % HUES);
    this.#avatar.textContent = initials(name);
    this.#name.textContent = label;
  }

  /**
   * @param onSilenced told when the browser plays no sound before the visitor has clicked:
   *   the picture is shown without it
   */
  show(stream: MediaStream | undefined, onSilenced: () => void = () => undefined): void {
    if (this.#video.srcObject === (stream ?? null)) return;
    this.#video.srcObject = stream ?? null;
    if (!stream) return;
    this.#video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.#video.muted = true;
      void this.#video.play().catch(() => undefined);
      onSilenced();
    });
  }

  unmute(): void {
    this.#video.muted = false;
  }

  setBroken(isBroken: boolean): void {
    this.#trouble.hidden = !isBroken;
  }

  /** Plays on another device, where the browser can. */
  async useSpeaker(deviceId: string): Promise<void> {
    if ('setSinkId' in this.#video) await this.#video.setSinkId(deviceId);
  }

  remove(): void {
    this.#video.srcObject = null;
    this.element.remove();
  }
}

function describe(label: string, media: Participant['media']): string {
  const camera = media.camera ? '' : ', camera off';
  return `${label}${camera}${media.microphone ? '' : ', muted'}`;
}

/** The icon of the microphone's control, crossed out. */
function createMutedSign(): Node | undefined {
  const icon = document.querySelector('#microphone .icon-off');
  const sign = document.createElement('span');
  sign.className = 'muted-sign';
  if (icon) sign.append(icon.cloneNode(true));
  return sign;
}

function initials(name: string): string {
  const words = name.split(' ').filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
}
