import type { Page } from '@playwright/test';
import { OURS } from './builds.js';
import { ROOM, WHEREBY } from './peers.js';
import { GRANT } from './site.js';

/**
 * How an embed is put on a page and taken off it, by its own documentation. Each action is
 * the text of a function that runs in the page with the id of a box.
 */
export interface Candidate {
  readonly name: string;
  readonly mount: string;
  readonly unmount: string;
  /** Counts what the embed in the box hears, in `heard[id]`. */
  readonly listen: string;
  /** A message that its meeting pages send. */
  readonly message: unknown;
  /** How a page says that the meeting goes here, and the style that its documentation asks for. */
  readonly markup: string;
  /** Changes what only concerns the looks; none when nothing can be changed. */
  readonly changeLooks?: string;
}

/** Runs an action of a candidate in the box with this id. */
export async function act(page: Page, action: string, id: string): Promise<void> {
  await page.evaluate(`void (${action})(${JSON.stringify(id)})`);
}

export const CANDIDATES: readonly Candidate[] = [
  {
    name: OURS,
    mount: `(id) => {
      const element = document.createElement('livebox-conference');
      element.name = 'Conference-1';
      element.grant = ${JSON.stringify(GRANT)};
      document.getElementById(id).append(element);
    }`,
    unmount: `(id) => document.getElementById(id).replaceChildren()`,
    listen: `(id) => {
      globalThis.heard = { ...globalThis.heard, [id]: 0 };
      document.getElementById(id).addEventListener('livebox-message', () => heard[id]++);
    }`,
    message: { type: 'livebox:left', version: 1 },
    markup: `<style>livebox-conference:not(:defined) { display: block; aspect-ratio: 16 / 9 }</style>
      <livebox-conference name="Conference-1" token-endpoint="/token"></livebox-conference>`,
    changeLooks: `(id) => {
      const element = document.getElementById(id).firstElementChild;
      const looks = { width: '600', height: '50%', label: 'Call', allow: 'camera', title: 'Call' };
      const others = { lang: 'de', class: 'a', style: 'color: red', loading: 'lazy', timeout: '9' };
      for (const [name, value] of Object.entries({ ...looks, ...others })) {
        element.setAttribute(name, value);
      }
      element.strings = { loading: 'Wait' };
    }`,
  },
  {
    name: WHEREBY,
    mount: `(id) => {
      const element = document.createElement('whereby-embed');
      element.setAttribute('room', '${ROOM}');
      document.getElementById(id).append(element);
    }`,
    unmount: `(id) => document.getElementById(id).replaceChildren()`,
    listen: `(id) => {
      globalThis.heard = { ...globalThis.heard, [id]: 0 };
      document.getElementById(id).firstElementChild.addEventListener('leave', () => heard[id]++);
    }`,
    markup: `<whereby-embed room="${ROOM}"></whereby-embed>`,
    message: { type: 'leave', payload: { removed: false } },
    changeLooks: `(id) => {
      const element = document.getElementById(id).firstElementChild;
      element.setAttribute('toolbardarktext', 'on');
    }`,
  },
  {
    name: 'Digital Samba',
    mount: `(id) => {
      globalThis.controls = { ...globalThis.controls };
      controls[id] = mount(document.getElementById(id), '${ROOM}');
    }`,
    // It has no way to take a control off a page again: its frame goes.
    unmount: `(id) => document.getElementById(id).replaceChildren()`,
    listen: `(id) => {
      globalThis.heard = { ...globalThis.heard, [id]: 0 };
      controls[id].on('userLeft', () => heard[id]++);
    }`,
    markup: `<div id="box"></div>
      <script type="module">mount(document.getElementById('box'), '${ROOM}')</script>`,
    message: { DSPayload: { type: 'userLeft', data: { user: { id: '1' }, type: 'remote' } } },
  },
];
