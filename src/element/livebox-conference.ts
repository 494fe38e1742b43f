// The entry `livebox-conference`: importing it defines the tag.
import { LiveboxConferenceElement } from './livebox-conference-element.js';

export { ConferenceError, type ConferenceErrorCode } from './conference-error.js';
export * from './conference-events.js';
export type { Conference } from './conference.js';
export type { ConferenceStatus } from './conference-state.js';
export type { ConferenceStrings, StringReplacements } from './conference-strings.js';
export { LiveboxConferenceElement };

// Another copy of this module may have been first: the page keeps that one.
if (!customElements.get('livebox-conference')) {
  customElements.define('livebox-conference', LiveboxConferenceElement);
}
