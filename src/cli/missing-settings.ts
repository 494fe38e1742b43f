import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { docsPage } from '../embed-protocol/problem-pages.js';
import { UsageError } from './cli-error.js';
import { readText } from './environment.js';

/** What variables look like, as a shell and an env file both read it. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  LIVEBOX_SERVER: ['LIVEBOX_SERVER=https://livebox.example'],
  LIVEBOX_USERNAME: ['LIVEBOX_USERNAME=apiuser  # your API user on the Livebox server'],
  LIVEBOX_KEY: ['LIVEBOX_KEY=…  # the password of this API user'],
  LIVEBOX_CONFERENCES: [
    'LIVEBOX_CONFERENCES="Conference-1 Board"  # visitors need an embed token',
    `LIVEBOX_CONFERENCES='{"Conference-1":{"access":"public","enable":"visitors"}}'  # open to everybody`,
  ],
  LIVEBOX_TOKEN_KEY: [
    'LIVEBOX_TOKEN_KEY=…  # a secret; openssl rand -base64 32 prints a new one',
    'LIVEBOX_TOKEN_SIGNING_KEY_FILE=private.pem  # or a private key',
  ],
  LIVEBOX_TOKEN_ISSUER: ['LIVEBOX_TOKEN_ISSUER=https://site.example  # who signs the tokens'],
  LIVEBOX_TOKEN_AUDIENCE: [
    'LIVEBOX_TOKEN_AUDIENCE=https://site.example/livebox/token  # the token endpoint',
  ],
};

/** The file that `livebox emulate --write-env .env` and most frameworks use. */
const USUAL_FILE = '.env';

/**
 * The error for variables that are not set: it says where to set them, with an example of
 * each. Of a `.env` in the current folder it tells the names, never a value.
 *
 * @param envFile the file that `--env-file` names
 */
export function createMissingError(
  missing: readonly string[],
  envFile: string | undefined,
): UsageError {
  const found = envFile === undefined ? listFound(missing) : [];
  const rest = missing.filter((name) => !found.includes(name));
  const steps = [
    `Not set: ${missing.join(', ')}.`,
    found.length > 0
      ? `The file ${USUAL_FILE} in this folder has ${found.join(', ')}: add --env-file ${USUAL_FILE}.`
      : [],
    rest.length > 0 ? describeRest(rest, found.length > 0 ? USUAL_FILE : envFile) : [],
    `See ${docsPage('cli.md#settings')}`,
  ].flat();
  const examples = rest.flatMap((name) => EXAMPLES[name] ?? []);
  return new UsageError('settings_missing', steps.join(' '), examples);
}

function describeRest(rest: readonly string[], file: string | undefined): string[] {
  const them = rest.length > 1 ? 'them' : 'it';
  const where =
    file === undefined
      ? `Set ${them} in the environment, or write ${them} into a file and add --env-file FILE.`
      : `Write ${rest.join(', ')} into ${file}, or set ${them} in the environment.`;
  if (!rest.includes('LIVEBOX_SERVER')) return [where];
  const trial = `livebox emulate --on --write-env ${USUAL_FILE}`;
  return [where, `Without a Livebox server, start one on this machine: ${trial}.`];
}

/** Those that `.env` of the current folder has, or `NAME_FILE` for. */
function listFound(missing: readonly string[]): string[] {
  const values = parseEnv(readUsualFile());
  const has = (name: string): boolean => readText(values[name]) !== undefined;
  return missing.filter((name) => has(name) || has(`${name}_FILE`));
}

function readUsualFile(): string {
  try {
    return readFileSync(USUAL_FILE, 'utf8');
  } catch {
    return '';
  }
}
