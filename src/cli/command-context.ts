import type { Command } from 'commander';
import type { LiveboxClient } from '../livebox-api/livebox-client.js';
import { createClient, readSettings, type Settings, type SettingsFlags } from './settings.js';
import type { Terminal } from './terminal.js';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** `--env-file` sets variables in it. */
  readonly environment: Record<string, string | undefined>;
}

/** Adds the options that every command which reads settings has. */
export function addSettingsOptions(command: Command): Command {
  return command
    .option('--config <file>', 'settings file, JSON or JavaScript (LIVEBOX_CONFIG)')
    .option('--json', 'print JSON for machines');
}

/** Reads the settings that a command was called with. */
export async function openSettings(
  { terminal, environment }: CommandContext,
  command: Command,
): Promise<Settings> {
  return readSettings(environment, command.optsWithGlobals<SettingsFlags>(), terminal);
}

/** Creates the client that a command was called with. */
export async function openClient(
  context: CommandContext,
  command: Command,
): Promise<LiveboxClient> {
  return createClient(await openSettings(context, command));
}
