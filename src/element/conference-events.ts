import type { Conference } from './conference.js';
import type { ConferenceError } from './conference-error.js';
import type { ConferenceStatus } from './conference-state.js';

/** Every event bubbles and is composed: one listener on `document` hears all conferences. */
class ConferenceEvent extends Event {
  constructor(type: keyof LiveboxEventMap, fields: object, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
    Object.assign(this, fields);
  }
}

/**
 * Before the endpoint is asked. `preventDefault()` keeps the element idle;
 * `respondWith()` answers in the endpoint's place.
 *
 * @example
 * element.addEventListener('livebox-request', (event) => {
 *   event.respondWith(myClient.fetchGrant(event.request));
 * });
 */
export class LiveboxRequestEvent extends ConferenceEvent {
  /** The request that is about to be sent. */
  declare readonly request: Request;
  /** @internal */
  response: Promise<Response> | undefined;

  constructor(request: Request) {
    super('livebox-request', { request }, true);
  }

  /** Answers in the endpoint's place, as a service worker's FetchEvent does. */
  respondWith(response: Response | PromiseLike<Response>): void {
    this.response = Promise.resolve(response);
    // A rejection is reported when the answer is read; until then it is not unhandled.
    this.response.catch(() => undefined);
  }
}

/** A grant said that the conference is on. */
export class LiveboxEnabledEvent extends ConferenceEvent {
  declare readonly conference: Conference;

  constructor(conference: Conference) {
    super('livebox-enabled', { conference });
  }
}

/** The embed code was accepted and the frame is about to load. */
export class LiveboxEmbedEvent extends ConferenceEvent {
  /** The address that the frame loads. */
  declare readonly src: string;

  constructor(src: string) {
    super('livebox-embed', { src });
  }
}

/** The frame has loaded. */
export class LiveboxReadyEvent extends ConferenceEvent {
  declare readonly conference: Conference;

  constructor(conference: Conference) {
    super('livebox-ready', { conference });
  }
}

/** The conference is not open yet. */
export class LiveboxWaitingEvent extends ConferenceEvent {
  /** When it opens; `undefined` while the host has not started it. */
  declare readonly opensAt: Date | undefined;
  declare readonly closesAt: Date | undefined;

  constructor(opensAt?: Date, closesAt?: Date) {
    super('livebox-waiting', { opensAt, closesAt });
  }
}

/** The conference can't be shown. */
export class LiveboxErrorEvent extends ConferenceEvent {
  declare readonly error: ConferenceError;

  constructor(error: ConferenceError) {
    super('livebox-error', { error });
  }
}

/** The frame was removed, by `close()` or because the conference ended. */
export class LiveboxClosedEvent extends ConferenceEvent {
  /** `closed` by `close()`, `over` by its schedule, or what the meeting page said. */
  declare readonly reason: string;

  constructor(reason: string) {
    super('livebox-closed', { reason });
  }
}

/** The element's `state` changed. */
export class LiveboxStateChangeEvent extends ConferenceEvent {
  declare readonly oldState: ConferenceStatus;
  declare readonly newState: ConferenceStatus;

  constructor(oldState: ConferenceStatus, newState: ConferenceStatus) {
    super('livebox-statechange', { oldState, newState });
  }
}

/** This element's frame posted a message; its window and origin were both checked. */
export class LiveboxMessageEvent extends ConferenceEvent {
  declare readonly data: unknown;
  declare readonly origin: string;

  constructor(data: unknown, origin: string) {
    super('livebox-message', { data, origin });
  }
}

/** The events of `<livebox-conference>` by type. */
export interface LiveboxEventMap {
  'livebox-request': LiveboxRequestEvent;
  'livebox-enabled': LiveboxEnabledEvent;
  'livebox-embed': LiveboxEmbedEvent;
  'livebox-ready': LiveboxReadyEvent;
  'livebox-waiting': LiveboxWaitingEvent;
  'livebox-error': LiveboxErrorEvent;
  'livebox-closed': LiveboxClosedEvent;
  'livebox-statechange': LiveboxStateChangeEvent;
  'livebox-message': LiveboxMessageEvent;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges into the global map
  interface GlobalEventHandlersEventMap extends LiveboxEventMap {}
}
