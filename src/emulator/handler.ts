import type { OperationName } from '../livebox-api/operations.js';
import type { Parameters } from './parameters.js';

/** How the connection fails when the answer is sent: nothing, or half of it and an end or silence. */
export type ConnectionFault = 'reset' | 'truncate' | 'stall';

/** One request on its way through the emulator, and what the handlers learned about it. */
export interface Call {
  /** IP address of the caller. */
  readonly remoteAddress: string;
  /** The documented operation, once it is recognised. */
  operation?: OperationName;
  /** The body's parameters as sent, credentials included, once they are read. */
  parameters?: Parameters;
  /** The faults that it met, as they were written. */
  faults?: string;
  /** Set by a fault: whoever sends the answer lets the connection fail. */
  connection?: ConnectionFault;
}

/** Answers a request. */
export type Handler = (request: Request, call: Call) => Promise<Response>;

/**
 * Goes around a handler: may look at the request and at the answer, or replace either.
 * Whatever has to act on every request (the request log, the host guard) is one of these.
 */
export type Layer = (next: Handler) => Handler;
