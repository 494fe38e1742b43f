import { InvalidArgumentError } from 'commander';

/** Reads a TCP port: 0 takes a free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 0 to 65535; 0 takes a free one.');
}
