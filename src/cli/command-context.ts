import type { Command } from 'commander';
import type { LiveboxClient } from '../livebox-api/livebox-client.js';
import type { Environment } from './environment.js';
import { createClient, readSettings, type Settings } from './settings.js';
import type { Terminal } from './terminal.js';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Environment;
}

/** Adds the options that every command which reads settings has. */
export function addSettingsOptions(command: Command): Command {
  return command
    .option('--config <file>', 'JSON or JavaScript file with settings (LIVEBOX_CONFIG)')
    .option('--json', 'print JSON for machines');
}

/** Reads the settings that a command was called with. */
export async function openSettings(
  { terminal, environment }: CommandContext,
  command: Command,
): Promise<Settings> {
  const { config } = command.opts<{ config?: string }>();
  return readSettings(environment, config, terminal);
}

/** Creates the client that a command was called with. */
export async function openClient(
  context: CommandContext,
  command: Command,
): Promise<LiveboxClient> {
  return createClient(await openSettings(context, command));
}
