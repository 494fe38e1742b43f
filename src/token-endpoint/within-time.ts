import { TaskCancelledError, timeout, TimeoutStrategy } from 'cockatiel';

/** How long a hook of the site may take, in ms. */
const HOOK_TIME = 10_000;

/** A hook of the site did not answer, or answered with what it must not. */
export class HookError extends Error {
  override readonly name = 'HookError';
  readonly code = 'hook_failed';
  /** Name of the option, such as `authorize`. */
  readonly hook: string;

  constructor(hook: string, reason: string) {
    super(`The token endpoint's option ${hook} ${reason}`);
    this.hook = hook;
  }
}

/**
 * Waits for a hook of the site, but not without end.
 *
 * @throws {HookError} after 10 s
 */
export async function withinTime<Result>(
  hook: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await timeout(HOOK_TIME, TimeoutStrategy.Aggressive).execute(run);
  } catch (error) {
    if (error instanceof TaskCancelledError) {
      throw new HookError(hook, `did not answer within ${HOOK_TIME / 1000} seconds.`);
    }
    throw error;
  }
}
