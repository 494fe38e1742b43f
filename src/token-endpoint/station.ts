import type { ConferenceCache } from './conference-cache.js';
import type { EndpointSettings } from './endpoint-options.js';
import type { Reporter } from './reporter.js';

/** What all requests of one endpoint share. */
export interface Station {
  readonly settings: EndpointSettings;
  readonly reporter: Reporter;
  readonly cache: ConferenceCache;
}
