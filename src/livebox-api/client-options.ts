import { LiveboxArgumentError } from './livebox-error.js';
import { ServerClock } from './server-clock.js';

/** What a {@link LiveboxClient} needs to know. */
export interface LiveboxClientOptions {
  /** Origin of the Livebox server, such as `https://livebox.example`; http on loopback only. */
  server: string;
  /** The API user's name. */
  username: string;
  /** The API user's password, which the API calls `key`. */
  key: string;
  /** The server secret key, which calls from a server carry. */
  serverKey?: string | undefined;
  /** The native app secret key, instead of `serverKey`. */
  nativeAppKey?: string | undefined;
  /** Instead of the global `fetch`: for a proxy, or for tests. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How long one attempt may take, in ms; 10000 by default. */
  timeout?: number | undefined;
  /** IANA name of the time zone of the server's clock, such as `Asia/Kolkata`; `UTC` by default. */
  timeZone?: string | undefined;
  /** Mean delay before the first repetition, in ms; 250 by default. It grows and is jittered. */
  retryDelay?: number | undefined;
}

const OPTION_NAMES = [
  'server',
  'username',
  'key',
  'serverKey',
  'nativeAppKey',
  'fetch',
  'timeout',
  'timeZone',
  'retryDelay',
] as const satisfies readonly (keyof LiveboxClientOptions)[];

/** The credentials as the API spells them. */
export interface Credentials {
  readonly username: string;
  readonly key: string;
  /** `Serverkey` or `Nativeappkey`, or nothing. */
  readonly application: Readonly<Record<string, string>>;
}

/** Checked options. */
export interface ClientSettings {
  readonly origin: string;
  readonly credentials: Credentials;
  readonly fetch: typeof globalThis.fetch;
  readonly timeout: number;
  readonly clock: ServerClock;
  readonly retryDelay: number;
}

/** Longest delay that timers take, in ms: a longer one would fire at once. */
export const MAX_DELAY = 2 ** 31 - 1;

/**
 * Checks a client's options.
 *
 * @throws {LiveboxArgumentError} naming the option; no message repeats a value
 */
export function readClientOptions(options: LiveboxClientOptions): ClientSettings {
  if (typeof options !== 'object' || options === null) refuse('options', 'must be an object');
  refuseUnknown(options);
  const { fetch, timeout = 10_000, retryDelay = 250 } = options;
  if (fetch !== undefined && typeof fetch !== 'function') refuse('fetch', 'must be a function');
  if (!isDelay(timeout) || timeout < 1) refuse('timeout', 'must be a number of milliseconds');
  if (!isDelay(retryDelay)) refuse('retryDelay', 'must be a number of milliseconds');
  return {
    origin: readOrigin(options.server),
    credentials: readCredentials(options),
    // The global one is looked up at each call: it may be replaced after construction.
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeout,
    clock: readClock(options.timeZone ?? 'UTC'),
    retryDelay,
  };
}

function refuseUnknown(options: object): void {
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.some((one) => one === name));
  if (unknown === undefined) return;
  const guess = guessOption(unknown);
  const question = guess === undefined ? '' : ` Did you mean ${guess}?`;
  throw new LiveboxArgumentError(
    unknown,
    `There is no option ${unknown}.${question} The options are ${OPTION_NAMES.join(', ')}.`,
  );
}

/** `apiKey` may mean `key`, `user` may mean `username`. */
function guessOption(unknown: string): string | undefined {
  const name = unknown.toLowerCase();
  return [...OPTION_NAMES]
    .sort((one, other) => other.length - one.length)
    .find((one) => name.endsWith(one.toLowerCase()) || one.toLowerCase().startsWith(name));
}

function readOrigin(server: unknown): string {
  requirePresent('server', server);
  const url = typeof server === 'string' && !/[\0-\x20\x7f\\]/.test(server) && parseUrl(server);
  if (!url) refuse('server', 'must be an origin such as https://livebox.example');
  if (url.username || url.password || url.href !== `${url.origin}/`) {
    refuse('server', 'must be an origin alone, without user name, path, query or fragment');
  }
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    refuse('server', 'must begin with https: the key travels there (http on loopback only)');
  }
  return url.origin;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function readCredentials(options: LiveboxClientOptions): Credentials {
  const { username, key, serverKey, nativeAppKey } = options;
  for (const [name, value] of Object.entries({ username, key })) requireText(name, value);
  if (serverKey !== undefined && nativeAppKey !== undefined) {
    refuse('nativeAppKey', 'must not stand beside serverKey: pass the one that fits this program');
  }
  if (serverKey !== undefined) {
    requireText('serverKey', serverKey);
    return { username, key, application: { Serverkey: serverKey } };
  }
  if (nativeAppKey === undefined) return { username, key, application: {} };
  requireText('nativeAppKey', nativeAppKey);
  return { username, key, application: { Nativeappkey: nativeAppKey } };
}

function readClock(timeZone: unknown): ServerClock {
  try {
    if (typeof timeZone === 'string') return new ServerClock(timeZone);
  } catch {
    // A RangeError: no such time zone.
  }
  return refuse('timeZone', 'must be an IANA time zone such as Asia/Kolkata');
}

function requireText(name: string, value: unknown): void {
  requirePresent(name, value);
  if (typeof value !== 'string') refuse(name, 'must be a string');
  // A key read from a file often ends with one, and the server's refusal would not say so.
  if (/\p{Cc}/u.test(value)) refuse(name, 'must not hold a line break or control character');
}

function requirePresent(name: string, value: unknown): void {
  const isEmpty = typeof value === 'string' && value.trim() === '';
  if (value !== undefined && value !== null && !isEmpty) return;
  throw new LiveboxArgumentError(
    name,
    `The option ${name} is missing: is its environment variable set (for Node: --env-file=.env)?`,
  );
}

function isDelay(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MAX_DELAY;
}

function refuse(option: string, reason: string): never {
  throw new LiveboxArgumentError(option, `The option ${option} ${reason}.`);
}
