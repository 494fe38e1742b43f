import { type Command, InvalidArgumentError } from 'commander';
import type { ConferenceInfo } from '../livebox-api/livebox-client.js';
import { addSettingsOptions, type CommandContext, openClient } from './command-context.js';
import {
  addConferenceSettingsOptions,
  type ConferenceSettingsFlags,
  readConferenceSettings,
} from './conference-settings-options.js';
import type { Row } from './table.js';

const ON_AGAIN =
  "Note: a token endpoint with enable: 'visitors' switches a conference on again for the next visitor. " +
  "To keep it off, set enable to 'never' or 'token' there, or set closesAt.";

/** Adds `livebox conferences …`. */
export function addConferencesCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('conferences')
    .description('list, create and change the conferences of a Livebox server');
  addListCommand(group, context);
  addCreateCommand(group, context);
  addSettingsCommand(group, context);
  addModeCommands(group, context);
  addScheduleCommands(group, context);
  addEmbedCommand(group, context);
  addRemoveCommand(group, context);
  addResetCommand(group, context);
}

function addListCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('list')).description('list the conferences');
  command.action(async () => {
    const conferences = await (await openClient(context, command)).listConferences();
    context.terminal.table(
      conferences,
      conferences.map(toRow),
      'There is no conference yet. Create one: livebox conferences create NAME --preset PRESET',
    );
  });
}

function toRow({ name, mode, createdAt, createdFrom, hashKey }: ConferenceInfo): Row {
  return {
    NAME: name,
    MODE: mode,
    CREATED: createdAt?.toISOString().replace('.000Z', 'Z') ?? '?',
    FROM: createdFrom,
    'HASH KEY': hashKey,
  };
}

function addCreateCommand(group: Command, context: CommandContext): void {
  const command = addConferenceSettingsOptions(addNamed(group, 'create'));
  command.description('create a conference; it is off at first');
  command.action(async (name: string, flags: ConferenceSettingsFlags) => {
    const settings = readConferenceSettings(flags);
    const created = await (await openClient(context, command)).createConference(name, settings);
    const text = `${name} is created (hash key ${created.hashKey}). Switch it on: livebox conferences enable ${name}`;
    context.terminal.result({ ...created, status: 'created' }, text);
  });
}

function addSettingsCommand(group: Command, context: CommandContext): void {
  const command = addConferenceSettingsOptions(addNamed(group, 'settings'));
  command.description('replace all settings of a conference');
  command.action(async (name: string, flags: ConferenceSettingsFlags) => {
    const settings = readConferenceSettings(flags);
    await (await openClient(context, command)).changeSettings(name, settings);
    context.terminal.result({ name, status: 'changed' }, `The settings of ${name} are changed.`);
  });
}

function addModeCommands(group: Command, context: CommandContext): void {
  const enable = addNamed(group, 'enable').description('switch a conference on');
  enable.action(async (name: string) => {
    const answer = await (await openClient(context, enable)).enableConference(name);
    const text = `${name} is on: ${answer.conferenceLink}`;
    context.terminal.result({ ...answer, status: 'enabled' }, text);
  });
  const disable = addNamed(group, 'disable').description(
    'switch a conference off: everybody in it leaves',
  );
  addYes(disable).action(async (name: string, { yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, disable);
    await context.terminal.confirm(`Switch ${name} off on ${client.origin}?`, yes);
    const answer = await client.disableConference(name);
    context.terminal.result({ ...answer, status: 'disabled' }, `${name} is off.`);
    context.terminal.note(ON_AGAIN);
  });
}

function addScheduleCommands(group: Command, context: CommandContext): void {
  const schedule = addNamed(group, 'schedule').description('set when a conference is open');
  schedule
    .requiredOption('--start <time>', 'with its time zone, such as 2026-11-23T10:00:00Z', parseTime)
    .requiredOption('--end <time>', 'with its time zone, too', parseTime)
    .action(async (name: string, { start, end }: { start: Date; end: Date }) => {
      await (await openClient(context, schedule)).scheduleConference(name, { start, end });
      const [from, to] = [start.toISOString(), end.toISOString()];
      const text = `${name} is scheduled from ${from} to ${to}.`;
      context.terminal.result({ name, status: 'scheduled', start: from, end: to }, text);
    });
  const unschedule = addNamed(group, 'unschedule').description(
    'cancel the schedule of a conference',
  );
  addYes(unschedule).action(async (name: string, { yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, unschedule);
    await context.terminal.confirm(`Cancel the schedule of ${name} on ${client.origin}?`, yes);
    await client.unscheduleConference(name);
    context.terminal.result({ name, status: 'unscheduled' }, `${name} has no schedule now.`);
  });
}

function addEmbedCommand(group: Command, context: CommandContext): void {
  const command = addNamed(group, 'embed').description(
    'print the embed code of a conference that is on',
  );
  command
    .option('--width <size>', 'in whole px', '800px')
    .option('--height <size>', 'in whole px', '450px')
    .action(async (name: string, { width, height }: { width: string; height: string }) => {
      const client = await openClient(context, command);
      const embedCode = await client.getEmbedCode(name, { width, height });
      context.terminal.result({ name, embedCode }, embedCode);
    });
}

function addRemoveCommand(group: Command, context: CommandContext): void {
  const command = addNamed(group, 'remove').description('remove a conference for good');
  addYes(command).action(async (name: string, { yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, command);
    await context.terminal.confirm(`Remove ${name} from ${client.origin} for good?`, yes);
    const removed = await client.removeConference(name);
    context.terminal.result({ ...removed, status: 'removed' }, `${name} is removed.`);
  });
}

function addResetCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('reset'))
    .argument('[name]', 'the API takes a name, and resets all conferences all the same')
    .description('reset all conferences: they are off and have no schedule');
  addYes(command).action(async (name: string | undefined, { yes = false }: { yes?: boolean }) => {
    const client = await openClient(context, command);
    await context.terminal.confirm(`Reset ALL conferences of ${client.origin}?`, yes);
    await client.resetAllConferences(name);
    context.terminal.result({ status: 'reset' }, 'All conferences are reset.');
    context.terminal.note(ON_AGAIN);
  });
}

function addNamed(group: Command, verb: string): Command {
  return addSettingsOptions(group.command(verb)).argument('<name>', 'name of the conference');
}

function addYes(command: Command): Command {
  return command.option('--yes', 'do not ask');
}

function parseTime(text: string): Date {
  const hasZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = new Date(text);
  if (hasZone && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('Give a time with its time zone, such as 2026-11-23T10:00:00Z.');
}
