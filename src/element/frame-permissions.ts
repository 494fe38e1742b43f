/**
 * The features that a meeting needs and that a cross-origin frame has only when `allow`
 * grants them. `document-picture-in-picture` is no policy feature.
 */
export const MEETING_FEATURES =
  'camera; microphone; display-capture; autoplay; fullscreen; picture-in-picture; screen-wake-lock; speaker-selection; compute-pressure; clipboard-write';

/**
 * The frame's `allow`: each feature for each origin, by name. A bare feature would mean
 * the origin of `src` and be lost after a redirect; `*` would hand the camera on.
 *
 * @param features feature names, separated by `;`, `,` or white space
 */
export function framePermissions(features: string, origins: readonly string[]): string {
  const names = features.split(/[;,\s]+/).filter((name) => /^[a-z-]+$/.test(name));
  return names.map((name) => [name, ...origins].join(' ')).join('; ');
}
