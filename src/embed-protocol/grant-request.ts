import { isConferenceName } from './conference-name.js';
import { isRecord } from './grant.js';

/** What the element asks a token endpoint for (wire contract, version 1). */
export interface GrantRequest {
  /** The conference's name. */
  name: string;
  /** Measured width of the frame in whole CSS px, such as `800px`. */
  width: string;
  /** Measured height of the frame in whole CSS px, such as `450px`. */
  height: string;
}

/** The size that is asked for when none is known. */
export const DEFAULT_SIZE = { width: '800px', height: '450px' } as const;

/** Whether a value is a size as it travels: whole px from `1px` to `99999px`. */
export function isPixelSize(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{0,4}px$/.test(value);
}

/**
 * Reads a request for a grant.
 *
 * @param value parsed JSON
 * @returns the request, a missing size replaced by {@link DEFAULT_SIZE}; or the name of
 *   the first parameter that is not valid
 */
export function parseGrantRequest(value: unknown): GrantRequest | { invalid: string } {
  if (!isRecord(value)) return { invalid: 'body' };
  const own = (key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
  const name = own('name');
  if (!isConferenceName(name)) return { invalid: 'name' };
  const { width = DEFAULT_SIZE.width, height = DEFAULT_SIZE.height } = {
    width: own('width'),
    height: own('height'),
  };
  if (!isPixelSize(width)) return { invalid: 'width' };
  if (!isPixelSize(height)) return { invalid: 'height' };
  return { name, width, height };
}
