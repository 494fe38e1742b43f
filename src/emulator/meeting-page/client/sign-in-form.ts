import type { JoinMessage, RefusedMessage, SignInWay } from '../room-messages.js';
import { find, moveFocus } from './page-element.js';

/** Asks visitors who they are, in the ways that the conference has switched on. */
export class SignInForm {
  /** Told of a form that was sent. */
  onSubmit: (request: JoinMessage) => void = () => undefined;
  readonly #card = find('sign-in', HTMLElement);
  readonly #title = find('sign-in-title', HTMLElement);
  readonly #ways = find('ways', HTMLFieldSetElement);
  readonly #forms = new Map<string, HTMLFormElement>();
  #countdown: ReturnType<typeof setInterval> | undefined;

  constructor() {
    for (const form of this.#card.querySelectorAll('form')) {
      this.#forms.set(form.dataset['way'] ?? '', form);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.#submit(form);
      });
    }
    this.#ways.addEventListener('change', () => this.#choose(this.#chosen()));
  }

  show(ways: readonly SignInWay[]): void {
    this.#card.hidden = false;
    const radios = [...this.#ways.querySelectorAll('input')];
    for (const radio of radios) {
      const isOn = ways.some((way) => way === radio.value);
      if (radio.parentElement) radio.parentElement.hidden = !isOn;
      radio.checked = radio.value === (this.#forms.has(ways[0] ?? '') ? ways[0] : undefined);
    }
    this.#ways.hidden = ways.length < 2;
    this.#choose(ways[0] ?? '');
    moveFocus(this.#title);
  }

  hide(): void {
    this.#stopCountdown();
    this.#card.hidden = true;
    for (const form of this.#forms.values()) {
      form.reset();
      this.#say(form, '');
    }
  }

  get isShown(): boolean {
    return !this.#card.hidden;
  }

  /** Says why the visitor is not let in. */
  refuse({ message, code, retryAfter = 0 }: RefusedMessage): void {
    const form = this.#forms.get(this.#chosen());
    if (!form) return;
    this.#setBusy(form, false);
    this.#say(form, message);
    const [first] = form.querySelectorAll('input');
    const secret = form.querySelector<HTMLInputElement>('input[type=password]');
    if (code === 'wrong' && secret) secret.value = '';
    (code === 'wrong' ? (secret ?? first) : first)?.focus();
    if (retryAfter > 0) this.#count(form, message, retryAfter);
  }

  #chosen(): string {
    const checked = this.#ways.querySelector<HTMLInputElement>('input:checked');
    return checked?.value ?? '';
  }

  #choose(way: string): void {
    for (const [name, form] of this.#forms) form.hidden = name !== way;
  }

  #submit(form: HTMLFormElement): void {
    const way = (form.dataset['way'] ?? 'guest') as SignInWay;
    const fields = Object.fromEntries(
      [...form.querySelectorAll('input')].map(({ name, value }) => [name, value]),
    );
    this.#say(form, '');
    this.#setBusy(form, true);
    this.onSubmit({ type: 'join', way, ...fields });
  }

  /** The emulator looks at no try before the time is up: the button says how long. */
  #count(form: HTMLFormElement, message: string, seconds: number): void {
    this.#stopCountdown();
    let left = seconds;
    this.#setBusy(form, true);
    const show = (): void => {
      if (left > 0) {
        this.#say(form, `${message} Try again in ${String(left)} s.`);
        return;
      }
      this.#stopCountdown();
      this.#setBusy(form, false);
      this.#say(form, message);
    };
    show();
    this.#countdown = setInterval(() => {
      left -= 1;
      show();
    }, 1000);
  }

  #stopCountdown(): void {
    clearInterval(this.#countdown);
    for (const form of this.#forms.values()) this.#setBusy(form, false);
  }

  #setBusy(form: HTMLFormElement, isBusy: boolean): void {
    const button = form.querySelector('button');
    if (button) button.disabled = isBusy;
  }

  #say(form: HTMLFormElement, text: string): void {
    const problem = form.querySelector('.problem');
    if (problem) problem.textContent = text;
  }
}
