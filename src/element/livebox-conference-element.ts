import { adoptStyles, ReactiveElement, type PropertyValues } from '@lit/reactive-element';
import { type Grant } from '../embed-protocol/grant.js';
import { readEnd } from '../embed-protocol/frame-message.js';
import { type Conference, conferenceOf } from './conference.js';
import { ConferenceError, isConferenceError } from './conference-error.js';
import {
  LiveboxClosedEvent,
  LiveboxEmbedEvent,
  LiveboxEnabledEvent,
  LiveboxErrorEvent,
  LiveboxMessageEvent,
  LiveboxReadyEvent,
  LiveboxStateChangeEvent,
  LiveboxWaitingEvent,
} from './conference-events.js';
export type { LiveboxEventMap } from './conference-events.js';
import type { ConferencePanel } from './conference-panel.js';
import {
  type ConferenceAction,
  type ConferenceState,
  type ConferenceStatus,
  transition,
} from './conference-state.js';
import {
  type StringReplacements,
  languageOf,
  STRINGS_EVENT,
  stringsFor,
} from './conference-strings.js';
import { assertFrameOrigin, permittedOrigins, splitOrigins } from './frame-origins.js';
import { MEETING_FEATURES, splitFeatures } from './frame-permissions.js';
import { styles } from './livebox-conference.styles.js';
import { MeetingFrame } from './meeting-frame.js';
import { obtainGrant, type TokenSource, type VisitOptions } from './obtain-grant.js';
import { pageEndpoint, pageFrameOrigins, readGrantChild } from './page-settings.js';
import { assertPermissionsPolicy } from './page-policy.js';
import type { RecoveryHost, VisitHistory } from './recovery.js';
import { createSizeSheet } from './size-sheet.js';
import { forgetNear, onceNear } from './visibility.js';

const DEFAULTS = {
  name: '',
  width: '',
  height: '',
  tokenEndpoint: '',
  method: 'post',
  credentials: 'same-origin',
  loading: 'eager',
  label: '',
  frameOrigins: '',
  allow: MEETING_FEATURES,
  timeout: 20_000,
  retryDelay: 1_000,
  strings: {},
} as const;

const text = { reflect: true, useDefault: true } as const;

/** Changes that mean another meeting; any other leaves a running one alone. */
const MEETING_PROPERTIES = ['name', 'tokenEndpoint', 'method', 'grant'] as const;

/**
 * A Livebox video conference, with the permissions that a meeting needs.
 *
 * @summary One tag that becomes a running video conference.
 *
 * @slot - What shows without JavaScript, and the link that is offered on failure.
 * @slot poster - What shows before the conference is loaded.
 * @slot loading - Replaces the content of the loading panel.
 * @slot waiting - Replaces the content of the panel that shows before the conference opens.
 * @slot error - Replaces the content of the failure panel.
 * @slot closed - Replaces the content of the panel that shows after the conference.
 *
 * @csspart frame - The meeting's `<iframe>`.
 * @csspart panel - What covers the box while there is no meeting.
 * @csspart message - The sentence in the panel.
 * @csspart button - The panel's button.
 * @csspart spinner - The sign of progress.
 * @csspart countdown - The time until the conference opens.
 *
 * @cssproperty [--livebox-aspect-ratio=16 / 9] - Shape of the box when no height is given.
 * @cssproperty --livebox-background - Background of the box.
 * @cssproperty --livebox-color - Colour of text.
 * @cssproperty --livebox-accent - Colour of buttons and of progress.
 * @cssproperty [--livebox-radius=12px] - Radius of the box's corners.
 * @cssproperty [--livebox-font=inherit] - Font family of the panel.
 *
 * @cssstate idle - Nothing has been asked for yet.
 * @cssstate requesting - The token endpoint is being asked.
 * @cssstate loading - The frame is loading.
 * @cssstate ready - The frame has loaded.
 * @cssstate waiting - The conference is not open yet.
 * @cssstate failed - The conference can't be shown.
 * @cssstate closed - The conference was closed or has ended.
 *
 * @fires {LiveboxRequestEvent} livebox-request - Before the endpoint is asked. `preventDefault()` keeps
 *   the tag idle, `respondWith(response)` answers instead.
 * @fires {LiveboxEnabledEvent} livebox-enabled - A grant said that the conference is on.
 * @fires {LiveboxEmbedEvent} livebox-embed - The frame is about to load.
 * @fires {LiveboxReadyEvent} livebox-ready - The frame has loaded.
 * @fires {LiveboxWaitingEvent} livebox-waiting - The conference is not open yet.
 * @fires {LiveboxErrorEvent} livebox-error - The conference can't be shown.
 * @fires {LiveboxClosedEvent} livebox-closed - After `close()`, or at the conference's end.
 * @fires {LiveboxStateChangeEvent} livebox-statechange - Every change of state.
 * @fires {LiveboxMessageEvent} livebox-message - The frame posted a message; its window and origin were
 *   checked.
 *
 * @example
 * <livebox-conference name="Conference-1" token-endpoint="/livebox/token"></livebox-conference>
 */
