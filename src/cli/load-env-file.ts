import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UsageError } from './cli-error.js';
import { readText } from './environment.js';

/**
 * Sets the variables of a file such as `.env`, as `node --env-file` does: a variable that is
 * set already keeps its value.
 *
 * Node (20 to 24) looks for `--env-file` behind the script's name, too, and ends with code 9 when
 * that file is not there; it does not read the file.
 *
 * @throws {UsageError} `env_file_unreadable`
 */
export function loadEnvFile(file: string, environment: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(parseEnv(readEnvFile(file)))) {
    if (readText(environment[name]) === undefined) environment[name] = value;
  }
}

function readEnvFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UsageError(
      'env_file_unreadable',
      `The file ${file} can't be read${reason}: check what --env-file names, and its permissions.`,
    );
  }
}
