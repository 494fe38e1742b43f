import { isConferenceName } from './conference-name.js';
import { parseFrameOrigin, parseFrameUrl } from './frame-url.js';

/**
 * A token endpoint's permission to show one conference (wire contract, version 1).
 */
export interface Grant {
  version: 1;
  /** The conference's name. */
  name: string;
  /** Whether the conference is on. */
  enabled: boolean;
  /** Address of the meeting page: https, or http on loopback. */
  src: string;
  /** Origins that the frame may come from and that permissions go to. */
  frameOrigins: string[];
  /** RFC 3339 UTC: until when the grant may be used to load the frame. */
  expiresAt?: string;
  /** RFC 3339 UTC: when the conference opened. */
  opensAt?: string;
  /** RFC 3339 UTC: when the conference closes. */
  closesAt?: string;
}

/**
 * Reads a grant from what an endpoint answered.
 *
 * @param value parsed JSON
 * @returns the grant with only its known members, or `undefined` when it is not one
 */
export function parseGrant(value: unknown): Grant | undefined {
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const { name, enabled, src, frameOrigins } = value;
  const url = parseFrameUrl(src);
  if (!isConferenceName(name) || typeof enabled !== 'boolean' || !url) return undefined;
  if (!Array.isArray(frameOrigins) || frameOrigins.length === 0) return undefined;
  const origins = frameOrigins.map(parseFrameOrigin);
  if (!origins.every((origin) => origin !== undefined)) return undefined;
  const grant: Grant = { version: 1, name, enabled, src: url.href, frameOrigins: origins };
  for (const member of ['expiresAt', 'opensAt', 'closesAt'] as const) {
    const time = value[member];
    if (time === undefined || time === null) continue;
    if (!isTime(time)) return undefined;
    grant[member] = time;
  }
  return grant;
}

/**
 * Writes a grant so that it can stand inside `<script type="application/json">`
 * in server-rendered HTML: what could end the script or open a comment is escaped.
 *
 * @example `<script type="application/json">${serializeGrant(grant)}</script>`
 */
export function serializeGrant(grant: Grant): string {
  return JSON.stringify(grant).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether a value is an RFC 3339 time. */
export function isTime(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

/** Whether a value is an object whose members can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
