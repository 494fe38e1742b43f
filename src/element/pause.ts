/**
 * Waits.
 *
 * @param delay milliseconds
 * @param signal ends the wait: the promise rejects with its reason, the timer is gone
 */
export async function pause(delay: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, delay);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
