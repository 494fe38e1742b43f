import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LogFields } from './logger.js';

/** What is known of a request that is being answered. */
export interface RequestRecord {
  readonly requestId: string;
  /** Of the embed token, so that its requests can be found without it. */
  readonly tokenHash: string | undefined;
  /** Of a problem; set with the answer. */
  code: string | undefined;
  /** Once the endpoint has validated it. */
  conference: string | undefined;
  /** Why the visitor was refused, which the answer does not tell. */
  why: string | undefined;
}

/** The record of the request that the running code belongs to. */
export const currentRecord = new AsyncLocalStorage<RequestRecord>();

/** Opens the record of a request. A proxy may give it an id in `X-Request-Id`. */
export function openRecord({ headers }: IncomingMessage): RequestRecord {
  const given = headers['x-request-id'];
  const isId = typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given);
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return {
    requestId: isId ? given : randomUUID(),
    tokenHash: token && createHash('sha256').update(token).digest('hex').slice(0, 16),
    code: undefined,
    conference: undefined,
    why: undefined,
  };
}

/**
 * The fields of a record's log lines. Of what a visitor wrote, `why` may quote a valid name and a
 * page's origin, in quotation marks; nothing else does.
 */
export function listFields(record: RequestRecord): LogFields {
  const { requestId, tokenHash, code, conference, why } = record;
  return {
    requestId,
    ...(tokenHash && { tokenHash }),
    ...(code && { code }),
    ...(conference && { conference }),
    ...(why && { why }),
  };
}
