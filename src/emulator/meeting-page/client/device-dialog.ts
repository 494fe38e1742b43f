import type { Device } from './local-media.js';
import type { OwnMedia } from './own-media.js';
import { find } from './page-element.js';

/** What the visitor chose. */
export interface DeviceDialogEvents {
  name: (name: string) => void;
  device: (device: Device, deviceId: string) => void;
  speaker: (deviceId: string) => void;
}

const KINDS = { camera: 'videoinput', microphone: 'audioinput', speaker: 'audiooutput' } as const;

type Choice = keyof typeof KINDS;

/** Lets the visitor choose devices and a name. */
export class DeviceDialog {
  readonly #dialog = find('devices', HTMLDialogElement);
  readonly #name = find('own-name', HTMLInputElement);
  readonly #selects = {
    camera: find('camera-choice', HTMLSelectElement),
    microphone: find('microphone-choice', HTMLSelectElement),
    speaker: find('speaker-choice', HTMLSelectElement),
  };
  readonly #media: OwnMedia;
  #speaker = '';

  constructor(media: OwnMedia, events: DeviceDialogEvents) {
    this.#media = media;
    const { camera, microphone, speaker } = this.#selects;
    camera.addEventListener('change', () => events.device('camera', camera.value));
    microphone.addEventListener('change', () => events.device('microphone', microphone.value));
    speaker.addEventListener('change', () => {
      this.#speaker = speaker.value;
      events.speaker(speaker.value);
    });
    this.#dialog.addEventListener('close', () => {
      const name = this.#name.value.trim();
      if (name) events.name(name);
    });
    find('devices-done', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    this.#name.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.#dialog.close();
    });
    if ('mediaDevices' in navigator) {
      navigator.mediaDevices.addEventListener('devicechange', () => {
        if (this.#dialog.open) void this.refresh();
      });
    }
  }

  async open(name: string): Promise<void> {
    this.#name.value = name;
    await this.refresh();
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  close(): void {
    this.#dialog.close();
  }

  /** Lists the devices that are there now. */
  async refresh(): Promise<void> {
    const devices =
      'mediaDevices' in navigator ? await navigator.mediaDevices.enumerateDevices() : [];
    this.#fill('camera', devices, this.#media.chosen('camera'));
    this.#fill('microphone', devices, this.#media.chosen('microphone'));
    this.#fill('speaker', devices, this.#speaker);
  }

  #fill(choice: Choice, devices: MediaDeviceInfo[], chosen: string | undefined): void {
    const select = this.#selects[choice];
    // Without a permission the browser tells that there are devices, but not which.
    const known = devices.filter(({ kind, deviceId }) => kind === KINDS[choice] && deviceId);
    const options = known.map(
      ({ label, deviceId }, index) =>
        new Option(label || `${choice} ${String(index + 1)}`, deviceId, false, deviceId === chosen),
    );
    select.disabled = options.length === 0;
    const canChoose = choice !== 'speaker' || 'setSinkId' in HTMLMediaElement.prototype;
    if (select.parentElement) select.parentElement.hidden = !canChoose;
    select.replaceChildren(...(options.length > 0 ? options : [new Option('None to choose from')]));
  }
}