export class LiveboxConferenceElement extends ReactiveElement {
  static override styles = styles;

  static override properties = {
    name: text,
    width: text,
    height: text,
    tokenEndpoint: { ...text, attribute: 'token-endpoint' },
    method: text,
    token: {},
    credentials: text,
    loading: text,
    label: text,
    frameOrigins: { ...text, attribute: 'frame-origins' },
    allow: text,
    timeout: { ...text, type: Number },
    retryDelay: { attribute: false },
    grant: { attribute: false },
    strings: { attribute: false },
  };

  /** Name of the conference: 1 to 64 of `A-Z a-z 0-9 _ -`. Required. */
  declare name: string;
  /** A CSS length or percentage; a bare number is px. Default: fills its container. */
  declare width: string;
  /** A CSS length or percentage; a bare number is px. Default: 16:9. */
  declare height: string;
  /** Where grants come from. Default: `<meta name="livebox-token-endpoint">`. */
  declare tokenEndpoint: string;
  /** `get` for public conferences, so that the answer can be preloaded and cached. */
  declare method: 'post' | 'get';
  /**
   * Embed token, sent with each request. The property also takes a function (may be async) that
   * returns a fresh one for each.
   */
  declare token: TokenSource | undefined;
  /** As for `fetch`. */
  declare credentials: RequestCredentials;
  /**
   * `lazy`: nothing is asked for until the tag is near the viewport. `click`: a poster and a button
   * first; nobody is contacted before the press.
   */
  declare loading: 'eager' | 'lazy' | 'click';
  /** Accessible name of the frame. Default: "Video conference: NAME". */
  declare label: string;
  /**
   * Origins that the frame may come from, separated by spaces; `<meta name="livebox-frame-origins">`
   * bounds every tag of the page. Default: the grant's.
   */
  declare frameOrigins: string;
  /**
   * Names of the features that the frame may use; the tag adds the origins. Default: what a meeting
   * needs.
   */
  declare allow: string;
  /** Milliseconds that the endpoint, and then the frame, may take. */
  declare timeout: number;
  /** Milliseconds of the longest first pause before the tag asks again by itself. */
  declare retryDelay: number;
  /** A grant obtained on the server: no request at all. */
  declare grant: Grant | undefined;
  /** Texts that replace those of the page's language. Default: none. */
  declare strings: StringReplacements;

  declare readonly renderRoot: ShadowRoot;

  #state: ConferenceState = { status: 'idle' };
  #visit = new AbortController();
  #frame: MeetingFrame | undefined;
  #panel: ConferencePanel | undefined;
  #notice: HTMLElement | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isSlow = false;
  #countdown = '';
  #sizeSheet: CSSStyleSheet | undefined;
  #isWanted = false;
  #isRetrying = false;
  readonly #internals = this.attachInternals();

  constructor() {
    super();
    Object.assign(this, DEFAULTS);
  }

  /** Where the conference stands. */
  get state(): ConferenceStatus {
    return this.#state.status;
  }

  /** Why the conference is not shown, in the state `failed`. */
  get error(): ConferenceError | undefined {
    return this.#state.status === 'failed' ? this.#state.error : undefined;
  }

