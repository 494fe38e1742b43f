import { type Grant, parseGrant } from '../embed-protocol/grant.js';
import { DEFAULT_SIZE } from '../embed-protocol/grant-request.js';
import { isConferenceName } from '../embed-protocol/conference-name.js';
import { ConferenceError } from './conference-error.js';
import { LiveboxRequestEvent } from './conference-events.js';
import { readGrantAnswer } from './grant-answer.js';
import { createGrantRequest, measureSize } from './grant-request.js';

/** A fresh embed token, or nothing for a conference that is public. */
export type TokenSource = string | (() => string | undefined | Promise<string | undefined>);

/** What a visit needs to know of the tag it is for. */
export interface VisitOptions {
  /** The element that the request event is dispatched from. */
  readonly target: HTMLElement;
  readonly name: string;
  readonly endpoint: string | undefined;
  readonly method: 'get' | 'post';
  readonly token: TokenSource | undefined;
  readonly credentials: RequestCredentials;
  /** The origins that the page itself lets frames come from. */
  readonly pageOrigins: readonly string[] | undefined;
  /** A grant that is already there: parsed JSON. */
  readonly grant: unknown;
  /** Milliseconds that an answer may take. */
  readonly timeout: number;
  /** Called when the request is about to be sent. */
  readonly onRequest: () => void;
}

/**
 * Gets the grant for one conference: from the page, from whoever answers the request
 * event, or from the token endpoint.
 *
 * @param signal ends the visit: nothing is dispatched, sent or left behind afterwards
 * @returns the grant, or `undefined` when a listener prevented the request
 * @throws {ConferenceError} for every failure, and for a conference that is not open
 */
export async function obtainGrant(
  options: VisitOptions,
  signal: AbortSignal,
): Promise<Grant | undefined> {
  const { name } = options;
  if (!isConferenceName(name)) {
    throw new ConferenceError('name_invalid', { detail: JSON.stringify(name) });
  }
  const given = readGivenGrant(options);
  if (given) return given;
  // Not AbortSignal.any(): WebKit may collect what it returns before it has aborted anything.
  const attempt = new AbortController();
  const timer = setTimeout(() => {
    attempt.abort(new ConferenceError('timeout', { retryable: true, detail: 'The endpoint.' }));
  }, options.timeout);
  const stop = (): void => {
    attempt.abort(signal.reason);
  };
  signal.addEventListener('abort', stop, { signal: attempt.signal });
  try {
    return await askForGrant(options, attempt.signal);
  } finally {
    clearTimeout(timer);
    // Also takes away what listens for the end of the visit, and of this attempt.
    attempt.abort();
  }
}

function readGivenGrant({ grant, name, endpoint }: VisitOptions): Grant | undefined {
  if (!grant) return undefined;
  const parsed = parseGrant(grant);
  // What the server gave was for another meeting: the tag's name has changed since.
  if (parsed && parsed.name !== name && endpoint) return undefined;
  if (parsed?.name !== name) {
    throw new ConferenceError('endpoint_invalid', { detail: 'The grant in the page.' });
  }
  const isExpired = Date.parse(parsed.expiresAt ?? '') < Date.now();
  return isExpired && endpoint ? undefined : parsed;
}

async function askForGrant(options: VisitOptions, signal: AbortSignal): Promise<Grant | undefined> {
  const { target, name, endpoint, method, token, credentials, pageOrigins } = options;
  const bearer = method === 'post' ? await untilAborted(readToken(token), signal) : undefined;
  const request = createGrantRequest({
    endpoint,
    method,
    token: bearer,
    credentials,
    signal,
    name,
    ...(method === 'post' ? measureSize(target) : DEFAULT_SIZE),
  });
  const event = new LiveboxRequestEvent(request);
  if (!target.dispatchEvent(event)) return undefined;
  signal.throwIfAborted();
  options.onRequest();
  signal.throwIfAborted();
  const response = await untilAborted(event.response ?? send(request, endpoint), signal);
  return await untilAborted(readGrantAnswer(response, name, pageOrigins), signal);
}

async function readToken(token: TokenSource | undefined): Promise<string | undefined> {
  if (typeof token !== 'function') return token;
  try {
    return await token();
  } catch (cause) {
    throw new ConferenceError('token_missing', { detail: 'The token function failed.', cause });
  }
}

async function send(request: Request, endpoint: string | undefined): Promise<Response> {
  if (!endpoint) throw new ConferenceError('endpoint_missing');
  try {
    return await fetch(request);
  } catch (cause) {
    throw new ConferenceError('network', { retryable: true, detail: request.url, cause });
  }
}

/** Settles as the promise does, or rejects with the attempt's reason to end, whichever is first. */
async function untilAborted<T>(promise: Promise<T>, attempt: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      reject(attempt.reason as Error);
    };
    if (attempt.aborted) stop();
    attempt.addEventListener('abort', stop);
    promise.then(resolve, reject);
  });
}
