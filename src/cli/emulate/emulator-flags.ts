import { type Command, InvalidArgumentError, Option } from 'commander';
import type {
  Account,
  EmulatorOptions,
  FaultScope,
  FaultTarget,
  Oddity,
} from '../../emulator/emulator.js';
import { parsePort } from '../argument-parsers.js';
import type { GivenSettings } from './emulator-credentials.js';

/** What `livebox emulate` reads from the command line. */
export interface EmulatorFlags {
  port: number;
  hostname: 'localhost' | '127.0.0.1' | '::1';
  conference: string[];
  on?: boolean;
  preset?: string[];
  maxConferences?: number;
  dataFile?: string;
  writeEnv?: string;
  fault?: string[];
  oddity?: Oddity[];
  developmentUrl?: string;
  productionUrl?: string;
  requireServerKey?: boolean;
  apiPermission: boolean;
  leakKey?: boolean;
  timeZone?: string;
  account?: string[];
}

/** Adds the flags to the command. */
export function addEmulatorFlags(command: Command): Command {
  return command
    .option('--port <port>', 'port to listen on; 0 takes a free one', parsePort, 4000)
    .addOption(
      new Option('--hostname <name>', 'host name to listen on')
        .choices(['localhost', '127.0.0.1', '::1'])
        .default('127.0.0.1'),
    )
    .option('--write-env <file>', 'write the address and the credentials into a file such as .env')
    .option('--conference <name...>', 'names of the conferences at the start', ['Conference-1'])
    .option('--on', 'these conferences are on')
    .option('--data-file <file>', 'keep the conferences in this file over a restart')
    .option(
      '--max-conferences <number>',
      'number of conferences that the licence allows',
      parseCount,
    )
    .option('--preset <name...>', 'names of the presets; default Preset-1 and Preset-2')
    .option(
      '--account <accounts...>',
      'throwaway test accounts, username:password or username:password:pin; ' +
        'others can read the command line, so put real ones into LIVEBOX_ACCOUNTS',
    )
    .option(
      '--fault <[where:]faults...>',
      'fail on purpose, such as "latency=200" or "getEmbedCode*2: status=503"',
    )
    .option(
      '--oddity <name...>',
      "answer oddly, as the vendor's page shows it; default double-slash",
    )
    .option('--development-url <url>', 'Development URL that is registered for the API user')
    .option('--production-url <url>', 'Production URL that is registered for the API user')
    .option('--require-server-key', 'refuse calls without the server key')
    .option('--no-api-permission', 'refuse every call, as for an API user without API access')
    .option('--leak-key', 'put the key into links and embed codes, to see the endpoint refuse them')
    .option(
      '--time-zone <zone>',
      "time zone of the server's clock (LIVEBOX_TIME_ZONE); default UTC",
    );
}

/** The emulator that was asked for. */
export function toEmulatorOptions(
  flags: EmulatorFlags,
  given: GivenSettings,
  accounts: readonly Account[],
): EmulatorOptions {
  const { conference, on, preset, developmentUrl, productionUrl, timeZone } = flags;
  return {
    ...given,
    conferences: conference.map((name) => ({ name, mode: on ? 'on' : 'off' })),
    accounts,
    requireServerKey: flags.requireServerKey ?? false,
    apiPermission: flags.apiPermission,
    leakKey: flags.leakKey ?? false,
    origins: {
      ...(developmentUrl !== undefined && { development: developmentUrl }),
      ...(productionUrl !== undefined && { production: productionUrl }),
    },
    faults: (flags.fault ?? []).map(parseFault),
    ...(preset && { presets: preset }),
    ...(flags.oddity && { oddities: flags.oddity }),
    ...(flags.maxConferences !== undefined && { maxConferences: flags.maxConferences }),
    ...(flags.dataFile !== undefined && { dataFile: flags.dataFile }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

/** `faults`, `where: faults` or `where*times: faults`. */
function parseFault(text: string): { faults: string } & FaultScope {
  const [, on, times, faults = text] = /^\s*(\w+)(?:\*(\d+))?\s*:(.*)$/s.exec(text) ?? [];
  return {
    faults,
    // The emulator knows the places and refuses every other word.
    ...(on !== undefined && { on: on as FaultTarget }),
    ...(times !== undefined && { times: Number(times) }),
  };
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, 1 or more.');
}
