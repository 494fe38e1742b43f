import '../../src/element/livebox-conference.js';
import '../../src/element/locales/ar.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import { type GalleryState, STATES } from './states.js';

const gallery = document.querySelector('#gallery');
const form = document.querySelector('form');

function createCard(state: GalleryState): HTMLElement {
  const card = document.createElement('article');
  const heading = document.createElement('h2');
  heading.textContent = state.heading;
  const text = document.createElement('p');
  if (state.problem) text.append(createProblemLink(state.problem), ': ');
  text.append(state.text);
  card.append(createTag(state), heading, text);
  return card;
}

function createTag({ name, attributes = {}, answer, isClosed }: GalleryState): HTMLElement {
  const tag = document.createElement('livebox-conference');
  tag.name = name;
  tag.tokenEndpoint = '/livebox/token';
  for (const [attribute, value] of Object.entries(attributes)) tag.setAttribute(attribute, value);
  tag.addEventListener('livebox-request', (event) => {
    event.respondWith(answer());
  });
  if (isClosed) {
    const close = (): void => {
      tag.close();
    };
    tag.addEventListener('livebox-ready', close, { once: true });
  }
  if (attributes['loading'] === 'click') tag.append(createPoster());
  if (name === 'Unavailable') tag.append(createLink());
  return tag;
}

function createProblemLink(problem: string): HTMLElement {
  const link = document.createElement('a');
  const code = document.createElement('code');
  link.href = `../docs/problems/${problem}.html`;
  code.textContent = problem;
  link.append(code);
  return link;
}

function createPoster(): HTMLElement {
  const poster = document.createElement('div');
  poster.className = 'poster';
  poster.slot = 'poster';
  return poster;
}

function createLink(): HTMLElement {
  const link = document.createElement('a');
  link.href = '../docs/problems/conference_unavailable.html';
  link.textContent = 'What does this mean?';
  return link;
}

function applySwitches(): void {
  if (!form || !gallery) return;
  const chosen = new FormData(form);
  const scheme = chosen.get('scheme');
  document.documentElement.style.colorScheme = typeof scheme === 'string' ? scheme : '';
  gallery.classList.toggle('narrow', chosen.has('narrow'));
  for (const tag of gallery.querySelectorAll<LiveboxConferenceElement>('livebox-conference')) {
    tag.dir = chosen.has('rtl') ? 'rtl' : '';
    tag.lang = chosen.has('rtl') ? 'ar' : 'en';
    // A tag looks for its language when it renders.
    tag.strings = {};
  }
}

gallery?.append(...STATES.map(createCard));
form?.addEventListener('change', applySwitches);
// A reloaded page keeps what was chosen.
applySwitches();
