// `<livebox-conference>` in JSX of Solid.
import type { JSX } from 'solid-js';
import type {
  ConferenceAttributes,
  ConferenceHandlers,
  ConferenceNames,
  ConferenceProperties,
} from '../conference-attributes.js';
import type { LiveboxConferenceElement } from '../livebox-conference-element.js';

type Prefixed<Prefix extends string, Props> = {
  [Name in keyof Props as `${Prefix}:${Name & string}`]: Props[Name];
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'livebox-conference': JSX.HTMLAttributes<LiveboxConferenceElement> &
        ConferenceAttributes &
        ConferenceNames &
        ConferenceProperties &
        Prefixed<'prop', ConferenceNames & ConferenceProperties> &
        Prefixed<'attr', Partial<ConferenceAttributes> & { token?: string }> &
        ConferenceHandlers<'on:'>;
    }
  }
}
