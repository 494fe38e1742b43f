import { LiveboxError } from '../livebox-api/livebox-error.js';

/**
 * What lies behind a {@link LiveboxError}, in one line, such as `fetch failed: connect
 * ECONNREFUSED 192.0.2.1:443`. Causes of other errors are not told: nobody has taken the
 * credentials out of them.
 *
 * @returns `undefined` when there is none
 */
export function describeCause(error: unknown): string | undefined {
  if (!(error instanceof LiveboxError)) return undefined;
  const texts: string[] = [];
  let { cause } = error;
  while (cause instanceof Error && texts.length < MAX_CAUSES) {
    // Node's error for several failed addresses has a code and no message.
    const text = cause.message || readCode(cause);
    if (text) texts.push(text);
    ({ cause } = cause);
  }
  return texts.length > 0 ? texts.join(': ') : undefined;
}

/** An error's message with what lies behind it, in one line. */
export function describeWithCause(error: LiveboxError): string {
  const cause = describeCause(error);
  return cause === undefined ? error.message : `${error.message} (${cause})`;
}

const MAX_CAUSES = 5;

function readCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
