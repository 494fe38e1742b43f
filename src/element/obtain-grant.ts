import { type Grant, parseGrant } from '../embed-protocol/grant.js';
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
  assertConferenceName(options.name);
  const given = readGivenGrant(options);
  if (given) return given;
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    const seconds = String(options.timeout / 1000);
    deadline.abort(
      new ConferenceError('timeout', `The token endpoint did not answer within ${seconds} s.`, {
        retryable: true,
      }),
    );
  }, options.timeout);
  try {
    return await askForGrant(options, AbortSignal.any([signal, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}

function assertConferenceName(name: string): void {
  const mistake = name ? `“${name}” is no conference name` : 'The tag has no name';
  if (isConferenceName(name)) return;
  throw new ConferenceError(
    'name_invalid',
    `${mistake}. Set name="…" to 1 to 64 letters, digits, hyphens or underscores.`,
  );
}

function readGivenGrant({ grant, name, endpoint }: VisitOptions): Grant | undefined {
  if (grant === undefined || grant === null) return undefined;
  const parsed = parseGrant(grant);
  if (parsed?.name !== name) {
    throw new ConferenceError(
      'endpoint_invalid',
      `The grant in the page is not one for “${name}”. Write it with serializeGrant().`,
    );
  }
  const isExpired = parsed.expiresAt !== undefined && Date.parse(parsed.expiresAt) < Date.now();
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
    ...measureSize(target),
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
    throw new ConferenceError('token_missing', 'The token function of the tag failed.', { cause });
  }
}

async function send(request: Request, endpoint: string | undefined): Promise<Response> {
  if (!endpoint) {
    throw new ConferenceError(
      'endpoint_missing',
      'Nobody to ask: set token-endpoint="…" on the tag, or <meta name="livebox-token-endpoint" content="…"> in the page.',
    );
  }
  try {
    return await fetch(request);
  } catch (cause) {
    request.signal.throwIfAborted();
    const code = navigator.onLine ? 'network' : 'offline';
    throw new ConferenceError(
      code,
      `The token endpoint at ${request.url} could not be reached. Check its address, that it allows this origin (CORS), and the page’s connect-src.`,
      { retryable: true, cause },
    );
  }
}

/** Settles as the promise does, or rejects with the signal's reason, whichever is first. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
