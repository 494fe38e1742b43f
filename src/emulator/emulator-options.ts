import { isConferenceName } from '../embed-protocol/conference-name.js';
import type { Account } from './account-store.js';
import type { SignInSettings } from './conference-settings.js';
import type { ConferenceMode } from './conference-store.js';
import { EmulatorError } from './emulator-error.js';
import type { FaultScope } from './fault-rules.js';
import { type PresetOptions, resolvePresets, type Tools } from './presets.js';

const ODDITIES = [
  'double-slash',
  'leading-space',
  'typographic-quotes',
  'word-as-json',
  'word-as-object',
  'lone-object',
] as const;

/**
 * An oddity of the vendor's own page, for trying a client or an element against it:
 *
 * - `double-slash`: `conferencelink` has two slashes before `lbmeeting` when a conference
 *   is enabled.
 * - `leading-space`: `src` of the embed code begins with a space.
 * - `typographic-quotes`: the embed code's quotes are typographic ones.
 * - `word-as-json`: a word such as `Changed` is answered as a JSON string.
 * - `word-as-object`: it is answered as `{ "status": "success", "data": "Changed" }`.
 * - `lone-object`: a list of one conference is that object alone.
 */
export type Oddity = (typeof ODDITIES)[number];

/** A conference that exists from the start. */
export interface ConferenceOptions {
  name: string;
  /** Default: the first preset. */
  preset?: string;
  /** Default `off`. */
  mode?: ConferenceMode;
  /** The ways of signing in that are on. Default `false`: a visitor walks in. */
  authentication?: false | Partial<SignInSettings>;
}

/** Options of an emulator; every one has a default that works. */
export interface EmulatorOptions {
  /** Name of the API user. Default `apiuser`. */
  username?: string;
  /** The API user's key. Default: random. */
  key?: string;
  /** The server secret key. Default: random. */
  serverKey?: string;
  /** The native app key. Default: random. */
  nativeAppKey?: string;
  /**
   * Whether a call without an `Origin` (a server's, an app's) must carry `Serverkey` or
   * `Nativeappkey`. Default `false`. One that is present is always checked.
   */
  requireServerKey?: boolean;
  /** Whether the user's role has API access. Default `true`. */
  apiPermission?: boolean;
  /** The registered URLs: browsers may call the API from their origins only. Default none. */
  origins?: { development?: string; production?: string };
  /** The presets: names, or each name with its tools. Default `Preset-1` and `Preset-2`, all tools. */
  presets?: PresetOptions;
  /**
   * Who can sign in to conferences with a password or a PIN. An extension: accounts are no part
   * of the documented API.
   */
  accounts?: readonly Account[];
  /** Conferences that exist from the start. */
  conferences?: readonly (string | ConferenceOptions)[];
  /**
   * How many conferences the licence allows: creating more is refused. Default: no limit.
   */
  maxConferences?: number;
  /**
   * Path of a file that the state survives a restart in. Once it is there, it decides which
   * conferences exist, not the option `conferences`. Credentials are not kept in it: name
   * them, or each start has others. Default: the state is in memory only.
   */
  dataFile?: string;
  /** Puts the API user's key into `conferencelink` and the embed code. Default `false`. */
  leakKey?: boolean;
  /** Oddities of the vendor's page that are imitated. Default `['double-slash']`. */
  oddities?: readonly Oddity[];
  /** Faults that are set from the start; see `Emulator.faults`. */
  faults?: readonly (string | ({ faults: string } & FaultScope))[];
  /** The clock. */
  now?: () => Date;
  /** Writes the embed code instead of the emulator: for hostile ones. */
  embedCode?: (src: string, width: string, height: string) => string;
  /** IANA time zone of the server's clock. Default `UTC`. */
  timeZone?: string;
}

/** The secrets that calls to an emulator carry. */
export interface EmulatorCredentials {
  readonly username: string;
  readonly key: string;
  readonly serverKey: string;
  readonly nativeAppKey: string;
}

/** A checked conference that exists from the start. */
export interface InitialConference {
  readonly name: string;
  readonly preset: string;
  readonly mode: ConferenceMode;
  readonly authentication: false | SignInSettings;
}

/** Checked options with every default in place. */
export interface EmulatorSettings {
  readonly credentials: EmulatorCredentials;
  readonly requireServerKey: boolean;
  readonly apiPermission: boolean;
  readonly origins: readonly string[];
  readonly presets: readonly string[];
  /** The tools of each preset. */
  readonly tools: ReadonlyMap<string, Tools>;
  readonly accounts: readonly Account[];
  readonly conferences: readonly InitialConference[];
  readonly maxConferences: number;
  readonly dataFile: string | undefined;
  readonly leakKey: boolean;
  readonly oddities: readonly Oddity[];
  readonly faults: readonly ({ faults: string } & FaultScope)[];
  readonly now: () => Date;
  readonly embedCode: EmulatorOptions['embedCode'];
  readonly timeZone: string;
}

/**
 * Checks options and fills in the defaults.
 *
 * @throws {EmulatorError} `option_invalid`
 */
