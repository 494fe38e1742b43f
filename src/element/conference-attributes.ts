// The tag as frameworks write it: what src/element/types/ and react.ts are made of.
import type { Grant } from '../embed-protocol/grant.js';
import type { LiveboxEventMap } from './conference-events.js';
import type { StringReplacements } from './conference-strings.js';
import type { TokenSource } from './obtain-grant.js';

/** The tag's attributes, as HTML writes them. */
export interface ConferenceAttributes {
  name: string;
  width?: string | number | undefined;
  height?: string | number | undefined;
  'token-endpoint'?: string | undefined;
  method?: 'post' | 'get' | undefined;
  credentials?: RequestCredentials | undefined;
  loading?: 'eager' | 'lazy' | 'click' | undefined;
  label?: string | undefined;
  'frame-origins'?: string | undefined;
  allow?: string | undefined;
  timeout?: number | undefined;
}

/** The properties whose attribute has another name. */
export interface ConferenceNames {
  tokenEndpoint?: string | undefined;
  frameOrigins?: string | undefined;
}

/** What only properties hold; `token` has an attribute for a plain string, too. */
export interface ConferenceProperties {
  token?: TokenSource | undefined;
  retryDelay?: number | undefined;
  grant?: Grant | undefined;
  strings?: StringReplacements | undefined;
}

/** Handlers by the name that a framework gives them: `onlivebox-ready`, `on:livebox-ready`. */
export type ConferenceHandlers<Prefix extends string> = {
  [Type in keyof LiveboxEventMap as `${Prefix}${Type}`]?:
    ((event: LiveboxEventMap[Type]) => void) | undefined;
};
