import type { ConsoleConference, ConsoleSnapshot } from '../console-snapshot.js';
import type { ConsoleAction } from './act.js';
import { create, find, setText } from './dom.js';

const BADGES = {
  open: ['good', 'Open'],
  off: ['plain', 'Off'],
  early: ['wait', 'On, not open yet'],
  over: ['bad', 'On, but over'],
  stopped: ['bad', 'Service stopped'],
} as const satisfies Record<ConsoleConference['admission'], readonly [string, string]>;

/** The conferences. Cards stay in place while their contents change: a focus is not lost. */
export class ConferenceList {
  readonly #list = find('conferences', HTMLElement);
  readonly #empty = find('no-conferences', HTMLElement);
  readonly #count = find('conference-count', HTMLElement);
  readonly #cards = new Map<string, ConferenceCard>();
  readonly #perform: (action: ConsoleAction) => Promise<boolean>;

  constructor(perform: (action: ConsoleAction) => Promise<boolean>) {
    this.#perform = perform;
  }

  show({ conferences, timeZone }: ConsoleSnapshot): void {
    const names = new Set(conferences.map(({ name }) => name));
    for (const [name, card] of this.#cards) {
      if (names.has(name)) continue;
      card.element.remove();
      this.#cards.delete(name);
    }
    for (const conference of conferences) this.#card(conference.name).show(conference, timeZone);
    this.#empty.hidden = conferences.length > 0;
    const open = conferences.filter(({ admission }) => admission === 'open').length;
    setText(this.#count, `${conferences.length}, ${open} open`);
  }

  #card(name: string): ConferenceCard {
    const card = this.#cards.get(name) ?? new ConferenceCard(name, this.#perform);
    if (!this.#cards.has(name)) {
      this.#cards.set(name, card);
      this.#list.append(card.element);
    }
    return card;
  }
}

class ConferenceCard {
  readonly element: HTMLElement;
  readonly #badge = create('span', 'badge');
  readonly #preset = create('dd', '');
  readonly #signIn = create('dd', '');
  readonly #schedule = create('dd', '');
  readonly #participants = create('dd', '');
  readonly #switch = create('button', '');
  readonly #link = create('a', 'button', 'Open meeting');
  #mode: ConsoleConference['mode'] = 'off';

  constructor(name: string, perform: (action: ConsoleAction) => Promise<boolean>) {
    this.#switch.type = 'button';
    this.#switch.addEventListener('click', () => {
      const action = this.#mode === 'on' ? 'disable' : 'enable';
      void perform({ action, name });
    });
    this.#link.target = '_blank';
    this.#link.rel = 'noopener';
    this.#link.setAttribute('aria-label', `Open meeting ${name} in a new tab`);
    this.element = create(
      'li',
      'card',
      create('div', 'card-head', create('h3', '', name), this.#badge),
      create(
        'dl',
        'details',
        ...[create('dt', '', 'Participants'), this.#participants],
        ...[create('dt', '', 'Schedule'), this.#schedule],
        ...[create('dt', '', 'Sign-in'), this.#signIn],
        ...[create('dt', '', 'Preset'), this.#preset],
      ),
      create('div', 'card-buttons', this.#switch, this.#link),
    );
  }

  show(conference: ConsoleConference, timeZone: string): void {
    const { name, mode, admission, participants } = conference;
    const [tone, label] = BADGES[admission];
    this.#mode = mode;
    this.#badge.dataset['tone'] = tone;
    setText(this.#badge, label);
    setText(this.#preset, conference.preset);
    setText(this.#signIn, conference.signIn.join(', ') || 'none: visitors walk in');
    setText(this.#schedule, describeSchedule(conference.schedule, timeZone));
    setText(
      this.#participants,
      participants.length > 0 ? `${participants.length}: ${participants.join(', ')}` : 'nobody',
    );
    setText(this.#switch, mode === 'on' ? 'Disable' : 'Enable');
    this.#switch.classList.toggle('primary', mode === 'off');
    this.#switch.setAttribute('aria-label', `${mode === 'on' ? 'Disable' : 'Enable'} ${name}`);
    this.#link.href = conference.link;
    this.#link.hidden = admission !== 'open';
  }
}

function describeSchedule(schedule: ConsoleConference['schedule'], timeZone: string): string {
  if (!schedule) return 'always open while on';
  const format = new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  });
  return `${format.formatRange(new Date(schedule.start), new Date(schedule.end))} (${timeZone})`;
}
