import type { Command } from 'commander';
import type { Emulator } from '../emulator/emulator.js';
import type { CommandContext } from './command-context.js';
import { readAccounts } from './emulate/emulator-accounts.js';
import { readGivenSettings } from './emulate/emulator-credentials.js';
import {
  addEmulatorFlags,
  type EmulatorFlags,
  toEmulatorOptions,
} from './emulate/emulator-flags.js';
import { describeEmulator, listFacts } from './emulate/emulator-report.js';
import { EnvFile } from './emulate/env-file.js';
import { untilSignal } from './until-signal.js';

/** Adds `livebox emulate`. */
export function addEmulateCommand(program: Command, context: CommandContext): void {
  const { terminal, environment } = context;
  const command = program
    .command('emulate')
    .description('run an emulated Livebox server on this machine: API, meeting page and console');
  addEmulatorFlags(command).option('--json', 'print JSON for machines');
  command.action(async (flags: EmulatorFlags) => {
    const signal = untilSignal();
    const { createEmulator, findMissingCallPackages } = await import('../emulator/emulator.js');
    const file = flags.writeEnv === undefined ? undefined : new EnvFile(flags.writeEnv);
    const { given, isElsewhere } = await readGivenSettings(environment, file);
    const accounts = await readAccounts(environment, flags.account);
    const emulator = createEmulator(toEmulatorOptions(flags, given, accounts));
    const { port, hostname } = flags;
    const listening = await emulator.listen({ port, hostname });
    const running = { url: listening.url, emulator, flags, given };
    try {
      file?.write(listVariables(emulator, listening.url, flags.timeZone ?? given.timeZone));
      terminal.result(listFacts(running), describeEmulator(running));
      if (isElsewhere) terminal.note(ELSEWHERE);
      noteMissingPackages(findMissingCallPackages(), terminal);
      terminal.note('Press Ctrl+C to stop.');
      await signal;
    } finally {
      await listening.close();
    }
  });
}

const ELSEWHERE =
  'LIVEBOX_SERVER is the address of another machine: its credentials are not used here.';

function listVariables(
  { credentials: { username, key, serverKey } }: Emulator,
  url: string,
  timeZone: string | undefined,
): Parameters<EnvFile['write']>[0] {
  return {
    LIVEBOX_SERVER: url,
    LIVEBOX_USERNAME: username,
    LIVEBOX_KEY: key,
    LIVEBOX_SERVER_KEY: serverKey,
    ...(timeZone !== undefined && { LIVEBOX_TIME_ZONE: timeZone }),
  };
}

function noteMissingPackages(missing: readonly string[], terminal: CommandContext['terminal']) {
  if (missing.length === 0) return;
  terminal.note(
    'Visitors see only themselves: calls between them need more packages. Install them: ' +
      `npm install ${missing.join(' ')}`,
  );
}
