// First, so that it hears the tag that is already in the page.
import './event-log.js';
import { IS_STATIC, STATIC_FACTS } from './static-server.js';
import '../src/element/livebox-conference.js';
import '../src/element/locales/ar.js';
import '../src/element/locales/de.js';
import '../src/element/locales/es.js';
import '../src/element/locales/fr.js';
import '../src/element/locales/hi.js';
import { colourCode } from './code-colours.js';
import { CODE_SAMPLES, type Dialect } from './code-samples.js';
import { addCopyButtons, copyOnClick } from './copy-button.js';
import type { DemoFacts } from './servers.js';

const conference = query('livebox-conference');
const controls = query('form');
const markup = query('#markup');

const ATTRIBUTES = [
  'name',
  'width',
  'height',
  'label',
  'loading',
  'lang',
  'dir',
  'style',
  'token-endpoint',
];

function query<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag];
function query(selector: string): HTMLElement;
function query(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
}

/** The tag as the page says it, in the words of the chosen framework. */
function showMarkup(): void {
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = conference.getAttribute(name);
    return value ? [[name, value.replace(/;$/, '')] as const] : [];
  });
  const chosen = document.querySelector<HTMLInputElement>('#dialects :checked')?.value;
  const code = CODE_SAMPLES[isDialect(chosen) ? chosen : 'html'](attributes);
  markup.replaceChildren(...colourCode(code));
}

function isDialect(value: string | undefined): value is Dialect {
  return value !== undefined && Object.hasOwn(CODE_SAMPLES, value);
}

function applyControl({ name, value }: HTMLInputElement | HTMLSelectElement): void {
  if (name.startsWith('--')) conference.style.setProperty(name, value);
  else if (name === 'theme') document.documentElement.style.colorScheme = value;
  else if (value && value !== 'eager' && value !== 'ltr') conference.setAttribute(name, value);
  else conference.removeAttribute(name);
  // A tag looks for its language when it renders.
  if (name === 'lang') conference.strings = {};
}

function fillControls(): void {
  for (const name of ATTRIBUTES) {
    const control = controls.elements.namedItem(name);
    if (control instanceof HTMLInputElement) control.value = conference.getAttribute(name) ?? '';
  }
}

async function fetchFacts(): Promise<DemoFacts> {
  const response = await fetch('/demo-facts.json');
  return (await response.json()) as DemoFacts;
}

async function showFacts(): Promise<void> {
  const { server, conferences, console } = IS_STATIC ? STATIC_FACTS : await fetchFacts();
  if (console) {
    query('#console').hidden = false;
    query('#console a').setAttribute('href', console);
  }
  query('#server').textContent = server;
  const options = Object.keys(conferences).map((name) => new Option(name));
  query('#conferences').replaceChildren(...options);
  const choices = new Map(Object.entries(conferences));
  const showChoice = (): void => {
    query('#choice').textContent =
      choices.get(conference.name) ?? 'Not configured at the endpoint.';
  };
  showChoice();
  controls.addEventListener('change', showChoice);
}

query('#dialects').addEventListener('change', showMarkup);
new MutationObserver(showMarkup).observe(conference, { attributes: true });
controls.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
    applyControl(target);
  }
});
controls.addEventListener('submit', (event) => {
  event.preventDefault();
});
controls.addEventListener('click', ({ target }) => {
  const method = target instanceof HTMLElement ? target.dataset['method'] : undefined;
  if (method === 'load' || method === 'close') conference[method]();
});
copyOnClick(query('#copy'), () => markup.textContent);
copyOnClick(query('#copy-install'), () => query('.install code').textContent);
addCopyButtons();
fillControls();
showMarkup();
void showFacts();
