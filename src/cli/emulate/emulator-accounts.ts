import type { Account } from '../../emulator/emulator.js';
import { UsageError } from '../cli-error.js';
import { type Environment, readVariable } from '../environment.js';

/**
 * Reads the test accounts: those of `LIVEBOX_ACCOUNTS` (or of the file that
 * `LIVEBOX_ACCOUNTS_FILE` names) and those of the command line, each `username:password[:pin]`.
 *
 * @param given on the command line, where every user of the machine can read them
 * @throws {UsageError} `account_invalid`; nothing of an account is quoted
 */
export async function readAccounts(
  environment: Environment,
  given: readonly string[] = [],
): Promise<Account[]> {
  const listed = (await readVariable(environment, 'LIVEBOX_ACCOUNTS')) ?? '';
  return [...listed.split(/\s+/).filter(Boolean), ...given].map(parseAccount);
}

function parseAccount(text: string): Account {
  const [username, password, pin, ...rest] = text.split(':');
  if (username && password && rest.length === 0) {
    return { username, password, ...(pin !== undefined && { pin }) };
  }
  throw new UsageError(
    'account_invalid',
    'An account is username:password or username:password:pin, without spaces or more colons.',
  );
}
