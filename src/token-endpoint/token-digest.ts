import { NODE_CRYPTO } from './node-crypto.js';

/** SHA-256 of a text, as base64url or base64: what stands for a token or an answer in memory. */
export function digest(text: string): string | Promise<string> {
  if (NODE_CRYPTO?.hash) return NODE_CRYPTO.hash('sha256', text, 'base64url');
  if (NODE_CRYPTO) return NODE_CRYPTO.createHash('sha256').update(text).digest('base64url');
  return digestElsewhere(text);
}

async function digestElsewhere(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
