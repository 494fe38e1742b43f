import type { Secrets } from './secrets.js';

const MAX_DEPTH = 5;

/**
 * Copies an error so that it can be the `cause` of another one. A foreign error may hold
 * anything (a custom `fetch` may throw one with the whole request in it), so only name,
 * message, `code`, stack and causes come along, and nothing of them with a credential.
 *
 * @returns the copy, or `undefined` when `error` is not an `Error`
 */
export function copyCause(error: unknown, secrets: Secrets, depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth === MAX_DEPTH) return undefined;
  const message = redact(readOwn(error, 'message'), secrets) ?? '';
  const cause = copyCause(readOwn(error, 'cause'), secrets, depth + 1);
  const copy = new Error(message, cause && { cause });
  const name = redact(readOwn(error, 'name'), secrets) ?? 'Error';
  Object.defineProperty(copy, 'name', { value: name, configurable: true });
  const code = redact(readOwn(error, 'code'), secrets);
  if (code !== undefined) Object.assign(copy, { code });
  const stack = readOwn(error, 'stack');
  const isClean = typeof stack === 'string' && !secrets.contains(stack);
  copy.stack = isClean ? stack : `${name}: ${message}`;
  return copy;
}

function redact(value: unknown, secrets: Secrets): string | undefined {
  return typeof value === 'string' ? secrets.redact(value) : undefined;
}

/** A getter of a foreign object may throw. */
function readOwn(error: Error, member: string): unknown {
  try {
    return Reflect.get(error, member);
  } catch {
    return undefined;
  }
}
