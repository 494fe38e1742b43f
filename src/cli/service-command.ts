import type { Command } from 'commander';
import { addSettingsOptions, type CommandContext, openClient } from './command-context.js';

/** Adds `livebox service start|stop|restart`. */
export function addServiceCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('service')
    .description('start and stop the conferencing service of a Livebox server');
  addStartCommand(group, context);
  addStopCommand(group, context);
  addRestartCommand(group, context);
}

function addStartCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('start')).description('start the service');
  command.action(async () => {
    await (await openClient(context, command)).startService();
    context.terminal.result({ status: 'started' }, 'The conferencing service is started.');
  });
}

function addStopCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('stop'))
    .option('--yes', 'do not ask')
    .description('stop the service: every meeting ends');
  command.action(async ({ yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, command);
    const question = `Stop the conferencing service of ${client.origin}? Every meeting ends.`;
    await context.terminal.confirm(question, yes);
    await client.stopService();
    context.terminal.result({ status: 'stopped' }, 'The conferencing service is stopped.');
  });
}

function addRestartCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('restart'))
    .option('--yes', 'do not ask')
    .description('restart the service: every meeting ends');
  command.action(async ({ yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, command);
    const question = `Restart the conferencing service of ${client.origin}? Every meeting ends.`;
    await context.terminal.confirm(question, yes);
    await client.restartService();
    context.terminal.result({ status: 'restarted' }, 'The conferencing service is restarted.');
  });
}
