// `<livebox-conference>` in JSX of React 19. React 18 sets no properties on custom elements:
// `livebox-conference/react` does, for both.
import type { ClassAttributes, HTMLAttributes } from 'react';
import type {
  ConferenceAttributes,
  ConferenceHandlers,
  ConferenceNames,
  ConferenceProperties,
} from '../conference-attributes.js';
import type { LiveboxConferenceElement } from '../livebox-conference-element.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'livebox-conference': ClassAttributes<LiveboxConferenceElement> &
        HTMLAttributes<LiveboxConferenceElement> &
        ConferenceAttributes &
        ConferenceNames &
        ConferenceProperties &
        ConferenceHandlers<'on'>;
    }
  }
}
