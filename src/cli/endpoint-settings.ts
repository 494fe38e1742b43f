import type { TokenEndpointOptions } from '../token-endpoint/token-endpoint.js';
import { UsageError } from './cli-error.js';
import { readList, readNumber, readSwitch, readVariable } from './environment.js';
import type { Settings } from './settings.js';
import { readTokenOptions } from './token-settings.js';

/** What `createTokenEndpoint()` is given, apart from the client and the clock. */
export type EndpointSettings = Omit<TokenEndpointOptions, 'livebox' | 'now'>;

/**
 * Reads the endpoint's options: the environment goes before the file.
 *
 * @throws {UsageError} when a variable is not valid; `createTokenEndpoint()` checks the rest
 */
export async function readEndpointSettings(settings: Settings): Promise<Partial<EndpointSettings>> {
  const { environment, file } = settings;
  const conferences = await readConferences(settings);
  const origins = await readList(environment, 'LIVEBOX_ORIGINS');
  const frameOrigins = await readFrameOrigins(settings);
  const grantLifetime = await readNumber(environment, 'LIVEBOX_GRANT_LIFETIME');
  const probe = await readSwitch(environment, 'LIVEBOX_PROBE');
  const tokens = await readTokenOptions(settings);
  return {
    // `createTokenEndpoint()` refuses what it does not know.
    ...(file.endpoint as Partial<EndpointSettings> | undefined),
    ...(conferences && { conferences }),
    ...(origins && { origins }),
    ...(frameOrigins && { frameOrigins }),
    ...(grantLifetime !== undefined && { grantLifetime }),
    ...(probe !== undefined && { probe }),
    ...(tokens && { tokens }),
  };
}

/** The origins that meeting pages may come from, where the settings name any. */
export async function readFrameOrigins(settings: Settings): Promise<readonly string[] | undefined> {
  const fromEnvironment = await readList(settings.environment, 'LIVEBOX_FRAME_ORIGINS');
  const fromFile = settings.file.endpoint?.['frameOrigins'];
  if (fromEnvironment) return fromEnvironment;
  return isTexts(fromFile) ? fromFile : undefined;
}

/** `LIVEBOX_CONFERENCES`: names, or the option as JSON. */
async function readConferences({
  environment,
}: Settings): Promise<EndpointSettings['conferences'] | undefined> {
  const text = await readVariable(environment, 'LIVEBOX_CONFERENCES');
  if (text === undefined) return undefined;
  if (!text.trimStart().startsWith('{')) {
    const names = text.split(/[\s,]+/).filter(Boolean);
    return Object.fromEntries(names.map((name) => [name, {}]));
  }
  try {
    return JSON.parse(text) as EndpointSettings['conferences'];
  } catch {
    throw new UsageError(
      'variable_invalid',
      'LIVEBOX_CONFERENCES is not valid JSON: write names, such as Conference-1 Board, or JSON, such as {"Conference-1":{"access":"public","enable":"visitors"}}.',
    );
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
