import { LRUCache } from 'lru-cache';
import { type Conference, type ConferenceOptions, parseConference } from './conference-options.js';
import { EndpointOptionsError } from './option-check.js';
import { withinTime } from './within-time.js';

/**
 * Finds a conference's options in the site's own database. Called with valid names only;
 * `undefined` (or `null`) for a name that is no conference of the site.
 *
 * @example const conferences = async (name) => (await db.webinars.find(name))?.livebox;
 */
export type ConferenceLookup = (
  name: string,
) => ConferenceOptions | null | undefined | Promise<ConferenceOptions | null | undefined>;

/** The conferences that may be asked for. */
export interface ConferenceDirectory {
  /** Whether each one, and so any name, needs a token. */
  readonly isForTokensOnly: boolean;
  find(name: string): Conference | undefined | Promise<Conference | undefined>;
}

/** How long a found conference, or that there is none, is remembered; in ms. */
const LOOKUP_AGE = 5000;

/** Names remembered at most, unknown ones included. */
const MAX_NAMES = 5000;

/**
 * Checks the conferences of the endpoint's options. A lookup's answers are checked as they
 * come: a mistake in one is an error of that request.
 *
 * @throws {EndpointOptionsError} when there is none, or about the first mistake
 */
export function createDirectory(
  conferences: Readonly<Record<string, ConferenceOptions>> | ConferenceLookup,
  hasAuthorizeHook: boolean,
  now: () => Date,
): ConferenceDirectory {
  if (typeof conferences === 'function') {
    return createLookupDirectory(conferences, hasAuthorizeHook, now);
  }
  const entries = Object.entries(conferences);
  if (entries.length === 0) {
    throw new EndpointOptionsError(
      'conferences',
      'List every conference that may be asked for, such as { "Conference-1": { access: "public" } }.',
    );
  }
  // A map, in which names such as `__proto__` and `constructor` are names only.
  const map = new Map(
    entries.map(([name, options]) => [name, parseConference(name, options, hasAuthorizeHook)]),
  );
  return {
    isForTokensOnly: [...map.values()].every(({ access }) => access === 'token'),
    find: (name) => map.get(name),
  };
}

function createLookupDirectory(
  lookup: ConferenceLookup,
  hasAuthorizeHook: boolean,
  now: () => Date,
): ConferenceDirectory {
  const cache = new LRUCache<string, { conference: Conference | undefined }>({
    max: MAX_NAMES,
    ttl: LOOKUP_AGE,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
    ignoreFetchAbort: true,
    fetchMethod: async (name) => {
      const found = await withinTime('conferences', async () => lookup(name));
      if (found === undefined || found === null) return { conference: undefined };
      return { conference: parseConference(name, found, hasAuthorizeHook) };
    },
  });
  return {
    isForTokensOnly: false,
    find: async (name) => (await cache.fetch(name))?.conference,
  };
}
