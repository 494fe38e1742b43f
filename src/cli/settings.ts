import { isRecord } from '../embed-protocol/grant.js';
import { LiveboxClient } from '../livebox-api/livebox-client.js';
import { type ConfigFile, readConfigFile } from './config-file.js';
import { type Environment, readText, readVariable } from './environment.js';
import { createMissingError } from './missing-settings.js';
import type { Terminal } from './terminal.js';

/** The settings that say which Livebox server to use, and the variable of each. */
export const LIVEBOX_VARIABLES = {
  server: 'LIVEBOX_SERVER',
  username: 'LIVEBOX_USERNAME',
  key: 'LIVEBOX_KEY',
  serverKey: 'LIVEBOX_SERVER_KEY',
  nativeAppKey: 'LIVEBOX_NATIVE_APP_KEY',
  timeZone: 'LIVEBOX_TIME_ZONE',
} as const;

/** The name of a setting in {@link LIVEBOX_VARIABLES}. */
export type LiveboxSetting = keyof typeof LIVEBOX_VARIABLES;

/** Which of them are credentials. */
export const SECRET_SETTINGS = ['key', 'serverKey', 'nativeAppKey'] as const;

const REQUIRED = ['server', 'username', 'key'] as const;

/** The files with settings that the command line names. */
export interface SettingsFlags {
  /** Default: `LIVEBOX_CONFIG`. */
  readonly config?: string;
  /** Its variables are in the environment already. */
  readonly envFile?: string;
}

/** What the environment and the configuration file say about the Livebox server. */
export interface Settings {
  readonly environment: Environment;
  /** The configuration file's name, where one was given. */
  readonly configName: string | undefined;
  /** The file that `--env-file` names. */
  readonly envFile: string | undefined;
  readonly file: ConfigFile;
  readonly livebox: Readonly<Partial<Record<LiveboxSetting, string>>>;
  /** Keeps a credential out of everything that the command says. */
  readonly hide: (secret: string) => void;
  /** Where each setting came from, such as `LIVEBOX_KEY`. */
  readonly sources: Readonly<Partial<Record<LiveboxSetting, string>>>;
}

/**
 * Reads the settings: the environment goes before the file. Every credential among them is
 * hidden from the terminal.
 *
 * @throws {UsageError} when something can't be read
 */
export async function readSettings(
  environment: Environment,
  { config, envFile }: SettingsFlags,
  terminal: Terminal,
): Promise<Settings> {
  const name = config ?? readText(environment['LIVEBOX_CONFIG']);
  const file = name === undefined ? {} : await readConfigFile(name);
  const livebox: Partial<Record<LiveboxSetting, string>> = {};
  const sources: Partial<Record<LiveboxSetting, string>> = {};
  for (const [setting, variable] of Object.entries(LIVEBOX_VARIABLES) as [
    LiveboxSetting,
    string,
  ][]) {
    const fromEnvironment = await readVariable(environment, variable);
    const value = fromEnvironment ?? file.livebox?.[setting];
    if (value === undefined) continue;
    livebox[setting] = value;
    sources[setting] = fromEnvironment === undefined ? `file ${name ?? ''}` : variable;
  }
  terminal.hide(SECRET_SETTINGS.map((setting) => livebox[setting]));
  const hide = (secret: string): void => terminal.hide([secret]);
  hideKeys(file, hide);
  return { environment, configName: name, envFile, file, livebox, sources, hide };
}

/** The settings that are missing, by the name of their variable. */
export function listMissing({ livebox }: Settings): string[] {
  return REQUIRED.filter((setting) => livebox[setting] === undefined).map(
    (setting) => LIVEBOX_VARIABLES[setting],
  );
}

/**
 * Creates the client that the settings describe.
 *
 * @throws {UsageError} `settings_missing`
 * @throws {LiveboxArgumentError} when a setting is not valid
 */
export function createClient(settings: Settings): LiveboxClient {
  const { server, username, key, ...rest } = settings.livebox;
  if (server === undefined || username === undefined || key === undefined) {
    throw createMissingError(listMissing(settings), settings.envFile);
  }
  const timeout = settings.file.livebox?.timeout;
  return new LiveboxClient({
    server,
    username,
    key,
    ...rest,
    ...(timeout !== undefined && { timeout }),
  });
}

/** What was understood, setting by setting, for people. No credential is among it. */
export function listSettings({ livebox, sources }: Settings): [name: string, value: string][] {
  return (Object.keys(LIVEBOX_VARIABLES) as LiveboxSetting[]).map((setting) => {
    const value = livebox[setting];
    const source = sources[setting];
    if (value === undefined) return [setting, describeMissing(setting)];
    return [setting, `${describeValue(setting, value)}  (${source ?? ''})`];
  });
}

function describeMissing(setting: LiveboxSetting): string {
  const variable = LIVEBOX_VARIABLES[setting];
  if (REQUIRED.some((required) => required === setting)) return `MISSING: set ${variable}`;
  return setting === 'timeZone' ? `UTC (${variable} changes it)` : 'not set';
}

function describeValue(setting: LiveboxSetting, value: string): string {
  if (SECRET_SETTINGS.some((secret) => secret === setting)) return 'set, not shown';
  if (setting !== 'server') return value;
  // An address may hold a password, which is nobody's business either.
  return URL.canParse(value)
    ? new URL(value).origin
    : 'NOT AN ADDRESS: write it like https://livebox.example';
}

/** The file's keys for embed tokens, wherever they are text. */
function hideKeys({ endpoint, signingKey }: ConfigFile, hide: (secret: string) => void): void {
  const tokens: unknown = endpoint?.['tokens'];
  const keys: unknown = isRecord(tokens) ? tokens['keys'] : undefined;
  for (const entry of [signingKey, ...(Array.isArray(keys) ? (keys as unknown[]) : [])]) {
    const key = isRecord(entry) ? entry['key'] : undefined;
    if (typeof key === 'string' && !key.includes('PUBLIC KEY')) hide(key);
    if (isRecord(key) && typeof key['d'] === 'string') hide(key['d']);
  }
}
