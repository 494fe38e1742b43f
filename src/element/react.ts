'use client';
// The entry `livebox-conference/react`, for React 18 and newer.
import {
  createElement,
  forwardRef,
  type HTMLAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { serializeGrant } from '../embed-protocol/grant.js';
import type {
  ConferenceAttributes,
  ConferenceNames,
  ConferenceProperties,
} from './conference-attributes.js';
import type { LiveboxEventMap } from './conference-events.js';
import { LiveboxConferenceElement } from './livebox-conference-element.js';

const HANDLERS = {
  onRequest: 'livebox-request',
  onEnabled: 'livebox-enabled',
  onEmbed: 'livebox-embed',
  onReady: 'livebox-ready',
  onWaiting: 'livebox-waiting',
  onError: 'livebox-error',
  onClosed: 'livebox-closed',
  onStateChange: 'livebox-statechange',
  onMessage: 'livebox-message',
} as const satisfies Record<string, keyof LiveboxEventMap>;

type Handlers = {
  [Name in keyof typeof HANDLERS]?: (event: LiveboxEventMap[(typeof HANDLERS)[Name]]) => void;
};

/** What {@link LiveboxConference} takes: the tag's properties, its events, and any `<div>`'s. */
export interface LiveboxConferenceProps
  extends
    Handlers,
    ConferenceNames,
    ConferenceProperties,
    Omit<ConferenceAttributes, 'token-endpoint' | 'frame-origins'>,
    Omit<HTMLAttributes<LiveboxConferenceElement>, keyof Handlers> {}

/**
 * `<livebox-conference>` as a React component. A server renders it as the plain tag; with a
 * `grant` the browser starts from that, before and after hydration.
 *
 * @example
 * <LiveboxConference name="Conference-1" tokenEndpoint="/livebox/token"
 *   onReady={({ conference }) => console.log(conference.name)} />
 */
export const LiveboxConference = forwardRef<LiveboxConferenceElement, LiveboxConferenceProps>(
  function LiveboxConference(props, reference) {
    const { attributes, properties, handlers, children } = sort(props);
    const element = useRef<LiveboxConferenceElement>(null);
    // The grant that the first HTML holds, which hydration has to find again.
    const { current: first } = useRef(properties.grant);
    useImperativeHandle<LiveboxConferenceElement | null, LiveboxConferenceElement | null>(
      reference,
      () => element.current,
      [],
    );
    useBrowserLayoutEffect(() => {
      if (element.current) assign(element.current, properties, first);
    });
    useHandlers(element, handlers);
    useBrowserLayoutEffect(define, []);
    const grant = first && {
      type: 'application/json',
      dangerouslySetInnerHTML: { __html: serializeGrant(first) },
    };
    return createElement(
      'livebox-conference',
      { ...attributes, ref: element, suppressHydrationWarning: true },
      grant && createElement('script', grant),
      children,
    );
  },
);

/** React warns of layout effects on a server. */
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * Not before a tag of the server's HTML has its properties and handlers: it would ask for a grant
 * without the token, unheard.
 */
function define(): void {
  if (customElements.get('livebox-conference')) return;
  customElements.define('livebox-conference', LiveboxConferenceElement);
}

const PROPERTIES = ['token', 'retryDelay', 'grant', 'strings'] as const;

const RENAMED: Record<string, string> = {
  tokenEndpoint: 'token-endpoint',
  frameOrigins: 'frame-origins',
  className: 'class',
};

function sort({ children, ...props }: LiveboxConferenceProps) {
  const attributes: Record<string, unknown> = {};
  const properties: ConferenceProperties = {};
  const handlers: Handlers = {};
  for (const [name, value] of Object.entries<unknown>(props)) {
    if (name in HANDLERS) Object.assign(handlers, { [name]: value });
    else if (PROPERTIES.some((one) => one === name)) Object.assign(properties, { [name]: value });
    else attributes[RENAMED[name] ?? name] = value;
  }
  return { attributes, properties, handlers, children };
}

/** Sets what has changed; a tag that has started with the server's grant keeps it. */
function assign(
  element: LiveboxConferenceElement,
  { strings = {}, retryDelay, token, grant }: ConferenceProperties,
  first: ConferenceProperties['grant'],
): void {
  element.strings = strings;
  element.token = token;
  if (retryDelay !== undefined) element.retryDelay = retryDelay;
  if (grant !== first || element.grant !== undefined) element.grant = grant;
}

/** Listeners stay while handlers change with each render. */
function useHandlers(
  reference: { readonly current: LiveboxConferenceElement | null },
  handlers: Handlers,
): void {
  const latest = useRef(handlers);
  useBrowserLayoutEffect(() => {
    latest.current = handlers;
  });
  useBrowserLayoutEffect(() => {
    const listening = new AbortController();
    for (const [name, type] of Object.entries(HANDLERS)) {
      const handle = (event: Event): void => {
        const handler = latest.current[name as keyof Handlers] as
          ((event: Event) => void) | undefined;
        handler?.(event);
      };
      reference.current?.addEventListener(type, handle, { signal: listening.signal });
    }
    return () => listening.abort();
  }, [reference]);
}
