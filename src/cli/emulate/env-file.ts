import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { isLoopback } from '../../embed-protocol/frame-url.js';
import { CommandError, UsageError } from '../cli-error.js';
import { readText } from '../environment.js';

/** The variables that lead an application to an emulator. */
const OWN_VARIABLES = [
  'LIVEBOX_SERVER',
  'LIVEBOX_USERNAME',
  'LIVEBOX_KEY',
  'LIVEBOX_SERVER_KEY',
  'LIVEBOX_TIME_ZONE',
] as const;

/** The variables of an {@link EnvFile}; what is not set is left as it is. */
export type EnvValues = Partial<Record<(typeof OWN_VARIABLES)[number], string>>;

/** What every reader of such files (Node, dotenv, shells) reads alike without quotes. */
const PLAIN_VALUE = /^[\w./:[\]+@-]+$/;

const FIRST_LINE = '# An emulated Livebox server on this machine, by livebox emulate --write-env\n';

/**
 * A file such as `.env` that an application reads its settings from. The emulator's own
 * variables are written into it; every other line stays as it is.
 */
export class EnvFile {
  readonly #path: string;
  /** `undefined`: there is no file yet. */
  readonly #text: string | undefined;

  /**
   * Reads a file that is there, or will be.
   *
   * @throws {CommandError} `env_file_unusable`
   * @throws {UsageError} `env_file_foreign` when it leads to a Livebox server elsewhere
   */
  constructor(path: string) {
    this.#path = path;
    this.#text = readIfThere(path);
    const { LIVEBOX_SERVER: server, ...rest } = this.values;
    const isOwn = server === undefined ? Object.keys(rest).length === 0 : isOnThisMachine(server);
    if (isOwn) return;
    throw new UsageError(
      'env_file_foreign',
      `${path} has the credentials of another Livebox server, and was not changed: name another file, or remove its LIVEBOX_ lines.`,
    );
  }

  /** The emulator's variables that stand in it. */
  get values(): EnvValues {
    const found = parseEnv(this.#text ?? '');
    const set = OWN_VARIABLES.map((name) => [name, readText(found[name])] as const);
    return Object.fromEntries(set.filter(([, value]) => value !== undefined));
  }

  /**
   * Writes variables, whole or not at all. A new file is for its owner only.
   *
   * @throws {UsageError} `env_value_invalid`
   * @throws {CommandError} `env_file_unusable`
   */
  write(values: EnvValues): void {
    const before = this.#text ?? FIRST_LINE;
    const text = Object.entries(values).reduce(setVariable, before);
    // Such as a text of several lines, one of which looks like one of ours.
    if (!isDeepStrictEqual({ ...parseEnv(text) }, { ...parseEnv(before), ...values })) {
      throw new CommandError(
        'env_file_unusable',
        `${this.#path} can't be changed without harm to its other lines: name another file.`,
      );
    }
    if (text !== this.#text) replaceFile(this.#path, text);
  }
}

/** Whether a Livebox server's address leads to this machine. */
export function isOnThisMachine(server: string): boolean {
  return URL.canParse(server) && isLoopback(new URL(server).hostname);
}

function setVariable(text: string, [name, value]: [name: string, value: string]): string {
  if (!PLAIN_VALUE.test(value)) {
    throw new UsageError(
      'env_value_invalid',
      `${name} has characters that programs read differently from such a file: use letters, digits and . _ - only.`,
    );
  }
  const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=).*$`, 'gm');
  if (line.test(text)) return text.replace(line, (_, start: string) => start + value);
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}${name}=${value}\n`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw explainFailure(path, "can't be read", cause);
  }
}

function replaceFile(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    writeFileSync(unfinished, text, { mode: file ? file.mode & 0o777 : 0o600 });
    // A link stays a link.
    renameSync(unfinished, file ? realpathSync(path) : path);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw explainFailure(path, "can't be written", cause);
  }
}

function explainFailure(path: string, what: string, cause: unknown): CommandError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${path} ${what}: ${reason}. Name another file.`;
  return new CommandError('env_file_unusable', message, { cause });
}
