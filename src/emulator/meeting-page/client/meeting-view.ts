import type { MediaNotice } from './media-notice.js';
import type { DeviceState } from './own-media.js';
import type { Device } from './local-media.js';
import { find, moveFocus } from './page-element.js';
import { canShareScreen } from './screen-share.js';

/** Which part of the page is shown. */
export type Phase = 'connecting' | 'sign-in' | 'meeting' | 'card';

/** What a card says. */
export interface Card {
  title: string;
  text: string;
  /** Label of its button, or none. */
  action?: string;
}

/** How long a message stays, in ms. */
const TOAST_DURATION = 4000;

const LABELS = {
  microphone: { on: 'Mute', off: 'Unmute', unavailable: 'No microphone' },
  camera: { on: 'Stop camera', off: 'Start camera', unavailable: 'No camera' },
} as const satisfies Record<Device, Record<Exclude<DeviceState, 'withheld'>, string>>;

/** The page's elements around the pictures, and the only code that changes them. */
export class MeetingView {
  readonly retry = find('retry', HTMLButtonElement);
  readonly sound = find('sound', HTMLButtonElement);
  readonly cardAction = find('card-action', HTMLButtonElement);
  readonly controls = {
    microphone: find('microphone', HTMLButtonElement),
    camera: find('camera', HTMLButtonElement),
    screen: find('screen', HTMLButtonElement),
    settings: find('settings', HTMLButtonElement),
    fullscreen: find('fullscreen', HTMLButtonElement),
    leave: find('leave', HTMLButtonElement),
  };
  readonly #card = find('card', HTMLElement);
  readonly #cardTitle = find('card-title', HTMLElement);
  readonly #cardText = find('card-text', HTMLElement);
  readonly #notice = find('notice', HTMLElement);
  readonly #noticeList = find('notice-list', HTMLElement);
  readonly #people = find('people', HTMLElement);
  readonly #peopleCount = find('people-count', HTMLElement);
  readonly #toast = find('toast', HTMLElement);
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#label(this.controls.settings, 'Settings');
    this.#label(this.controls.leave, 'Leave');
    this.#label(this.controls.screen, 'Share screen', 'off');
    find('dismiss', HTMLButtonElement).addEventListener('click', () => this.showNotices([]));
  }

  showPhase(phase: Phase): void {
    document.body.dataset['phase'] = phase;
    this.#card.hidden = phase !== 'card';
    this.#people.hidden = phase !== 'meeting';
    this.controls.settings.hidden = false;
    this.controls.leave.hidden = false;
    if (phase !== 'meeting') this.showNotices([]);
  }

  showCard({ title, text, action }: Card): void {
    this.showPhase('card');
    this.#toast.classList.remove('shown');
    this.#cardTitle.textContent = title;
    this.#cardText.textContent = text;
    this.cardAction.hidden = action === undefined;
    this.cardAction.textContent = action ?? '';
    moveFocus(this.#cardTitle);
  }

  showDevice(device: Device, state: DeviceState): void {
    const control = this.controls[device];
    control.hidden = state === 'withheld';
    control.disabled = state === 'unavailable';
    if (state !== 'withheld') {
      this.#label(control, LABELS[device][state], state === 'on' ? 'on' : 'off');
    }
  }

  /** @param isAllowed whether the preset has the tool */
  showScreen(isAllowed: boolean, isSharing: boolean): void {
    this.controls.screen.hidden = !isAllowed || !canShareScreen();
    this.#label(
      this.controls.screen,
      isSharing ? 'Stop sharing' : 'Share screen',
      isSharing ? 'on' : 'off',
    );
  }

  showFullscreen(isFullscreen: boolean): void {
    this.controls.fullscreen.hidden = !document.fullscreenEnabled;
    this.#label(
      this.controls.fullscreen,
      isFullscreen ? 'Leave fullscreen' : 'Fullscreen',
      isFullscreen ? 'on' : 'off',
    );
  }

  showCount(count: number): void {
    this.#peopleCount.textContent = String(count);
  }

  /** Shows these notices and no others. */
  showNotices(notices: MediaNotice[]): void {
    this.#notice.hidden = notices.length === 0;
    this.#noticeList.replaceChildren(...notices.map(renderNotice));
    this.retry.hidden = !notices.some((notice) => notice.isRetryable);
  }

  /** Says something for a while, to screen readers too. */
  say(text: string): void {
    clearTimeout(this.#toastTimer);
    this.#toast.textContent = text;
    this.#toast.classList.add('shown');
    this.#toastTimer = setTimeout(() => this.#toast.classList.remove('shown'), TOAST_DURATION);
  }

  #label(control: HTMLButtonElement, label: string, state?: 'on' | 'off'): void {
    if (state) control.dataset['state'] = state;
    control.title = label;
    control.setAttribute('aria-label', label);
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
