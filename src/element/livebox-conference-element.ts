import {
  adoptStyles,
  html,
  isServer,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property } from 'lit/decorators.js';
import type { Grant } from '../embed-protocol/grant.js';
import { parseFrameMessage } from '../embed-protocol/frame-message.js';
import { ConferenceError } from './conference-error.js';
import {
  type Conference,
  LiveboxClosedEvent,
  LiveboxEmbedEvent,
  LiveboxEnabledEvent,
  LiveboxErrorEvent,
  LiveboxMessageEvent,
  LiveboxReadyEvent,
  LiveboxStateChangeEvent,
  LiveboxWaitingEvent,
} from './conference-events.js';
import { createFrame } from './conference-frame.js';
import {
  type ConferenceAction,
  type ConferenceState,
  type ConferenceStatus,
  transition,
} from './conference-state.js';
import { type ConferenceStrings, ENGLISH } from './conference-strings.js';
import { warnDeveloper } from './developer-console.js';
import { adviceFor, isWorthRetrying } from './failure-advice.js';
import { MEETING_FEATURES } from './frame-permissions.js';
import { parseSize } from './frame-size.js';
import { timeOf } from './grant-answer.js';
import { styles } from './livebox-conference.styles.js';
import { obtainGrant, type TokenSource } from './obtain-grant.js';
import { permittedOrigins, splitOrigins } from './frame-origins.js';
import { forgetNear, onceNear } from './visibility.js';

const attribute = { reflect: true, useDefault: true };

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
 * @fires {LiveboxRequestEvent} livebox-request - Before the endpoint is asked.
 * @fires {LiveboxEnabledEvent} livebox-enabled - A grant said that the conference is on.
 * @fires {LiveboxEmbedEvent} livebox-embed - The frame is about to load.
 * @fires {LiveboxReadyEvent} livebox-ready - The frame has loaded.
 * @fires {LiveboxWaitingEvent} livebox-waiting - The conference is not open yet.
 * @fires {LiveboxErrorEvent} livebox-error - The conference can't be shown.
 * @fires {LiveboxClosedEvent} livebox-closed - The conference was closed or has ended.
 * @fires {LiveboxStateChangeEvent} livebox-statechange - The state changed.
 * @fires {LiveboxMessageEvent} livebox-message - The frame posted a message.
 *
 * @example
 * <livebox-conference name="Conference-1" token-endpoint="/livebox/token"></livebox-conference>
 */
export class LiveboxConferenceElement extends LitElement {
  static override styles = styles;

  /** The conference's name: 1 to 64 of `A-Z a-z 0-9 _ -`. Required. */
  @property(attribute) name = '';
  /** A CSS length or percentage; a bare number is px. Fills the container by default. */
  @property(attribute) width = '';
  /** A CSS length or percentage; a bare number is px. 16:9 by default. */
  @property(attribute) height = '';
  /** Where grants come from. Default: `<meta name="livebox-token-endpoint">`. */
  @property({ ...attribute, attribute: 'token-endpoint' }) tokenEndpoint = '';
  /** `get` for public conferences, so that the answer can be preloaded and cached. */
  @property(attribute) method: 'post' | 'get' = 'post';
  /** Embed token, or a function (may be async) that returns a fresh one for each request. */
  @property() token: TokenSource | undefined = undefined;
  /** As for `fetch`. */
  @property(attribute) credentials: RequestCredentials = 'same-origin';
  /** `eager`, or `lazy`: nothing is asked for until the tag is near the viewport. */
  @property(attribute) loading: 'eager' | 'lazy' = 'eager';
  /** The frame's accessible name. Default: "Video conference: NAME". */
  @property(attribute) label = '';
  /** Origins that the frame may come from, separated by spaces. Default: the grant's. */
  @property({ ...attribute, attribute: 'frame-origins' }) frameOrigins = '';
  /** Names of the features that the frame may use, for the frame's origins. */
  @property(attribute) allow = MEETING_FEATURES;
  /** Milliseconds that the endpoint, and then the frame, may take. */
  @property({ ...attribute, type: Number }) timeout = 20_000;
  /** A grant obtained on the server: the frame starts with no request. */
  @property({ attribute: false }) grant: Grant | undefined = undefined;
  /** Texts that replace the built-in ones. */
  @property({ attribute: false }) strings: Partial<ConferenceStrings> = {};

