// `<livebox-conference>` in JSX of Preact.
import type { ClassAttributes, HTMLAttributes } from 'preact';
import type {
  ConferenceAttributes,
  ConferenceHandlers,
  ConferenceNames,
  ConferenceProperties,
} from '../conference-attributes.js';
import type { LiveboxConferenceElement } from '../livebox-conference-element.js';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'livebox-conference': ClassAttributes<LiveboxConferenceElement> &
        Omit<HTMLAttributes<LiveboxConferenceElement>, keyof ConferenceAttributes> &
        ConferenceAttributes &
        ConferenceNames &
        ConferenceProperties &
        ConferenceHandlers<'on'>;
    }
  }
}
