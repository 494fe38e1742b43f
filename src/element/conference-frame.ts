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
