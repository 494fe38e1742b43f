import type { EmulatorOptions } from '../../emulator/emulator.js';
import { type Environment, readVariable } from '../environment.js';
import { LIVEBOX_VARIABLES } from '../settings.js';
import { type EnvFile, isOnThisMachine } from './env-file.js';

/** What an emulator is told so that the application beside it need not be told anew. */
export type GivenSettings = Pick<
  EmulatorOptions,
  'username' | 'key' | 'serverKey' | 'nativeAppKey' | 'timeZone'
>;

/** The settings that were given, and whether the environment's were passed over. */
export interface FoundSettings {
  readonly given: GivenSettings;
  /** The environment leads to a Livebox server elsewhere: its credentials are not for here. */
  readonly isElsewhere: boolean;
}

const NAMES = ['username', 'key', 'serverKey', 'nativeAppKey', 'timeZone'] as const;

/** Reads them from the environment, which goes first, and from the file for the application. */
export async function readGivenSettings(
  environment: Environment,
  file: EnvFile | undefined,
): Promise<FoundSettings> {
  const server = await readVariable(environment, LIVEBOX_VARIABLES.server);
  const isElsewhere = server !== undefined && !isOnThisMachine(server);
  const given: GivenSettings = {};
  const stored: Environment = file?.values ?? {};
  for (const name of NAMES) {
    const variable = LIVEBOX_VARIABLES[name];
    const inEnvironment = isElsewhere ? undefined : await readVariable(environment, variable);
    const value = inEnvironment ?? stored[variable];
    if (value !== undefined) given[name] = value;
  }
  return { given, isElsewhere };
}
