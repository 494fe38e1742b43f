import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { docsPage } from '../embed-protocol/problem-pages.js';
import { UsageError } from './cli-error.js';
import { isLogger, type Logger } from './serve/logger.js';

const SEE_SETTINGS = `See ${docsPage('cli.md#settings')}`;

const TEXT = v.optional(v.string());
const MILLISECONDS = v.optional(v.pipe(v.number(), v.minValue(0)));

const LIVEBOX = v.strictObject({
  server: TEXT,
  username: TEXT,
  key: TEXT,
  serverKey: TEXT,
  nativeAppKey: TEXT,
  timeZone: TEXT,
  timeout: MILLISECONDS,
});

const SERVE = v.strictObject({
  host: TEXT,
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  path: TEXT,
  metrics: v.optional(v.boolean()),
  headersTimeout: MILLISECONDS,
  requestTimeout: MILLISECONDS,
  drainDelay: MILLISECONDS,
  shutdownTimeout: MILLISECONDS,
  redisUrl: TEXT,
  trustedProxies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
  logLevel: v.optional(v.picklist(['info', 'warn', 'error', 'silent'])),
  logger: v.optional(v.custom<Logger>(isLogger)),
});

const CONFIGURATION = v.strictObject({
  livebox: v.optional(LIVEBOX),
  // `createTokenEndpoint()` and `signEmbedToken()` check theirs themselves.
  endpoint: v.optional(v.record(v.string(), v.unknown())),
  signingKey: v.optional(v.strictObject({ kid: v.string(), alg: v.string(), key: v.unknown() })),
  serve: v.optional(SERVE),
});

/** What a configuration file says. */
export type ConfigFile = v.InferOutput<typeof CONFIGURATION>;

/**
 * Reads a configuration file: JSON, or a JavaScript module that exports it as `default`.
 *
 * @throws {UsageError} `config_unreadable`, `config_invalid`; no message quotes a value
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const value = extname(file) === '.json' ? await readJson(file) : await importModule(file);
  const { success, output, issues } = v.safeParse(CONFIGURATION, value, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  // Not the issue's message, which quotes what stands there: it may be a key.
  const { expected } = issue;
  const what = expected === 'never' ? 'is not known' : `must be ${expected ?? 'valid'}`;
  throw new UsageError(
    'config_invalid',
    `${file}: ${v.getDotPath(issue) ?? 'its content'} ${what}. ${SEE_SETTINGS}`,
  );
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => refuse(file, error));
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not the parser's message, which quotes what stands there.
    const position = /at position (\d+)/.exec(String(error))?.[1];
    const line = position && text.slice(0, Number(position)).split('\n').length;
    const where = line ? ` near line ${line}` : '';
    throw new UsageError('config_invalid', `${file} is not JSON${where}: correct it.`);
  }
}

async function importModule(file: string): Promise<unknown> {
  const { href } = pathToFileURL(resolve(file));
  const module = (await import(href).catch((error: unknown) => refuse(file, error))) as object;
  if ('default' in module) return module.default;
  throw new UsageError('config_invalid', `${file} must export its settings as default.`);
}

function refuse(file: string, error: unknown): never {
  const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  throw new UsageError(
    'config_unreadable',
    `${file} can't be read${reason}: check its path, its permissions and that it is JSON (.json) or a JavaScript module (.js, .mjs).`,
  );
}
