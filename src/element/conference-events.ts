import type { ConferenceError } from './conference-error.js';
import type { ConferenceStatus } from './conference-state.js';

/** What is known of a conference once a grant has been accepted. */
export interface Conference {
  readonly name: string;
  /** Until when the grant may be used to load the frame. */
  readonly expiresAt?: Date;
  readonly opensAt?: Date;
  readonly closesAt?: Date;
}

/** Every event bubbles and is composed: one listener on `document` hears all conferences. */
class ConferenceEvent extends Event {
  constructor(type: string, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
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
  static readonly type = 'livebox-request';
  /** The request that is about to be sent. */
  readonly request: Request;
  #response: Promise<Response> | undefined;

  constructor(request: Request) {
    super(LiveboxRequestEvent.type, true);
    this.request = request;
  }

  /** Answers in the endpoint's place, as a service worker's FetchEvent does. */
  respondWith(response: Response | PromiseLike<Response>): void {
    this.#response = Promise.resolve(response);
    // A rejection is reported when the answer is read; until then it is not unhandled.
    this.#response.catch(() => undefined);
  }

  /** @internal */
  get response(): Promise<Response> | undefined {
    return this.#response;
  }
}

/** A grant said that the conference is on. */
export class LiveboxEnabledEvent extends ConferenceEvent {
  static readonly type = 'livebox-enabled';
  readonly conference: Conference;

  constructor(conference: Conference) {
    super(LiveboxEnabledEvent.type);
    this.conference = conference;
  }
}

/** The embed code was accepted and the frame is about to load. */
export class LiveboxEmbedEvent extends ConferenceEvent {
  static readonly type = 'livebox-embed';
  /** The address that the frame loads. */
  readonly src: string;

  constructor(src: string) {
    super(LiveboxEmbedEvent.type);
    this.src = src;
  }
}

/** The frame has loaded. */
export class LiveboxReadyEvent extends ConferenceEvent {
  static readonly type = 'livebox-ready';
  readonly conference: Conference;

  constructor(conference: Conference) {
    super(LiveboxReadyEvent.type);
    this.conference = conference;
  }
}

/** The conference is not open yet. */
export class LiveboxWaitingEvent extends ConferenceEvent {
  static readonly type = 'livebox-waiting';
  /** When it opens; `undefined` while the host has not started it. */
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;

  constructor(opensAt?: Date, closesAt?: Date) {
    super(LiveboxWaitingEvent.type);
    this.opensAt = opensAt;
    this.closesAt = closesAt;
  }
}

/** The conference can't be shown. */
export class LiveboxErrorEvent extends ConferenceEvent {
  static readonly type = 'livebox-error';
  readonly error: ConferenceError;

  constructor(error: ConferenceError) {
    super(LiveboxErrorEvent.type);
    this.error = error;
  }
}

/** The frame was removed, by `close()` or because the conference ended. */
export class LiveboxClosedEvent extends ConferenceEvent {
  static readonly type = 'livebox-closed';
  /** `closed` by `close()`, `over` by its schedule, or what the meeting page said. */
  readonly reason: string;

  constructor(reason: string) {
    super(LiveboxClosedEvent.type);
    this.reason = reason;
  }
}

/** The element's `state` changed. */
export class LiveboxStateChangeEvent extends ConferenceEvent {
  static readonly type = 'livebox-statechange';
  readonly oldState: ConferenceStatus;
  readonly newState: ConferenceStatus;

  constructor(oldState: ConferenceStatus, newState: ConferenceStatus) {
    super(LiveboxStateChangeEvent.type);
    this.oldState = oldState;
    this.newState = newState;
  }
}

/** This element's frame posted a message; its window and origin were both checked. */
export class LiveboxMessageEvent extends ConferenceEvent {
  static readonly type = 'livebox-message';
  readonly data: unknown;
  readonly origin: string;

  constructor(data: unknown, origin: string) {
    super(LiveboxMessageEvent.type);
    this.data = data;
    this.origin = origin;
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
