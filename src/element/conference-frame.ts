import { framePermissions } from './frame-permissions.js';

/** What a conference's frame needs. */
export interface FrameOptions {
  src: string;
  title: string;
  /** Feature names. */
  features: readonly string[];
  /** The origins that the features go to. */
  origins: readonly string[];
}

/** Creates the frame; it starts to load once it is inserted. */
export function createFrame({ src, title, features, origins }: FrameOptions): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('part', 'frame');
  frame.title = title;
  frame.allow = framePermissions(features, origins);
  // Chromium (the one with featurePolicy) warns about allowfullscreen beside the fullscreen
  // that allow grants; elsewhere older versions know nothing else.
  if (!('featurePolicy' in frame)) frame.allowFullscreen = true;
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  // Last: what is set after src may come too late for its page.
  frame.src = src;
  return frame;
}

/** Takes over the frame that came with the server's HTML, and clears the rest away. */
export function takeServerFrame(root: ShadowRoot): HTMLIFrameElement | undefined {
  const frame = root.querySelector('iframe') ?? undefined;
  // One by one: moving the frame itself would load its page again.
  for (const node of [...root.childNodes]) if (node !== frame) node.remove();
  return frame;
}

/** Whether the page in a frame has loaded before anyone could listen. */
export function hasLoaded({ contentDocument }: HTMLIFrameElement): boolean {
  // A page of another origin shows no document; the empty one before it does. The
  // document's own load waits for its frames.
  return contentDocument?.URL !== 'about:blank' && document.readyState === 'complete';
}
