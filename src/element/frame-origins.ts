import { ConferenceError } from './conference-error.js';
import { parseFrameOrigin } from '../embed-protocol/frame-url.js';

/** Reads a list of frame origins, separated by white space or commas. */
export function splitOrigins(list: string): string[] {
  return list.split(/[\s,]+/).flatMap((item) => parseFrameOrigin(item) ?? []);
}

/**
 * The origins that every list allows: one says where the frame may come from, another
 * can only narrow it.
 *
 * @returns `undefined` when there is no list at all
 */
export function permittedOrigins(
  ...lists: readonly (readonly string[] | undefined)[]
): readonly string[] | undefined {
  const [first, ...others] = lists.filter((list) => list !== undefined);
  return first?.filter((origin) => others.every((list) => list.includes(origin)));
}

/**
 * Refuses a meeting page of an origin that nobody allowed.
 *
 * @throws {ConferenceError} `frame_origin_not_allowed`
 */
export function assertFrameOrigin(src: string, origins: readonly string[]): void {
  const { origin } = new URL(src);
  if (origins.includes(origin)) return;
  throw new ConferenceError('frame_origin_not_allowed', { detail: origin });
}
