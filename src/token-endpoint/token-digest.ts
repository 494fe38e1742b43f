/**
 * SHA-256 of a text, as base64url or base64: what stands for a token or an answer in memory.
 *
 * Node's own hash takes 2 µs where Web Crypto goes through another thread; looked up, not
 * imported, so that the module runs where there is no Node.
 */
export async function digest(text: string): Promise<string> {
  const node = findNodeCrypto();
  if (node) return node.createHash('sha256').update(text).digest('base64url');
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

interface NodeCrypto {
  createHash(algorithm: 'sha256'): {
    update(text: string): { digest(encoding: 'base64url'): string };
  };
}

function findNodeCrypto(): NodeCrypto | undefined {
  if (typeof process === 'undefined' || !('getBuiltinModule' in process)) return undefined;
  return process.getBuiltinModule('node:crypto');
}
