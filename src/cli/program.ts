import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { docsPage } from '../embed-protocol/problem-pages.js';
import { addCheckCommand } from './check-command.js';
import type { CommandContext } from './command-context.js';
import { addConferencesCommand } from './conferences-command.js';
import { addDoctorCommand } from './doctor-command.js';
import { addEmulateCommand } from './emulate-command.js';
import { addIpCommand } from './ip-command.js';
import { loadEnvFile } from './load-env-file.js';
import { addServeCommand } from './serve-command.js';
import { addServiceCommand } from './service-command.js';
import { addTokenCommand } from './token-command.js';

const CREDENTIALS_ADVICE = `Settings are environment variables: LIVEBOX_SERVER, LIVEBOX_USERNAME, LIVEBOX_KEY,
LIVEBOX_SERVER_KEY or LIVEBOX_NATIVE_APP_KEY, LIVEBOX_TIME_ZONE. They can also come from a file
with variables (--env-file), from a settings file (--config), or each from a file of its own
(LIVEBOX_KEY_FILE). There are no options for them: other users of the machine can read a
command line, and keys in it.`;

interface GlobalFlags {
  json?: boolean;
  envFile?: string;
}

/** The whole command line. It throws commander's errors instead of ending the process. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('livebox')
    .description('Livebox video conferences from the command line')
    .version(readVersion())
    .option('--env-file <file>', 'file with environment variables, such as .env')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('Add --help to see how to use it.')
    .configureOutput({ outputError: (text) => context.terminal.note(hideValues(text).trimEnd()) })
    .addHelpText(
      'after',
      `\n${CREDENTIALS_ADVICE}\nExit codes: 0 done, 1 failed, 2 wrong usage or a missing setting.\nGuide: ${docsPage('cli.md')}`,
    )
    .hook('preAction', (_program, command) => {
      const { json = false, envFile } = command.optsWithGlobals<GlobalFlags>();
      context.terminal.json = json;
      if (envFile !== undefined) loadEnvFile(envFile, context.environment);
    });
  addServeCommand(program, context);
  addDoctorCommand(program, context);
  addCheckCommand(program, context);
  addEmulateCommand(program, context);
  addConferencesCommand(program, context);
  addServiceCommand(program, context);
  addTokenCommand(program, context);
  addIpCommand(program, context);
  return program;
}

/** What was typed into a wrong place may be a key: commander would repeat it. */
function hideValues(text: string): string {
  const hidden = text
    .replace(/^error: /, 'livebox: usage_invalid: ')
    .replace(/'(--?[A-Za-z][\w-]*)=[^']*'/g, "'$1'")
    .replace(/(unknown command) '[^\n]*?'\n/g, '$1\n')
    .replace(/ argument '.*' is invalid/gs, ' argument is invalid')
    .replace(/command-argument value '.*' is invalid for/gs, 'what was given is invalid for');
  const isCredential = /'--?(key|server-?key|native-?app-?key|password)'/i.test(hidden);
  return isCredential ? `${hidden.trimEnd()}\n${CREDENTIALS_ADVICE}` : hidden;
}

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
