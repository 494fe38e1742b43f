import * as v from 'valibot';
import type { FillStore } from './fill-store.js';
import { checkOption } from './option-check.js';

/** How long what Livebox said about a conference is used. */
export interface CacheOptions {
  /**
   * Seconds that it counts as fresh: 1 to 3600, default 30. In the same time after, it is
   * still given out at once while one request asks Livebox again.
   */
  freshFor?: number;
  /** Seconds after that in which it is given out when Livebox fails: 0 to 86400, default 300. */
  staleFor?: number;
  /** Shares it between processes, such as `createRedisFillStore()`. */
  store?: FillStore;
}

/** The cache's options, checked and complete; times in ms. */
export interface CacheSettings {
  readonly freshFor: number;
  readonly staleFor: number;
  readonly store: FillStore | undefined;
}

const seconds = (least: number, most: number): v.GenericSchema =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)));

const CACHE = v.strictObject({
  freshFor: seconds(1, 3600),
  staleFor: seconds(0, 86_400),
  store: v.optional(v.looseObject({ read: v.function(), write: v.function(), lock: v.function() })),
});

/**
 * Checks the option `cache`.
 *
 * @throws {EndpointOptionsError} about the first mistake
 */
export function parseCacheOptions(options: CacheOptions = {}): CacheSettings {
  checkOption(CACHE, options, 'cache');
  const { freshFor = 30, staleFor = 300, store } = options;
  return { freshFor: freshFor * 1000, staleFor: staleFor * 1000, store };
}
