/** Every text that a visitor sees or hears. Replace any of them through `element.strings`. */
export interface ConferenceStrings {
  /** The frame's accessible name when the tag has no `label`. */
  label: (name: string) => string;
  /** The button of `loading="click"`. */
  join: string;
  loading: string;
  /** Between two tries, while the tag asks again by itself. */
  retrying: string;
  waiting: string;
  /** The host has to start the conference; nobody knows when. */
  waitingForHost: string;
  /** When the conference opens: `time` is already in the visitor's language and time zone. */
  opensAt: (time: string) => string;
  closed: string;
  over: string;
  retry: string;
  rejoin: string;
  /** What failed and what a visitor can do about it. */
  failed: Record<FailureAdvice, string>;
}

/** Texts that replace those of the page's language. What is left out stays as it is. */
export type StringReplacements = Partial<Omit<ConferenceStrings, 'failed'>> & {
  failed?: Partial<ConferenceStrings['failed']>;
};

/** The sentences that failures share: what a visitor can do is less than what can go wrong. */
export type FailureAdvice =
  | 'setup'
  | 'signIn'
  | 'unavailable'
  | 'offline'
  | 'unreachable'
  | 'slow'
  | 'busy'
  | 'service'
  | 'notHere'
  | 'insecure'
  | 'permissions';

/**
 * The languages that the page has loaded, by language tag. On the page itself, so that a
 * locale serves every copy of the element, whichever file each came from.
 */
const registry = Symbol.for('livebox-conference.strings');
const page = globalThis as { [registry]?: Map<string, ConferenceStrings> };
const languages = (page[registry] ??= new Map<string, ConferenceStrings>());

/** The event on `window` that tells elements of a new language. */
export const STRINGS_EVENT = 'livebox-strings';

/**
 * Makes a language available to every tag whose own or whose page's `lang` asks for it.
 *
 * @param language a BCP 47 tag such as `de` or `pt-BR`
 */
export function registerStrings(language: string, strings: ConferenceStrings): void {
  languages.set(language.toLowerCase(), strings);
  globalThis.window?.dispatchEvent(new Event(STRINGS_EVENT));
}

/** The language that an element's content is in: its own `lang` or the next one around it. */
export function languageOf(element: Element): string {
  let node: Element | null = element;
  while (node) {
    const holder: HTMLElement | null = node.closest<HTMLElement>('[lang]');
    if (holder) return holder.lang;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** The loaded texts for a language: the exact one, else the one without its region. */
export function stringsFor(language: string): ConferenceStrings | undefined {
  const tag = language.toLowerCase();
  return languages.get(tag) ?? languages.get(tag.split('-')[0] ?? '');
}
