import type { OperationName } from '../livebox-api/operations.js';
import type { Parameters } from './parameters.js';

/** One request on its way through the emulator, and what the handlers learned about it. */
export interface Call {
  /** IP address of the caller. */
  readonly remoteAddress: string;
  /** The documented operation, once it is recognised. */
  operation?: OperationName;
  /** The body's parameters as sent, credentials included, once they are read. */
  parameters?: Parameters;
}

/** Answers a request. */
export type Handler = (request: Request, call: Call) => Promise<Response>;

/**
 * Goes around a handler: may look at the request and at the answer, or replace either.
 * Whatever has to act on every request (the request log, the host guard) is one of these.
 */
export type Layer = (next: Handler) => Handler;
