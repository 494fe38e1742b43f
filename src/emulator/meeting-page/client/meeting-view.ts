import type { Device } from './local-media.js';
import type { MediaNotice } from './media-notice.js';

/** A device as the page shows it. */
export type DeviceState = 'on' | 'off' | 'unavailable';

const LABELS = {
  microphone: { on: 'Mute', off: 'Unmute', unavailable: 'No microphone' },
  camera: { on: 'Stop camera', off: 'Start camera', unavailable: 'No camera' },
} as const satisfies Record<Device, Record<DeviceState, string>>;

/** The page's elements, and the only code that changes them. */
export class MeetingView {
  readonly retry = find('retry', HTMLButtonElement);
  readonly controls = {
    microphone: find('microphone', HTMLButtonElement),
    camera: find('camera', HTMLButtonElement),
    fullscreen: find('fullscreen', HTMLButtonElement),
  };
  readonly #tile = find('tile', HTMLElement);
  readonly #video = find('video', HTMLVideoElement);
  readonly #notice = find('notice', HTMLElement);
  readonly #noticeList = find('notice-list', HTMLElement);
  readonly #status = find('status', HTMLElement);

  showPicture(stream: MediaStream | null): void {
    this.#video.srcObject = stream;
  }

  showDevice(device: Device, state: DeviceState): void {
    const control = this.controls[device];
    control.hidden = false;
    control.disabled = state === 'unavailable';
    this.#tile.dataset[device] = state === 'on' ? 'on' : 'off';
    this.#label(control, LABELS[device][state], state === 'on');
  }

  showFullscreen(isFullscreen: boolean): void {
    this.controls.fullscreen.hidden = !document.fullscreenEnabled;
    this.#label(
      this.controls.fullscreen,
      isFullscreen ? 'Leave fullscreen' : 'Fullscreen',
      !isFullscreen,
    );
  }

  /** Shows these notices and no others. */
  showNotices(notices: MediaNotice[]): void {
    this.#notice.hidden = notices.length === 0;
    this.#noticeList.replaceChildren(...notices.map(renderNotice));
    this.retry.hidden = !notices.some((notice) => notice.isRetryable);
  }

  /** Tells screen readers. */
  announce(text: string): void {
    this.#status.textContent = text;
  }

  #label(control: HTMLButtonElement, label: string, isOn: boolean): void {
    control.dataset['state'] = isOn ? 'on' : 'off';
    control.title = label;
    control.setAttribute('aria-label', label);
    const text = control.querySelector('.control-label');
    if (text) text.textContent = label;
  }
}

function renderNotice({ title, text }: MediaNotice): HTMLElement {
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  const paragraph = document.createElement('p');
  heading.textContent = title;
  paragraph.textContent = text;
  section.append(heading, paragraph);
  return section;
}

function find<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} with the id ${id}.`);
}
