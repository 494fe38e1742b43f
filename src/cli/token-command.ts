import { type Command, InvalidArgumentError } from 'commander';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { signEmbedToken } from '../token-endpoint/token-endpoint.js';
import { parseName, parseOrigin } from './argument-parsers.js';
import { CommandError, EXIT_CODES, ExitError, UsageError } from './cli-error.js';
import { addSettingsOptions, type CommandContext, openSettings } from './command-context.js';
import { createMissingError } from './missing-settings.js';
import { formatFacts } from './table.js';
import { readToken } from './token-input.js';
import { readParties, readSigningKey, readTokenOptions } from './token-settings.js';
import { verifyToken } from './verify-token.js';

interface SignFlags {
  conference: string[];
  origin: string;
  subject: string;
  enable?: boolean;
  lifetime: number;
}

/** Adds `livebox token sign|inspect`. */
export function addTokenCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('token')
    .description('sign and inspect embed tokens, which let visitors in');
  addSignCommand(group, context);
  addInspectCommand(group, context);
}

function addSignCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('sign'))
    .description('sign a token with the key from the environment or the settings file')
    .requiredOption(
      '--conference <name...>',
      'names of the conferences that it opens',
      collectNames,
    )
    .requiredOption('--origin <origin>', 'origin of the page that will use it', parseOrigin)
    .option('--subject <id>', 'id of the visitor', 'livebox-cli')
    .option('--enable', 'the visitor may switch the conference on')
    .option('--lifetime <seconds>', 'from 1 to 600', parseSeconds, 300);
  command.action(async (flags: SignFlags) => {
    const settings = await openSettings(context, command);
    const key = await readSigningKey(settings);
    const { issuer, audience } = await readParties(settings);
    if (!key || issuer === undefined || audience === undefined) {
      const missing = [
        key ? [] : 'LIVEBOX_TOKEN_KEY',
        issuer === undefined ? 'LIVEBOX_TOKEN_ISSUER' : [],
        audience === undefined ? 'LIVEBOX_TOKEN_AUDIENCE' : [],
      ].flat();
      throw createMissingError(missing, settings.envFile);
    }
    const { conference: conferences, origin, subject: sub, enable, lifetime } = flags;
    const scope = enable ? 'view enable' : 'view';
    const claims = { sub, conferences, origin, scope } as const;
    const token = await signEmbedToken(claims, key, { issuer, audience, lifetime });
    context.terminal.result({ token, ...decodeJwt(token) }, token);
  });
}

function addInspectCommand(group: Command, context: CommandContext): void {
  const command = addSettingsOptions(group.command('inspect'))
    .description('show what a token says, and whether an endpoint with these settings accepts it')
    .argument('[token]', 'the token; "-" reads it from standard input (LIVEBOX_TOKEN)');
  command.action(async (given: string | undefined) => {
    const settings = await openSettings(context, command);
    const token = await readToken(given, context.environment);
    if (token === undefined) {
      throw new UsageError(
        'token_missing',
        'There is no token: give it, give "-" to read it from standard input, or set LIVEBOX_TOKEN.',
      );
    }
    const { header, claims } = decode(token);
    const verdict = await verifyToken(token, await readTokenOptions(settings));
    const facts = [...Object.entries(header), ...Object.entries(claims)].map(
      ([name, value]) => [name, describeClaim(name, value)] as const,
    );
    const text = formatFacts([...facts, ['verdict', verdict.text]]);
    context.terminal.result({ header, claims, verdict: verdict.code }, text);
    if (!verdict.isAccepted) throw new ExitError(EXIT_CODES.failed);
  });
}

function decode(token: string): { header: object; claims: object } {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    // Not the cause: it may quote the token.
    throw new CommandError('token_invalid', 'This is not a JWT: copy the whole token.');
  }
}

function describeClaim(name: string, value: unknown): string {
  const isTime = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
  if (isTime && Math.abs(value) < 1e11) {
    return `${value}  (${new Date(value * 1000).toISOString().replace('.000Z', 'Z')})`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function collectNames(name: string, names: string[] | undefined): string[] {
  return [...(names ?? []), parseName(name)];
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,3}$/.test(text) && seconds >= 1 && seconds <= 600) return seconds;
  throw new InvalidArgumentError('Give a number of seconds from 1 to 600.');
}