  #state: ConferenceState = { status: 'idle' };
  #visit = new AbortController();
  #frame: HTMLIFrameElement | undefined;
  #frameTimer: ReturnType<typeof setTimeout> | undefined;
  #messageOrigins: readonly string[] = [];
  #sizeSheet: CSSStyleSheet | undefined;
  #shouldFocusFrame = false;
  readonly #internals = this.attachInternals();

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
    return this.#frame;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this);
    if (!this.hasUpdated) return;
    if (this.#frame) this.#handleMove();
    else if (this.#state.status === 'idle') this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this);
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
    this.#leave();
    if (!this.isConnected) return;
    this.#visit = new AbortController();
    void this.#run(this.#visit.signal);
  }

  /** Removes this frame. The conference itself goes on for everyone else. */
  close(): void {
    this.#close('closed');
  }

  /** @internal */
  handleEvent(event: MessageEvent): void {
    const source = this.#frame?.contentWindow;
    if (!source || event.source !== source) return;
    if (!this.#messageOrigins.includes(event.origin)) return;
    this.dispatchEvent(new LiveboxMessageEvent(event.data, event.origin));
    const message = parseFrameMessage(event.data);
    if (message?.type === 'livebox:ended') this.#close(message.reason);
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    adoptStyles(root, LiveboxConferenceElement.elementStyles);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (isServer) return;
    if (changed.has('width') || changed.has('height')) this.#resize();
    if (this.#frame) this.#frame.title = this.#title;
    const isOtherMeeting = !this.hasUpdated || MEETING_PROPERTIES.some((key) => changed.has(key));
    if (isOtherMeeting || (changed.has('loading') && this.#state.status === 'idle')) this.#begin();
  }

  protected override render(): TemplateResult {
    return html`<div class="panel" part="panel" tabindex="-1" ?hidden=${this.state === 'ready'}>
      <div class="content">
        <div role="status">${this.#renderStatus()}</div>
        ${this.#state.status === 'failed' ? this.#renderFailure(this.#state.error) : nothing}
      </div>
    </div>`;
  }

  #renderStatus(): unknown {
    const { loading, closed, over, rejoin } = this.#strings;
    switch (this.#state.status) {
      case 'idle':
        return html`<slot name="poster"></slot>`;
      case 'requesting':
      case 'loading':
        return html`<slot name="loading"
          ><div class="spinner" part="spinner"></div>
          <p part="message">${loading}</p></slot
        >`;
      case 'waiting':
        return this.#renderWaiting(this.#state.error);
      case 'closed':
        return html`<slot name="closed"
          ><p part="message">${this.#state.reason === 'closed' ? closed : over}</p>
          ${this.#state.reason === 'closed' ? this.#renderButton(rejoin) : nothing}</slot
        >`;
      default:
        return nothing;
    }
  }

  #renderWaiting({ opensAt }: ConferenceError): TemplateResult {
    const { waiting, waitingForHost } = this.#strings;
    return html`<slot name="waiting"
      ><p part="message">${opensAt ? waiting : waitingForHost}</p>
      ${opensAt ? html`<p>${this.#strings.opensAt(formatTime(opensAt))}</p>` : nothing}</slot
    >`;
  }

  #renderFailure(error: ConferenceError): TemplateResult {
    const { failed, retry } = this.#strings;
    return html`<div role="alert">
        <slot name="error"
          ><p part="message">${failed[adviceFor(error)]}</p>
          <code>${error.code}</code></slot
        >
      </div>
      ${isWorthRetrying(error) ? this.#renderButton(retry) : nothing}
      <slot></slot>`;
  }

  #renderButton(text: string): TemplateResult {
    return html`<button part="button" type="button" @click=${this.#handlePress}>${text}</button>`;
  }

  get #strings(): ConferenceStrings {
    return { ...ENGLISH, ...this.strings };
  }

  get #title(): string {
    return this.label || this.#strings.label(this.name);
  }

  /** Loads now, or when the tag comes near the viewport. */
  #begin(): void {
    if (this.loading !== 'lazy') {
      this.load();
      return;
    }
    this.#leave();
    onceNear(this, () => {
      this.load();
    });
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      const grant = await obtainGrant(this.#visitOptions(), signal);
      if (grant && !signal.aborted) this.#accept(grant, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #visitOptions(): Parameters<typeof obtainGrant>[0] {
    return {
      target: this,
      name: this.name,
      endpoint: this.tokenEndpoint || readMeta('livebox-token-endpoint'),
      method: this.method.toLowerCase() === 'get' ? 'get' : 'post',
      token: this.token,
      credentials: this.credentials,
      pageOrigins: this.#pageOrigins(),
      grant: this.grant,
      timeout: this.timeout,
      onRequest: () => this.#apply({ type: 'request' }),
    };
  }

  /** The origins that the page itself lets frames come from, if it says so. */
  #pageOrigins(): readonly string[] | undefined {
    return permittedOrigins(
      this.frameOrigins ? splitOrigins(this.frameOrigins) : undefined,
      splitMeta('livebox-frame-origins'),
    );
  }

  #accept(grant: Grant, signal: AbortSignal): void {
    const origins = permittedOrigins(grant.frameOrigins, this.#pageOrigins()) ?? [];
    const { origin } = new URL(grant.src);
    if (!grant.enabled) {
      throw new ConferenceError('conference_unavailable', 'The grant says that it is off.');
    }
    this.dispatchEvent(new LiveboxEnabledEvent(conferenceOf(grant)));
    if (signal.aborted) return;
    if (!origins.includes(origin)) {
      throw new ConferenceError(
        'frame_origin_not_allowed',
        `The meeting page is at ${origin}, which is not among the frame origins that the grant, the tag’s frame-origins and <meta name="livebox-frame-origins"> allow.`,
      );
    }
    this.#apply({ type: 'grant', grant });
    if (signal.aborted) return;
    this.dispatchEvent(new LiveboxEmbedEvent(grant.src));
    if (!signal.aborted) this.#insertFrame(grant.src, origins);
  }

  #insertFrame(src: string, origins: readonly string[]): void {
    const frame = createFrame({ src, title: this.#title, features: this.allow, origins });
    frame.addEventListener('load', this.#handleLoad);
    this.#frame = frame;
    this.#messageOrigins = origins;
    this.#awaitFrame();
    // Before everything that Lit renders, so that no render can reach it.
    this.renderRoot.prepend(frame);
  }

  /** A frame that never loads ends in `failed`. */
  #awaitFrame(): void {
    clearTimeout(this.#frameTimer);
    this.#frameTimer = setTimeout(() => {
      this.#fail(
        new ConferenceError(
          'timeout',
          `The meeting page did not load within ${String(this.timeout / 1000)} s.`,
          { retryable: true },
        ),
      );
    }, this.timeout);
  }

  readonly #handleLoad = (): void => {
    clearTimeout(this.#frameTimer);
    if (!this.#apply({ type: 'frame-load' })) return;
    if (this.#shouldFocusFrame) this.#frame?.focus();
    this.#shouldFocusFrame = false;
    if (this.conference) this.dispatchEvent(new LiveboxReadyEvent(this.conference));
  };

  /** After `append()` elsewhere: the browser has thrown the page in the frame away and loads it again. */
  #handleMove(): void {
    if (this.#apply({ type: 'frame-reload' })) this.#awaitFrame();
  }

  readonly #handlePress = (): void => {
    // The button is about to go: keep the focus here, then hand it to the meeting.
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
    this.#shouldFocusFrame = true;
    this.load();
  };

  #fail(cause: unknown): void {
    const error =
      cause instanceof ConferenceError
        ? cause
        : new ConferenceError('internal', `Unexpected: ${String(cause)}`, { cause });
    if (error.code === 'conference_over') {
      this.#close('over');
    } else if (error.code === 'conference_not_open') {
      if (!this.#apply({ type: 'wait', error })) return;
      this.dispatchEvent(new LiveboxWaitingEvent(error.opensAt, error.closesAt));
    } else {
      this.#end();
      if (!this.#apply({ type: 'fail', error })) return;
      warnDeveloper(`${error.code}: ${error.message}`);
      this.dispatchEvent(new LiveboxErrorEvent(error));
    }
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
    clearTimeout(this.#frameTimer);
    forgetNear(this);
    this.#frame?.removeEventListener('load', this.#handleLoad);
    this.#frame?.remove();
    this.#frame = undefined;
    this.#messageOrigins = [];
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

  /** The size is a rule of its own in the shadow root: the author's style on the tag wins. */
  #resize(): void {
    // A new sheet each time: WebKit does not lay out again when a rule of an adopted one changes.
    const sheet = new CSSStyleSheet();
    sheet.insertRule(':host{}');
    const rule = sheet.cssRules[0] as CSSStyleRule;
    for (const side of ['width', 'height'] as const) {
      const value = this[side];
      const size = value && parseSize(value);
      if (size === undefined) {
        warnDeveloper(`${side}="${value}" is no CSS length: the default is used.`);
      }
      rule.style[side] = size ?? '';
    }
    const root = this.renderRoot as ShadowRoot;
    const others = root.adoptedStyleSheets.filter((other) => other !== this.#sizeSheet);
    this.#sizeSheet = sheet;
    root.adoptedStyleSheets = [...others, sheet];
  }
}

function conferenceOf({ name, expiresAt, opensAt, closesAt }: Grant): Conference {
  const times = Object.entries({ expiresAt, opensAt, closesAt }).flatMap(([key, value]) => {
    const time = timeOf(value);
    return time ? [[key, time] as const] : [];
  });
  return { name, ...Object.fromEntries(times) };
}

function formatTime(time: Date): string {
  return time.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'short' });
}

function readMeta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}

function splitMeta(name: string): string[] | undefined {
  const content = readMeta(name);
  return content === undefined ? undefined : splitOrigins(content);
}

declare global {
  interface HTMLElementTagNameMap {
    'livebox-conference': LiveboxConferenceElement;
  }
}
