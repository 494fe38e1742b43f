import { InvalidArgumentError } from 'commander';
import { isConferenceName } from '../embed-protocol/conference-name.js';
import { parseFrameOrigin } from '../embed-protocol/frame-url.js';

/** Reads a TCP port: 0 takes a free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 0 to 65535; 0 takes a free one.');
}

/** Reads a conference's name. */
export function parseName(text: string): string {
  if (isConferenceName(text)) return text;
  throw new InvalidArgumentError('A name has 1 to 64 characters of A-Z a-z 0-9 _ -.');
}

/** Reads the origin of a page. */
export function parseOrigin(text: string): string {
  const origin = parseFrameOrigin(text);
  if (origin !== undefined) return origin;
  throw new InvalidArgumentError('Give one origin, such as https://site.example.');
}
