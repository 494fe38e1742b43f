import type { EndpointSettings } from './endpoint-options.js';
import type { FillPermits } from './fill-permit.js';
import type { Reporter } from './reporter.js';

/** What all requests of one endpoint share. */
export interface Station {
  readonly settings: EndpointSettings;
  readonly reporter: Reporter;
  readonly fills: FillPermits;
}
