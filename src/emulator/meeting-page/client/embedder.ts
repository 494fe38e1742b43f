import type { FrameMessage } from '../../../embed-protocol/frame-message.js';

/** Tells the page around this one what happens in the meeting; nothing without such a page. */
export function tellEmbedder(message: FrameMessage): void {
  if (window.parent === window) return;
  // Where an engine tells no origin, any page may read these messages: they carry nothing
  // that the embedder's visitor does not see.
  window.parent.postMessage(message, findEmbedderOrigin() ?? '*');
}

function findEmbedderOrigin(): string | undefined {
  // Not in Firefox. An embedder without an origin of its own is listed as "null".
  const ancestor = 'ancestorOrigins' in location ? location.ancestorOrigins[0] : undefined;
  if (ancestor) return ancestor === 'null' ? undefined : ancestor;
  const referrer = URL.canParse(document.referrer) ? new URL(document.referrer).origin : undefined;
  // After a navigation inside the frame the referrer is this site, not the embedder.
  return referrer === location.origin ? undefined : referrer;
}
