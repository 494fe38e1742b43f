/**
 * The features that a meeting needs and that a cross-origin frame has only when `allow`
 * grants them. `document-picture-in-picture` is no policy feature.
 */
export const MEETING_FEATURES =
  'camera; microphone; display-capture; autoplay; fullscreen; picture-in-picture; screen-wake-lock; speaker-selection; compute-pressure; clipboard-write';

/** Reads feature names, separated by `;`, `,` or white space; anything else is dropped. */
export function splitFeatures(features: string): string[] {
  return features.split(/[;,\s]+/).filter((name) => /^[a-z-]+$/.test(name));
}

/**
 * The frame's `allow`: each feature for each origin, by name. A bare feature would mean
 * the origin of `src` and be lost after a redirect; `*` would hand the camera on.
 */
export function framePermissions(features: readonly string[], origins: readonly string[]): string {
  return features.map((name) => [name, ...origins].join(' ')).join('; ');
}
