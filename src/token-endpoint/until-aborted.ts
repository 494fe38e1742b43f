import { Refusal } from './refusal.js';

/**
 * Waits for something that many wait for: an abort ends this one's waiting and nothing else.
 *
 * @throws {Refusal} `upstream_unavailable` when aborted; nobody is there to read it
 */
export async function untilAborted<Result>(
  signal: AbortSignal,
  run: () => Promise<Result>,
): Promise<Result> {
  const leave = (): Refusal => {
    const refusal = new Refusal('upstream_unavailable', {}, signal.reason);
    refusal.isReported = true;
    return refusal;
  };
  if (signal.aborted) throw leave();
  const { promise, reject } = createPromise();
  const onAbort = (): void => reject(leave());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([run(), promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function createPromise(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, settle) => {
    reject = settle;
  });
  return { promise, reject };
}
