import { type Command, InvalidArgumentError } from 'commander';
import { parseName, parseOrigin } from './argument-parsers.js';
import { ACCESS_CHECKS } from './check/access-checks.js';
import { type CheckResult, runChecks } from './check/contract-check.js';
import { createCredentialCheck } from './check/credential-check.js';
import { assertEndpoint } from './check/endpoint-presence.js';
import { GRANT_CHECKS } from './check/grant-checks.js';
import { ORIGIN_CHECKS } from './check/origin-checks.js';
import { REQUEST_CHECKS } from './check/request-checks.js';
import { Target } from './check/target.js';
import { EXIT_CODES, ExitError } from './cli-error.js';
import { addSettingsOptions, type CommandContext, openSettings } from './command-context.js';
import { SECRET_SETTINGS } from './settings.js';
import { readToken } from './token-input.js';

interface CheckFlags {
  name: string;
  origin?: string;
  token?: string;
  strict?: boolean;
}

const MARKS = { passed: '✔', failed: '✖', skipped: '·' } as const;

/** Adds `livebox check URL`. */
export function addCheckCommand(program: Command, context: CommandContext): void {
  const command = addSettingsOptions(program.command('check'))
    .description('test a token endpoint, in any language, against all that the tag relies on')
    .argument('<url>', 'address of the endpoint', parseEndpointUrl)
    .option('--name <name>', 'the conference to ask for', parseName, 'Conference-1')
    .option(
      '--origin <origin>',
      "origin of the page that asks; default: the endpoint's own",
      parseOrigin,
    )
    .option('--token <token>', 'embed token; "-" reads it from standard input (LIVEBOX_TOKEN)')
    .option('--strict', 'fail for what is only recommended, too')
    .addHelpText(
      'after',
      '\nIt sends about 30 requests. One of them may switch the conference on.',
    );
  command.action(async (url: URL, flags: CheckFlags) => {
    const { terminal } = context;
    const { livebox } = await openSettings(context, command);
    const token = await readToken(flags.token, context.environment);
    const target = new Target({
      url,
      name: flags.name,
      origin: flags.origin ?? url.origin,
      token,
      onWait: (seconds) => terminal.note(`The endpoint limits requests: waiting ${seconds} s.`),
    });
    const credentials = SECRET_SETTINGS.flatMap((setting) => livebox[setting] ?? []);
    const checks = [...GRANT_CHECKS, ...ORIGIN_CHECKS, ...ACCESS_CHECKS, ...REQUEST_CHECKS];
    await assertEndpoint(target);
    const results = await runChecks([...checks, createCredentialCheck(credentials)], target);
    const failed = results.filter((result) => isFailure(result, flags.strict ?? false));
    const text = `${results.map(describeResult).join('\n')}\n${summarize(results)}`;
    const { name, origin } = target.options;
    terminal.result(
      { ok: failed.length === 0, url: url.href, name, origin, checks: results },
      text,
    );
    if (failed.length > 0) throw new ExitError(EXIT_CODES.failed);
  });
}

function isFailure({ status, level }: CheckResult, isStrict: boolean): boolean {
  return status === 'failed' && (level === 'must' || isStrict);
}

function describeResult({ id, rule, level, status, detail }: CheckResult): string {
  const mark = status === 'failed' && level === 'should' ? '!' : MARKS[status];
  const line = `${mark} ${id}: ${rule}`;
  if (status === 'skipped') return `${line} Not tried: ${detail ?? ''}.`;
  return detail === undefined ? line : `${line}\n     ➜ ${detail}`;
}

function summarize(results: readonly CheckResult[]): string {
  const count = (wanted: CheckResult['status'], level?: CheckResult['level']): number =>
    results.filter((one) => one.status === wanted && (level ?? one.level) === one.level).length;
  const [broken, weak] = [count('failed', 'must'), count('failed', 'should')];
  return `${count('passed')} kept, ${broken} broken, ${weak} to improve, ${count('skipped')} not tried`;
}

function parseEndpointUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  throw new InvalidArgumentError('Give an http or https address without user name and password.');
}
