const KEY = 'livebox-emulator-name';

/** The name that the visitor gave the last time. */
export function readOwnName(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    // A browser that gives frames of other sites no storage.
    return undefined;
  }
}

/** Keeps it for the next time. */
export function keepOwnName(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Then it is asked for again.
  }
}
