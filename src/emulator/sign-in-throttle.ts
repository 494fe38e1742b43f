/** Longest wait between two tries, in seconds. */
const MAX_WAIT = 30;

/** How many keys are remembered: the oldest is forgotten first. */
const MAX_KEYS = 1000;

interface Failures {
  readonly count: number;
  /** When the next try is looked at, in ms since the epoch. */
  readonly openAt: number;
}

/**
 * Slows down whoever guesses: the second wrong try in a row costs a second, each further
 * one twice as long as the one before. A try that comes too early is not even looked at.
 */
export class SignInThrottle {
  readonly #failures = new Map<string, Failures>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @returns seconds until a try is looked at; 0: now */
  wait(key: string): number {
    const openAt = this.#failures.get(key)?.openAt ?? 0;
    return Math.max(0, Math.ceil((openAt - this.#now().getTime()) / 1000));
  }

  /** @returns seconds until the next try is looked at */
  fail(key: string): number {
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const seconds = count < 2 ? 0 : Math.min(2 ** (count - 2), MAX_WAIT);
    this.#failures.delete(key);
    this.#failures.set(key, { count, openAt: this.#now().getTime() + seconds * 1000 });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_KEYS && oldest !== undefined) this.#failures.delete(oldest);
    return seconds;
  }

  succeed(key: string): void {
    this.#failures.delete(key);
  }
}
