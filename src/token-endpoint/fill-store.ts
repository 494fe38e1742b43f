import type { FillEntry } from './fill-entry.js';

/**
 * Memory that several processes share, so that all of them together ask Livebox once. It
 * holds addresses of meeting pages, never a credential; what it answers is checked. When
 * it fails, each process asks for itself.
 */
export interface FillStore {
  /** Reads a text; `undefined` when there is none. */
  read(key: string): Promise<string | undefined>;
  /** Keeps a text for so many seconds. */
  write(key: string, text: string, seconds: number): Promise<void>;
  /**
   * Waits until this process alone holds the key's lock.
   *
   * @returns what gives it back
   */
  lock(key: string): Promise<() => Promise<void>>;
}

/** How one entry is shared. */
export interface Sharing {
  readonly store: FillStore;
  readonly key: string;
  /** The entry in a text, when it is of use to who asks. */
  readonly read: (text: string) => FillEntry | undefined;
  readonly write: (entry: FillEntry) => { text: string; seconds: number };
  /** Hears of the store's failures. */
  readonly onError: (error: unknown) => void;
}

/**
 * Gets an entry from the store, or makes it while no other process does. The store is read
 * once more under the lock: who waited for it finds what the holder has made.
 */
export async function shareEntry(
  { store, key, read, write, onError }: Sharing,
  make: () => Promise<FillEntry>,
): Promise<FillEntry> {
  const attempt = async <Result>(run: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await run();
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
  const find = async (): Promise<FillEntry | undefined> => {
    const text = await attempt(() => store.read(key));
    return text === undefined ? undefined : read(text);
  };

  const found = await find();
  if (found) return found;
  const release = await attempt(() => store.lock(key));
  try {
    const foundMeanwhile = release && (await find());
    if (foundMeanwhile) return foundMeanwhile;
    const entry = await make();
    const { text, seconds } = write(entry);
    await attempt(() => store.write(key, text, seconds));
    return entry;
  } finally {
    if (release) await attempt(release);
  }
}
