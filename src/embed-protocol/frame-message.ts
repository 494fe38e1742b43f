import { isRecord } from './grant.js';

/**
 * What a meeting page may tell the page around it, version 1. An extension that the
 * emulator's meeting page speaks: a Livebox server may send none of them, and nothing
 * may depend on them.
 */
export type FrameMessage =
  | { type: 'livebox:joined'; version: 1; participant: string }
  | { type: 'livebox:left'; version: 1; participant: string }
  | { type: 'livebox:participants'; version: 1; count: number }
  | { type: 'livebox:ended'; version: 1; reason: string };

/**
 * Reads a frame message.
 *
 * @param data what a `message` event carried: anything at all
 * @returns the message, or `undefined` when it is none of version 1
 */
export function parseFrameMessage(data: unknown): FrameMessage | undefined {
  if (!isRecord(data) || data['version'] !== 1) return undefined;
  const { type, participant, count } = data;
  switch (type) {
    case 'livebox:joined':
    case 'livebox:left':
      return typeof participant === 'string' ? { type, version: 1, participant } : undefined;
    case 'livebox:participants':
      return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0
        ? { type, version: 1, count }
        : undefined;
    case 'livebox:ended': {
      const reason = readEnd(data);
      return reason === undefined ? undefined : { type, version: 1, reason };
    }
    default:
      return undefined;
  }
}

/**
 * Reads why a meeting ended.
 *
 * @param data what a `message` event carried: anything at all
 * @returns the reason of a `livebox:ended`, or `undefined` for everything else
 */
export function readEnd(data: unknown): string | undefined {
  if (!isRecord(data) || data['type'] !== 'livebox:ended' || data['version'] !== 1) {
    return undefined;
  }
  return typeof data['reason'] === 'string' ? data['reason'] : undefined;
}
