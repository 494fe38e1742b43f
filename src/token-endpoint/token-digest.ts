/**
 * SHA-256 of a text, as base64url or base64: what stands for a token or an answer in memory.
 *
 * Node's own hash takes a microsecond where Web Crypto goes through another thread; looked up, not
 * imported, so that the module runs where there is no Node.
 */
export function digest(text: string): string | Promise<string> {
  if (NODE?.hash) return NODE.hash('sha256', text, 'base64url');
  if (NODE) return NODE.createHash('sha256').update(text).digest('base64url');
  return digestElsewhere(text);
}

async function digestElsewhere(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

interface NodeCrypto {
  /** In one step, where the runtime has it: half of the time. */
  hash?(algorithm: 'sha256', text: string, encoding: 'base64url'): string;
  createHash(algorithm: 'sha256'): {
    update(text: string): { digest(encoding: 'base64url'): string };
  };
}

const NODE = findNodeCrypto();

function findNodeCrypto(): NodeCrypto | undefined {
  if (typeof process === 'undefined' || !('getBuiltinModule' in process)) return undefined;
  return process.getBuiltinModule('node:crypto');
}