export function resolveOptions(options: EmulatorOptions): EmulatorSettings {
  const tools = resolvePresets(options.presets ?? ['Preset-1', 'Preset-2']);
  const presets = [...tools.keys()];
  if (presets.length === 0) throw invalid('presets', 'name at least one preset');
  presets.forEach((preset) => checkName('presets', preset));
  return {
    credentials: resolveCredentials(options),
    requireServerKey: options.requireServerKey ?? false,
    apiPermission: options.apiPermission ?? true,
    origins: resolveOrigins(options.origins ?? {}),
    presets,
    tools,
    accounts: resolveAccounts(options.accounts ?? [], presets),
    conferences: resolveConferences(options.conferences ?? [], presets),
    maxConferences: resolveLimit(options.maxConferences),
    dataFile: resolveDataFile(options.dataFile),
    leakKey: options.leakKey ?? false,
    oddities: resolveOddities(options.oddities ?? ['double-slash']),
    faults: (options.faults ?? []).map((rule) =>
      typeof rule === 'string' ? { faults: rule } : rule,
    ),
    now: options.now ?? (() => new Date()),
    embedCode: options.embedCode,
    timeZone: checkTimeZone(options.timeZone ?? 'UTC'),
  };
}

function resolveCredentials(options: EmulatorOptions): EmulatorCredentials {
  const credentials = {
    username: options.username ?? 'apiuser',
    key: options.key ?? createKey(),
    serverKey: options.serverKey ?? createKey(),
    nativeAppKey: options.nativeAppKey ?? createKey(),
  };
  for (const [name, value] of Object.entries(credentials)) {
    if (value === '') throw invalid(name, 'it must not be empty');
  }
  return credentials;
}

function createKey(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

function resolveOrigins(origins: NonNullable<EmulatorOptions['origins']>): string[] {
  return [origins.development, origins.production]
    .filter((url) => url !== undefined)
    .map((url) => {
      const parsed = URL.canParse(url) ? new URL(url) : undefined;
      if (!parsed || !/^https?:$/.test(parsed.protocol)) {
        throw invalid('origins', 'give http or https URLs, such as http://localhost:5173');
      }
      return parsed.origin;
    });
}

const NO_WAY: SignInSettings = { signUp: false, guest: false, usernamePassword: false, pin: false };

function resolveConferences(
  conferences: NonNullable<EmulatorOptions['conferences']>,
  presets: readonly string[],
): EmulatorSettings['conferences'] {
  const names = new Set<string>();
  return conferences.map((given) => {
    const conference = typeof given === 'string' ? { name: given } : given;
    const { name, preset = presets[0] ?? '', mode = 'off', authentication = false } = conference;
    checkName('conferences', name);
    if (names.has(name)) throw invalid('conferences', `${name} stands there twice`);
    names.add(name);
    const { signUp, guest } = authentication || {};
    const used = [preset, ...[signUp, guest].flatMap((way) => (way ? [way.preset] : []))];
    if (!used.every((one) => presets.includes(one))) {
      throw invalid('conferences', `the preset of ${name} must be one of ${presets.join(', ')}`);
    }
    return {
      name,
      preset,
      mode,
      authentication: authentication && { ...NO_WAY, ...authentication },
    };
  });
}

function resolveAccounts(
  accounts: readonly Account[],
  presets: readonly string[],
): EmulatorSettings['accounts'] {
  const usernames = new Set<string>();
  const pins = new Set<string>();
  for (const { username, password, pin, preset } of accounts) {
    if (!username || !password) throw invalid('accounts', 'each needs a username and a password');
    if (usernames.has(username)) throw invalid('accounts', `${username} stands there twice`);
    usernames.add(username);
    if (preset !== undefined && !presets.includes(preset)) {
      const choice = presets.join(', ');
      throw invalid('accounts', `the preset of ${username} must be one of ${choice}`);
    }
    if (pin === undefined) continue;
    if (!/^\d{4,12}$/.test(pin)) throw invalid('accounts', 'a PIN is 4 to 12 digits');
    if (pins.has(pin)) throw invalid('accounts', `the PIN of ${username} is somebody else's too`);
    pins.add(pin);
  }
  return accounts;
}

function resolveLimit(limit = Infinity): number {
  if (limit === Infinity || (Number.isSafeInteger(limit) && limit > 0)) return limit;
  throw invalid('maxConferences', 'give a whole number, 1 or more');
}

function resolveDataFile(path: string | undefined): string | undefined {
  if (path === '') throw invalid('dataFile', 'give the path of a file');
  return path;
}

function resolveOddities(oddities: readonly Oddity[]): readonly Oddity[] {
  const known: readonly string[] = ODDITIES;
  if (oddities.every((oddity) => known.includes(oddity))) return oddities;
  throw invalid('oddities', `the oddities are ${ODDITIES.join(', ')}`);
}

function checkName(option: string, name: string): void {
  if (!isConferenceName(name)) {
    throw invalid(option, 'a name is 1 to 64 letters, digits, hyphens and underscores');
  }
}

function checkTimeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch (cause) {
    throw invalid('timeZone', 'give an IANA name, such as Europe/Madrid', cause);
  }
}

function invalid(option: string, advice: string, cause?: unknown): EmulatorError {
  const message = `The emulator's option ${option} is not valid: ${advice}.`;
  return new EmulatorError('option_invalid', message, { cause });
}
