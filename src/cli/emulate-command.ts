import { type Command, Option } from 'commander';
import type { Account, EmulatorCredentials, EmulatorOptions } from '../emulator/emulator.js';
import { parsePort } from './argument-parsers.js';
import type { CommandContext } from './command-context.js';
import { untilSignal } from './until-signal.js';

interface EmulateFlags {
  port: number;
  hostname: 'localhost' | '127.0.0.1' | '::1';
  conference: string[];
  on?: boolean;
  preset?: string[];
  developmentUrl?: string;
  productionUrl?: string;
  requireServerKey?: boolean;
  apiPermission: boolean;
  leakKey?: boolean;
  timeZone?: string;
  account?: Account[];
}

/** Adds `livebox emulate`. */
export function addEmulateCommand(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('emulate')
    .description('start a Livebox server for this machine, all its state in memory')
    .option('--port <port>', 'where to listen; 0 takes a free one', parsePort, 4000)
    .addOption(
      new Option('--hostname <name>', "this machine's name in the address")
        .choices(['localhost', '127.0.0.1', '::1'])
        .default('127.0.0.1'),
    )
    .option('--conference <name...>', 'conferences that exist from the start', ['Conference-1'])
    .option('--on', 'they are on')
    .option('--preset <name...>', 'the presets; default Preset-1 and Preset-2')
    .option('--development-url <url>', 'registered Development URL')
    .option('--production-url <url>', 'registered Production URL')
    .option('--require-server-key', 'refuse calls of servers without the server key')
    .option('--no-api-permission', "the API user's role has no API access")
    .option('--leak-key', 'put the key into links and embed codes, to see them refused')
    .option(
      '--account <username:password[:pin]...>',
      'test accounts, for conferences that ask visitors to sign in',
      collectAccount,
    )
    .option('--time-zone <zone>', "of the server's clock; default UTC")
    .option('--json', 'print JSON for machines');
  command.action(async (flags: EmulateFlags) => {
    const signal = untilSignal();
    const { createEmulator, findMissingCallPackages } = await import('../emulator/emulator.js');
    const emulator = createEmulator(readOptions(flags));
    const { port, hostname } = flags;
    const listening = await emulator.listen({ port, hostname });
    const { url } = listening;
    const { credentials } = emulator;
    terminal.result({ server: url, ...credentials }, describe(url, credentials, flags));
    noteMissingPackages(findMissingCallPackages(), terminal);
    terminal.note('Press Ctrl+C to stop.');
    await signal;
    await listening.close();
  });
}

function collectAccount(value: string, before: Account[] = []): Account[] {
  const [username = '', password = '', pin] = value.split(':');
  return [...before, { username, password, ...(pin !== undefined && { pin }) }];
}

function noteMissingPackages(missing: readonly string[], terminal: CommandContext['terminal']) {
  if (missing.length === 0) return;
  terminal.note(
    `Everything works but the call between visitors, who see only themselves. It needs: ` +
      `npm install ${missing.join(' ')}`,
  );
}

function readOptions(flags: EmulateFlags): EmulatorOptions {
  const { conference, on, preset, developmentUrl, productionUrl, timeZone } = flags;
  return {
    conferences: conference.map((name) => ({ name, mode: on ? 'on' : 'off' })),
    requireServerKey: flags.requireServerKey ?? false,
    apiPermission: flags.apiPermission,
    leakKey: flags.leakKey ?? false,
    origins: {
      ...(developmentUrl !== undefined && { development: developmentUrl }),
      ...(productionUrl !== undefined && { production: productionUrl }),
    },
    ...(preset && { presets: preset }),
    ...(flags.account && { accounts: flags.account }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

/** Lines that a shell understands, so that they can be copied whole. */
function describe(url: string, credentials: EmulatorCredentials, flags: EmulateFlags): string {
  return `# An emulated Livebox server runs at ${url}
# Conferences: ${flags.conference.join(', ')}
# In another shell:
export LIVEBOX_SERVER=${url}
export LIVEBOX_USERNAME=${credentials.username}
export LIVEBOX_KEY=${credentials.key}
export LIVEBOX_SERVER_KEY=${credentials.serverKey}${flags.timeZone === undefined ? '' : `\nexport LIVEBOX_TIME_ZONE=${flags.timeZone}`}
# (for a native app, instead of the last: LIVEBOX_NATIVE_APP_KEY=${credentials.nativeAppKey})
# then: livebox doctor`;
}
