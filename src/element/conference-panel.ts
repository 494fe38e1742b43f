import type { ConferenceState } from './conference-state.js';
import {
  type ConferenceStrings,
  type StringReplacements,
  stringsFor,
} from './conference-strings.js';
import { panelStyles } from './conference-panel.styles.js';
import { warnDeveloper } from './developer-console.js';
import { ENGLISH } from './english.js';
import { describeFailure } from './failure-remedy.js';
import { createIcon } from './panel-icon.js';
import { preconnect } from './preconnect.js';
import { type PanelView, panelView } from './panel-view.js';

/** What the panel's text depends on beside the state. */
export interface PanelContext {
  /** Texts that replace those of the language. */
  readonly strings: StringReplacements;
  /** BCP 47 tag of the visitor's language, or nothing for the browser's. */
  readonly language: string | undefined;
  /** Whether the tag waits for a press before anything is asked for. */
  readonly isClickToLoad: boolean;
  /** Whether a try has failed and another follows. */
  readonly isRetrying: boolean;
  /** The time until the conference opens, in words. */
  readonly countdown: string;
  /** Origins that are contacted after a press. */
  readonly origins: readonly string[];
}

/**
 * What covers the box while there is no meeting: a sentence, perhaps a button.
 *
 * Most visits never need it, so it loads when one does. Built with DOM calls: Lit's
 * templates would add more than they save for these few nodes.
 */
export class ConferencePanel {
  readonly #panel = create('div', { class: 'panel', part: 'panel', tabindex: '-1' });
  readonly #content = create('div', { class: 'content' });
  // A live region has to be there before its text: this one stays, its content changes.
  readonly #status = create('div', { role: 'status' });
  readonly #countdown = create('p', { part: 'countdown', role: 'timer' });
  readonly #tag: Element;
  readonly #handlePress: () => void;
  #shown = '';
  #origins: readonly string[] = [];

  /**
   * @param root where the panel is inserted
   * @param handlePress called when the visitor presses the button
   */
  constructor(root: ShadowRoot, handlePress: () => void) {
    this.#tag = root.host;
    this.#handlePress = handlePress;
    // It may load when the meeting has just become ready: until it is told, it covers nothing.
    this.#panel.hidden = true;
    this.#content.append(this.#status);
    this.#panel.append(this.#content);
    const sheet = panelStyles.styleSheet;
    if (sheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    root.prepend(this.#panel);
  }

  /** Shows a state, or nothing while there is a meeting. */
  show(state: ConferenceState, context: PanelContext): void {
    this.#origins = context.origins;
    const view = panelView(state, { ...context, strings: textsFor(context) });
    const shown = JSON.stringify(view) ?? '';
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#panel.hidden = !view;
      if (view) this.#build(view);
      else this.#status.replaceChildren();
      if (state.status === 'failed') {
        warnDeveloper(describeFailure(state.error, this.#tag.getAttribute('name') ?? ''));
      }
    }
    this.#showCountdown(state.status === 'waiting' ? context.countdown : '');
  }

  /** Takes the focus from a button that is about to go. */
  focus(): void {
    this.#panel.focus();
  }

  #build({ slot, message, detail, code, hasSpinner, action, hasFallback }: PanelView): void {
    const text = create('slot', { name: slot });
    if (hasSpinner) text.append(create('div', { class: 'spinner', part: 'spinner' }));
    text.append(createIcon(slot) ?? '');
    if (message) text.append(create('p', { part: 'message' }, message));
    if (detail) text.append(create('p', { class: 'detail' }, detail));
    if (code) text.append(create('code', {}, code));
    const parts: Node[] = [this.#status];
    if (slot === 'poster') {
      parts.push(text);
    } else if (hasFallback) {
      this.#status.replaceChildren();
      const alert = create('div', { role: 'alert' });
      alert.append(text);
      parts.push(alert);
    } else {
      this.#status.replaceChildren(text);
    }
    if (action) parts.push(this.#createButton(action));
    if (hasFallback) parts.push(create('slot'));
    this.#content.replaceChildren(...parts);
  }

  readonly #handleHint = (): void => {
    preconnect(this.#origins);
  };

  /** Outside the live region: screen readers are not told each second. */
  #showCountdown(text: string): void {
    this.#countdown.textContent = text;
    if (!text) this.#countdown.remove();
    else if (!this.#countdown.isConnected) this.#content.append(this.#countdown);
  }

  #createButton(label: string): HTMLElement {
    const button = create('button', { part: 'button', type: 'button' }, label);
    button.addEventListener('click', this.#handlePress);
    for (const type of ['pointerenter', 'focus']) {
      button.addEventListener(type, this.#handleHint, { once: true });
    }
    return button;
  }
}

/** The author's texts first, then those of the page's language, then English. */
function textsFor({ strings, language = '' }: PanelContext): ConferenceStrings {
  const own = stringsFor(language);
  const failed = { ...ENGLISH.failed, ...own?.failed, ...strings.failed };
  return { ...ENGLISH, ...own, ...strings, failed };
}

function create(tag: string, attributes: Record<string, string> = {}, text = ''): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}
