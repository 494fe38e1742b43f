// `<livebox-conference>` in Svelte 5.
import type { HTMLAttributes } from 'svelte/elements';
import type {
  ConferenceAttributes,
  ConferenceHandlers,
  ConferenceNames,
  ConferenceProperties,
} from '../conference-attributes.js';
import type { LiveboxConferenceElement } from '../livebox-conference-element.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'livebox-conference': HTMLAttributes<LiveboxConferenceElement> &
      ConferenceAttributes &
      ConferenceNames &
      ConferenceProperties &
      ConferenceHandlers<'on'>;
  }
}
