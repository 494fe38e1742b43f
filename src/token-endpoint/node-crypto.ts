/** What the endpoint uses of `node:crypto`. */
export interface NodeCrypto {
  /** In one step, where the runtime has it: half of the time. */
  hash?(algorithm: 'sha256', text: string, encoding: 'base64url'): string;
  createHash(algorithm: 'sha256'): NodeHash;
  createHmac(algorithm: 'sha256', key: Uint8Array): NodeHash;
  timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
}

interface NodeHash {
  update(text: string): { digest(encoding: 'base64url'): string };
}

/**
 * Node's own hashes, which take a microsecond or two where Web Crypto goes through another thread;
 * looked up, not imported, so that the module runs where there is no Node.
 */
export const NODE_CRYPTO = findNodeCrypto();

function findNodeCrypto(): NodeCrypto | undefined {
  if (typeof process === 'undefined' || !('getBuiltinModule' in process)) return undefined;
  return process.getBuiltinModule('node:crypto');
}
