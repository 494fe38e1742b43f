import { createRequire } from 'node:module';

/** The optional packages that a call needs: the browser's side and the server's. */
const CALL_PACKAGES = ['peerjs', 'ws'] as const;

const { resolve } = createRequire(import.meta.url);

/**
 * The optional packages that are not installed. Without them the emulator works, but its
 * meeting page shows visitors to themselves only.
 *
 * @example
 * const missing = findMissingCallPackages();
 * if (missing.length > 0) console.warn(`npm install --save-dev ${missing.join(' ')}`);
 */
export function findMissingCallPackages(): string[] {
  return CALL_PACKAGES.filter((name) => findPackageFile(name) === undefined);
}

/** Path of PeerJS's own build for browsers. */
export function findPeerScript(): string | undefined {
  return findPackageFile('peerjs/dist/peerjs.min.js');
}

function findPackageFile(name: string): string | undefined {
  try {
    return resolve(name);
  } catch {
    return undefined;
  }
}
