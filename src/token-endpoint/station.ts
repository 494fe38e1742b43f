import { createCache } from './conference-source.js';
import {
  type EndpointSettings,
  parseEndpointOptions,
  type TokenEndpointOptions,
} from './endpoint-options.js';
import { FillPermits } from './fill-permit.js';
import { Reporter } from './reporter.js';

/** What all requests of one endpoint share. */
export interface Station {
  readonly settings: EndpointSettings;
  readonly reporter: Reporter;
  readonly fills: FillPermits;
}

/**
 * Creates what all requests of one endpoint share.
 *
 * @throws {EndpointOptionsError} when an option is not valid or `conferences` is empty
 */
export function createStation(options: TokenEndpointOptions): Station {
  const settings = parseEndpointOptions(options);
  const reporter = new Reporter(settings);
  const fills = new FillPermits(createCache(settings, reporter));
  return { settings, reporter, fills };
}
