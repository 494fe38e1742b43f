import { readFile } from 'node:fs/promises';
import { UsageError } from './cli-error.js';

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a variable, or the file that `NAME_FILE` names (as container secrets are mounted).
 *
 * @returns `undefined` when it is not set or empty
 * @throws {UsageError} `file_unreadable`, `variable_twice`
 */
export async function readVariable(
  environment: Environment,
  name: string,
): Promise<string | undefined> {
  const value = readText(environment[name]);
  const file = readText(environment[`${name}_FILE`]);
  if (file === undefined) return value;
  if (value !== undefined) {
    throw new UsageError('variable_twice', `${name} and ${name}_FILE are both set: unset one.`);
  }
  try {
    return readText((await readFile(file, 'utf8')).replace(/\r?\n$/, ''));
  } catch {
    throw new UsageError(
      'file_unreadable',
      `The file that ${name}_FILE names can't be read: check its path and permissions.`,
    );
  }
}

/**
 * Reads a variable that holds a number.
 *
 * @throws {UsageError} `variable_invalid`
 */
export async function readNumber(
  environment: Environment,
  name: string,
): Promise<number | undefined> {
  const text = await readVariable(environment, name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError('variable_invalid', `${name} must be a whole number.`);
}

/**
 * Reads a variable that switches something on or off.
 *
 * @throws {UsageError} `variable_invalid`
 */
export async function readSwitch(
  environment: Environment,
  name: string,
): Promise<boolean | undefined> {
  const text = await readVariable(environment, name);
  if (text === undefined) return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new UsageError('variable_invalid', `${name} must be true or false.`);
}

/** Reads a variable that holds a list, separated by commas or white space. */
export async function readList(
  environment: Environment,
  name: string,
): Promise<string[] | undefined> {
  const text = await readVariable(environment, name);
  return text?.split(/[\s,]+/).filter(Boolean);
}

/** An empty variable counts as one that is not set. */
export function readText(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
