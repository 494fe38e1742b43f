import type { Command } from 'commander';
import { addSettingsOptions, type CommandContext, openClient } from './command-context.js';

/** Adds `livebox ip refresh`. */
export function addIpCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('ip')
    .description('refresh the IP configuration of a Livebox server');
  const command = addSettingsOptions(group.command('refresh'))
    .option('--yes', 'do not ask')
    .description('make the server read its IP configuration again');
  command.action(async ({ yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, command);
    const question = `Refresh the IP configuration of ${client.origin}? Meetings may drop.`;
    await context.terminal.confirm(question, yes);
    await client.refreshIpConfiguration();
    context.terminal.result({ status: 'refreshed' }, 'The IP configuration is refreshed.');
  });
}
