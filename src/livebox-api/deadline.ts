/**
 * Runs one attempt with a signal that is aborted by the caller's signal or by a timer,
 * and leaves neither listener nor timer behind. (`AbortSignal.any` with
 * `AbortSignal.timeout` would leave the timer running.)
 *
 * @param timeout ms
 * @param attempt must end when its signal is aborted
 * @returns what the attempt returned, or `isTimeout` and what it threw
 */
export async function runWithDeadline<T>(
  timeout: number,
  signal: AbortSignal | undefined,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<{ value: T } | { error: unknown; isTimeout: boolean }> {
  const controller = new AbortController();
  let isTimeout = false;
  const handleAbort = (): void => controller.abort(signal?.reason);
  const handleTimeout = (): void => {
    isTimeout = true;
    controller.abort(new DOMException('The time for one attempt is over.', 'TimeoutError'));
  };
  signal?.addEventListener('abort', handleAbort);
  const timer = setTimeout(handleTimeout, timeout);
  try {
    return { value: await attempt(controller.signal) };
  } catch (error) {
    return { error, isTimeout };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', handleAbort);
  }
}

/**
 * Waits, and ends early when the signal is aborted: then without a word, as the next
 * thing that looks at the signal will notice.
 *
 * @param delay ms
 */
export function wait(delay: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, delay);
    signal?.addEventListener('abort', finish);
  });
}
