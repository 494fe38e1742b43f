import { createFrame, type FrameOptions } from './conference-frame.js';

/** What the element wants to hear of its frame. */
export interface MeetingFrameHandlers {
  /** The frame has loaded, maybe more than once. */
  readonly handleLoad: () => void;
  /** The frame has not loaded in time. */
  readonly handleTimeout: () => void;
}

/**
 * The frame in the element's shadow root, which belongs to the element and not to what it
 * renders: created for a grant, or taken over from the server's HTML without loading it again.
 */
export class MeetingFrame {
  /** The frame, while there is one. */
  element: HTMLIFrameElement | undefined;
  readonly #root: ShadowRoot;
  readonly #handlers: MeetingFrameHandlers;
  #given: HTMLIFrameElement | null;
  #origins: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: ShadowRoot, handlers: MeetingFrameHandlers) {
    this.#root = root;
    this.#handlers = handlers;
    this.#given = root.querySelector('iframe');
    // One by one: moving the frame itself would load its page again.
    for (const node of [...root.childNodes]) if (node !== this.#given) node.remove();
  }

  /**
   * Shows a meeting page.
   *
   * @param timeout milliseconds that it may take to load
   * @param signal ends what listens
   */
  show(options: FrameOptions, timeout: number, signal: AbortSignal): HTMLIFrameElement {
    const given = this.#given?.src === options.src ? this.#given : undefined;
    const frame = given ?? createFrame(options);
    if (!given) this.#given?.remove();
    this.#given = null;
    this.element = frame;
    this.#origins = options.origins;
    this.expectLoad(timeout);
    frame.addEventListener('load', this.#handleLoad, { signal });
    // A frame of the server's may have loaded unheard: the page's own load comes after it.
    window.addEventListener('load', this.#handleLoad, { signal });
    if (!given) this.#root.prepend(frame);
    else if (hasLoaded(given)) this.#handleLoad();
    return frame;
  }

  /** Expects the frame to load within some milliseconds from now. */
  expectLoad(timeout: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#handlers.handleTimeout, timeout);
  }

  /** Whether a message comes from this frame's window and an origin that it may have. */
  isSourceOf({ source, origin }: MessageEvent): boolean {
    return (
      source !== null && source === this.element?.contentWindow && this.#origins.includes(origin)
    );
  }

  remove(): void {
    clearTimeout(this.#timer);
    this.element?.remove();
    this.#given?.remove();
    this.element = undefined;
    this.#given = null;
  }

  readonly #handleLoad = (): void => {
    clearTimeout(this.#timer);
    this.#handlers.handleLoad();
  };
}

/** Whether a frame's page has loaded before anyone could listen. */
function hasLoaded({ contentDocument }: HTMLIFrameElement): boolean {
  // A page of another origin shows no document; the empty one before it does. The
  // document's own load waits for its frames.
  return contentDocument?.URL !== 'about:blank' && document.readyState === 'complete';
}
