import type { Command } from 'commander';
import { EXIT_CODES, ExitError } from './cli-error.js';
import { addSettingsOptions, type CommandContext, openSettings } from './command-context.js';
import { type StepReport, walkSteps } from './doctor-steps.js';
import { readFrameOrigins } from './endpoint-settings.js';
import { createClient, listSettings } from './settings.js';
import { formatFacts } from './table.js';

interface DoctorFlags {
  name?: string;
  create?: string;
  enable?: boolean;
}

const MARKS = { ok: '✔', failed: '✖', 'not tried': '·' } as const;

/** Adds `livebox doctor`. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  const command = addSettingsOptions(program.command('doctor'))
    .description(
      "go through Livebox's four steps to an embedded conference, and say which one fails",
    )
    .option('--name <name>', 'the conference to test; default: the first one')
    .option('--create <preset>', 'create it with this preset when it is missing')
    .option('--enable', 'switch it on when it is off')
    .addHelpText('after', '\nWithout --create and --enable it changes nothing.');
  command.action(async ({ name, create, enable = false }: DoctorFlags) => {
    const settings = await openSettings(context, command);
    if (!context.terminal.json) context.terminal.note(formatFacts(listSettings(settings)));
    const client = createClient(settings);
    const frameOrigins = (await readFrameOrigins(settings)) ?? [client.origin];
    const steps = await walkSteps(client, { name, create, enable, frameOrigins });
    const isWell = steps.every(({ status }) => status === 'ok');
    context.terminal.result({ ok: isWell, steps }, steps.map(describeStep).join('\n'));
    if (!isWell) throw new ExitError(EXIT_CODES.failed);
  });
}

function describeStep({ step, status, finding, advice }: StepReport, index: number): string {
  const line = `${MARKS[status]} ${index + 1}. ${step}: ${finding}`;
  return advice === undefined ? line : `${line}\n     ➜ ${advice}`;
}
