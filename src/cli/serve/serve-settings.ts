import { UsageError } from '../cli-error.js';
import type { ConfigFile } from '../config-file.js';
import { type Environment, readNumber, readSwitch, readVariable } from '../environment.js';
import type { Settings } from '../settings.js';
import type { ServerOptions } from './endpoint-server.js';
import type { LogLevel } from './logger.js';

/** What `livebox serve` reads from the command line. */
export interface ServeFlags {
  host?: string;
  port?: number;
  path?: string;
  metrics?: boolean;
  dryRun?: boolean;
}

/** How `livebox serve` runs. */
export interface ServeSettings extends ServerOptions {
  readonly metrics: boolean;
  /** Where processes share fills and counts. */
  readonly redisUrl: string | undefined;
  /** Proxies of the site's own in front; `undefined`: not stated, and nothing is limited. */
  readonly trustedProxies: number | undefined;
  readonly logLevel: LogLevel;
}

/**
 * Reads how the server runs: the command line goes before the environment, and that before
 * the file.
 *
 * @throws {UsageError} `variable_invalid`
 */
export async function readServeSettings(
  { environment, file, hide }: Settings,
  flags: ServeFlags,
): Promise<ServeSettings> {
  const serve = file.serve ?? {};
  const number = async (variable: string, fallback: number): Promise<number> =>
    (await readNumber(environment, variable)) ?? fallback;
  const text = async (variable: string): Promise<string | undefined> =>
    readVariable(environment, variable);
  const redisUrl = (await text('LIVEBOX_REDIS_URL')) ?? serve.redisUrl;
  // It may hold a password.
  if (redisUrl !== undefined) hide(redisUrl);
  const logLevel = (await text('LIVEBOX_LOG_LEVEL')) ?? serve.logLevel ?? 'info';
  if (!isLogLevel(logLevel)) {
    throw new UsageError(
      'variable_invalid',
      'LIVEBOX_LOG_LEVEL must be info, warn, error or silent.',
    );
  }
  return {
    host: flags.host ?? (await text('LIVEBOX_HOST')) ?? serve.host ?? '127.0.0.1',
    port: checkPort(flags.port ?? (await number('LIVEBOX_PORT', serve.port ?? 3000))),
    path: checkPath(flags.path ?? (await text('LIVEBOX_PATH')) ?? serve.path ?? '/livebox/token'),
    metrics:
      flags.metrics ?? (await readSwitch(environment, 'LIVEBOX_METRICS')) ?? serve.metrics ?? false,
    ...(await readTimeouts(environment, serve)),
    drainDelay: await number('LIVEBOX_DRAIN_DELAY', serve.drainDelay ?? 0),
    shutdownTimeout: await number('LIVEBOX_SHUTDOWN_TIMEOUT', serve.shutdownTimeout ?? 15_000),
    logLevel,
    redisUrl,
    trustedProxies:
      (await readNumber(environment, 'LIVEBOX_TRUSTED_PROXIES')) ?? serve.trustedProxies,
  };
}

/** How long slow clients are waited for; 0 would mean for ever. */
async function readTimeouts(
  environment: Environment,
  serve: NonNullable<ConfigFile['serve']>,
): Promise<Pick<ServeSettings, 'headersTimeout' | 'requestTimeout'>> {
  const requestTimeout =
    (await readNumber(environment, 'LIVEBOX_REQUEST_TIMEOUT')) ?? serve.requestTimeout ?? 10_000;
  const headersTimeout =
    (await readNumber(environment, 'LIVEBOX_HEADERS_TIMEOUT')) ??
    serve.headersTimeout ??
    Math.min(5000, requestTimeout);
  if (headersTimeout >= 1 && headersTimeout <= requestTimeout) {
    return { headersTimeout, requestTimeout };
  }
  throw new UsageError(
    'variable_invalid',
    'LIVEBOX_HEADERS_TIMEOUT must be 1 ms or more, and not more than LIVEBOX_REQUEST_TIMEOUT.',
  );
}

function isLogLevel(text: string): text is LogLevel {
  return ['info', 'warn', 'error', 'silent'].includes(text);
}

function checkPort(port: number): number {
  if (port <= 65_535) return port;
  throw new UsageError('variable_invalid', 'LIVEBOX_PORT must be a port from 0 to 65535.');
}

function checkPath(path: string): string {
  const isTaken = ['/healthz', '/readyz', '/metrics'].includes(path);
  if (/^\/[\w./~-]*$/.test(path) && !isTaken) return path;
  throw new UsageError(
    'path_invalid',
    'The path must begin with a slash, such as /livebox/token, and must not be /healthz, /readyz or /metrics.',
  );
}
