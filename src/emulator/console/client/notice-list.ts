import type { ConsoleSnapshot } from '../console-snapshot.js';
import type { ConsoleAction } from './act.js';
import { create, find } from './dom.js';

/** What is out of the ordinary: a stopped service, faults. */
export class NoticeList {
  readonly #list = find('notices', HTMLElement);
  readonly #perform: (action: ConsoleAction) => Promise<boolean>;
  #shown = '';

  constructor(perform: (action: ConsoleAction) => Promise<boolean>) {
    this.#perform = perform;
  }

  show({ isServiceRunning, faults }: ConsoleSnapshot): void {
    const texts = faults.map(({ on, faults: text, timesLeft }) => {
      const where = on === 'all' ? 'everything' : on;
      const times = timesLeft === undefined ? '' : `, ${timesLeft} more`;
      return `${text} (${where}${times})`;
    });
    const shown = JSON.stringify([isServiceRunning, texts]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(
      ...(isServiceRunning
        ? []
        : [
            this.#render(
              'The video conferencing service is stopped: nobody gets in.',
              'Start the service',
              'start-service',
            ),
          ]),
      ...(texts.length > 0
        ? [this.#render(`Faults are set: ${texts.join('; ')}`, 'Clear faults', 'clear-faults')]
        : []),
    );
  }

  #render(text: string, label: string, action: 'start-service' | 'clear-faults'): HTMLElement {
    const button = create('button', '', label);
    button.type = 'button';
    button.addEventListener('click', () => void this.#perform({ action }));
    return create('div', 'notice', create('p', '', text), button);
  }
}