  /** What is known of the conference, once a grant has been accepted. */
  get conference(): Conference | undefined {
    return 'grant' in this.#state ? conferenceOf(this.#state.grant) : undefined;
  }

  /** The meeting's frame, while there is one. */
  get frame(): HTMLIFrameElement | undefined {
    return this.#frame?.element;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of WINDOW_EVENTS) window.addEventListener(type, this);
    if (!this.hasUpdated) return;
    if (this.frame) this.#handleMove();
    else if (this.#state.status === 'idle') this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of WINDOW_EVENTS) window.removeEventListener(type, this);
    // A move by append() disconnects and connects again at once: only what is still
    // gone a moment later has left.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  /** Declared so that `moveBefore()` keeps the meeting: the element is not torn down. */
  connectedMoveCallback(): void {
    // Nothing to do: frame, listeners and timers stay as they are.
  }

  /** Starts from the start, as a media element's `load()`: a running meeting is left. */
  load(): void {
    // Before its first update the tag has not begun: it does then, whatever `loading` says.
    this.#isWanted = this.isConnected;
    if (this.hasUpdated) this.#begin();
    else this.#apply({ type: 'reset' });
  }

  /** Removes this frame. The conference itself goes on for everyone else. */
  close(): void {
    if (this.isConnected) this.#close('closed');
  }

  /** @internal */
  handleEvent(event: Event): void {
    if (event instanceof MessageEvent) this.#handleMessage(event);
    else if (event.type === STRINGS_EVENT) this.requestUpdate();
    else if (/^(offline|network)$/.test(this.error?.code ?? '')) this.load();
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#frame = new MeetingFrame(root, {
      handleLoad: this.#handleLoad,
      handleTimeout: () => {
        this.#fail(
          new ConferenceError('timeout', { retryable: true, detail: 'The meeting page.' }),
        );
      },
    });
    adoptStyles(root, LiveboxConferenceElement.elementStyles);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('width') || changed.has('height')) this.#resize();
    if (this.frame) {
      this.frame.title = this.#title;
      // A newer grant for what is shown, as a framework's next rendering brings one.
      if (this.frame.src === this.grant?.src) changed.delete('grant');
    }
    const isOtherMeeting = !this.hasUpdated || MEETING_PROPERTIES.some((key) => changed.has(key));
    if (isOtherMeeting || (changed.has('loading') && this.#state.status === 'idle')) this.#begin();
  }

  protected override updated(): void {
    if (this.#panel) {
      this.#panel.show(this.#state, {
        strings: this.strings,
        language: this.#language,
        isClickToLoad: this.loading === 'click',
        isRetrying: this.#isRetrying,
        countdown: this.#countdown,
        origins: this.#pageOrigins() ?? [],
      });
    } else if (this.#needsPanel) {
      void this.#loadPanel();
    }
  }

  /** A visit that goes well and fast shows the meeting, and no panel that flashes by. */
  get #needsPanel(): boolean {
    switch (this.state) {
      case 'ready':
        return false;
      case 'requesting':
      case 'loading':
        return this.#isSlow || this.#isRetrying;
      case 'idle':
        return this.loading === 'click' || this.querySelector('[slot="poster"]') !== null;
      default:
        return true;
    }
  }

  async #loadPanel(): Promise<void> {
    const root = this.renderRoot;
    try {
      const { ConferencePanel } = await import('./trouble.js');
      this.#panel ??= new ConferencePanel(root, this.#handlePress);
      this.requestUpdate();
    } catch {
      if (!this.error) return;
      this.#notice = createPlainNotice(this.error);
      root.append(this.#notice);
    }
  }

  get #language(): string {
    return languageOf(this);
  }

  get #title(): string {
    const label = this.strings.label ?? stringsFor(this.#language)?.label;
    return this.label || (label?.(this.name) ?? `Video conference: ${this.name}`);
  }

  /** Loads now, when the tag comes near the viewport, or when the visitor asks for it. */
  #begin(): void {
    if (this.hasUpdated) this.#leave();
    // What was closed before its first update stays so.
    if (!this.isConnected || this.#state.status !== 'idle') return;
    if (this.#isWanted) this.#start();
    else if (this.loading === 'lazy') onceNear(this, this.#start);
    else if (this.loading !== 'click') this.#start();
  }

  readonly #start = (): void => {
    this.#visit = new AbortController();
    const { signal } = this.#visit;
    // A page that the browser prepares for a visitor who may never come asks for nothing.
    if (document.prerendering) {
      document.addEventListener('prerenderingchange', this.#start, { signal });
      return;
    }
    this.#patience = setTimeout(this.#handleSlowness, PATIENCE);
    void this.#run(signal);
  };

  async #run(signal: AbortSignal): Promise<void> {
    const history: VisitHistory = { violations: [] };
    this.#watchPolicy(history, signal);
    while (!signal.aborted) {
      try {
        if (!isSecureContext) throw new ConferenceError('insecure_context');
        const grant = await obtainGrant(this.#visitOptions(), signal);
        if (grant && !signal.aborted) this.#accept(grant, signal);
        return;
      } catch (cause) {
        if (!signal.aborted) await this.#recover(cause, history, signal);
      }
    }
  }

  async #recover(cause: unknown, history: VisitHistory, signal: AbortSignal): Promise<void> {
    try {
      const { recover } = await import('./trouble.js');
      await recover(cause, history, this.#recoveryHost(), signal);
    } catch (error) {
      if (signal.aborted) return;
      // Anything else: not even the module for trouble could be loaded.
      this.#fail(isConferenceError(error) ? error : new ConferenceError('network', { cause }));
    }
  }

  #recoveryHost(): RecoveryHost {
    return {
      hasTokenFunction: typeof this.token === 'function',
      retryDelay: this.retryDelay,
      language: this.#language,
      handleRetry: () => {
        this.#isRetrying = true;
        this.requestUpdate();
      },
      handleWait: (error) => {
        if (!this.#apply({ type: 'wait', error })) return;
        this.dispatchEvent(new LiveboxWaitingEvent(error.opensAt, error.closesAt));
      },
      showCountdown: (text) => {
        this.#countdown = text;
        this.requestUpdate();
      },
    };
  }

  /** What the page's Content Security Policy stops, browsers report to the document only. */
  #watchPolicy({ violations }: VisitHistory, signal: AbortSignal): void {
    const handleViolation = async (event: SecurityPolicyViolationEvent): Promise<void> => {
      violations.push(event);
      if (this.#state.status !== 'loading') return;
      const { src } = this.#state.grant;
      const { policyError } = await import('./trouble.js');
      const error = policyError(violations, src, 'frame-src');
      if (error && !signal.aborted) this.#fail(error);
    };
    document.addEventListener('securitypolicyviolation', (event) => void handleViolation(event), {
      signal,
    });
  }

  #visitOptions(): VisitOptions {
    return {
      target: this,
      name: this.name,
      endpoint: this.tokenEndpoint || pageEndpoint(),
      method: this.method.toLowerCase() === 'get' ? 'get' : 'post',
      token: this.token,
      credentials: this.credentials,
      pageOrigins: this.#pageOrigins(),
      grant: this.grant ?? readGrantChild(this),
      timeout: this.#timeout,
      onRequest: () => this.#apply({ type: 'request' }),
    };
  }

  /** Milliseconds: browsers take longer waits than some 24 days for none at all. */
  get #timeout(): number {
    return this.timeout > 0 ? Math.min(this.timeout, 2e9) : DEFAULTS.timeout;
  }

  /** The origins that the page itself lets frames come from, if it says so. */
  #pageOrigins(): readonly string[] | undefined {
    const own = this.frameOrigins ? splitOrigins(this.frameOrigins) : undefined;
    return permittedOrigins(own, pageFrameOrigins());
  }

  #accept(grant: Grant, signal: AbortSignal): void {
    const origins = permittedOrigins(grant.frameOrigins, this.#pageOrigins()) ?? [];
    if (!grant.enabled) {
      throw new ConferenceError('conference_unavailable', { detail: 'The grant says: off.' });
    }
    this.dispatchEvent(new LiveboxEnabledEvent(conferenceOf(grant)));
    if (signal.aborted) return;
    assertFrameOrigin(grant.src, origins);
    const features = splitFeatures(this.allow);
    this.#apply({ type: 'grant', grant });
    if (signal.aborted) return;
    this.dispatchEvent(new LiveboxEmbedEvent(grant.src));
    if (signal.aborted) return;
    const options = { src: grant.src, title: this.#title, features, origins };
    const frame = this.#frame?.show(options, this.#timeout, signal);
    if (frame) assertPermissionsPolicy(frame, features, origins);
  }

  readonly #handleLoad = (): void => {
    clearTimeout(this.#patience);
    if (!this.#apply({ type: 'frame-load' })) return;
    if (this.renderRoot.activeElement) this.frame?.focus();
    if (this.conference) this.dispatchEvent(new LiveboxReadyEvent(this.conference));
  };

  /**
   * After `append()` elsewhere: the browser has thrown the page in the frame away and
   * loads it again. With a grant that has expired there is a new one to get.
   */
  #handleMove(): void {
    // Without an end it is NaN: never less than now.
    if (Number(this.conference?.expiresAt) < Date.now()) this.load();
    else if (this.#apply({ type: 'frame-reload' })) this.#frame?.expectLoad(this.#timeout);
  }

  #handleMessage(event: MessageEvent): void {
    if (!this.#frame?.isSourceOf(event)) return;
    this.dispatchEvent(new LiveboxMessageEvent(event.data, event.origin));
    const reason = readEnd(event.data);
    if (reason !== undefined) this.#close(reason);
  }

  readonly #handlePress = (): void => {
    // The button is about to go: keep the focus here, then hand it to the meeting.
    this.#panel?.focus();
    this.load();
  };

  readonly #handleSlowness = (): void => {
    this.#isSlow = true;
    this.requestUpdate();
  };

  #fail(error: ConferenceError): void {
    if (error.code === 'conference_over') {
      this.#close('over');
      return;
    }
    this.#end();
    if (this.#apply({ type: 'fail', error })) this.dispatchEvent(new LiveboxErrorEvent(error));
  }

  #close(reason: string): void {
    this.#end();
    if (this.#apply({ type: 'close', reason })) this.dispatchEvent(new LiveboxClosedEvent(reason));
  }

  #leave(): void {
    this.#end();
    this.#apply({ type: 'reset' });
  }

  /** Ends the visit: no request, timer, observer or frame stays behind. */
  #end(): void {
    this.#visit.abort();
    this.#isRetrying = this.#isSlow = false;
    this.#countdown = '';
    clearTimeout(this.#patience);
    forgetNear(this);
    this.#frame?.remove();
    this.#notice?.remove();
  }

  #apply(action: ConferenceAction): boolean {
    const old = this.#state;
    this.#state = transition(old, action);
    if (this.#state === old) return false;
    this.#internals.states.delete(old.status);
    this.#internals.states.add(this.#state.status);
    this.requestUpdate();
    if (this.isConnected) {
      this.dispatchEvent(new LiveboxStateChangeEvent(old.status, this.#state.status));
    }
    return true;
  }

  #resize(): void {
    const sheet = createSizeSheet(this);
    const root = this.renderRoot;
    const others = root.adoptedStyleSheets.filter((other) => other !== this.#sizeSheet);
    this.#sizeSheet = sheet;
    root.adoptedStyleSheets = [...others, sheet];
  }
}

/** Milliseconds after which a visitor wants to read what is going on. */
const PATIENCE = 500;

/** What the element hears on `window`, only while it is in the page. */
const WINDOW_EVENTS = ['message', 'online', STRINGS_EVENT] as const;

/** When even the panel can't be loaded, the network being gone, for one. */
function createPlainNotice({ code }: ConferenceError): HTMLElement {
  const notice = document.createElement('p');
  notice.setAttribute('role', 'alert');
  notice.textContent = `The conference can’t be shown (${code}).`;
  return notice;
}

declare global {
  interface Document {
    /** https://developer.mozilla.org/docs/Web/API/Document/prerendering, Chromium only. */
    readonly prerendering?: boolean;
  }
  interface HTMLElementTagNameMap {
    'livebox-conference': LiveboxConferenceElement;
  }
}
