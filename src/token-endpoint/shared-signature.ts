import { decodeProtectedHeader } from 'jose';
import { EMBED_TOKEN_TYPE } from './embed-token.js';
import { NODE_CRYPTO } from './node-crypto.js';

/** Three parts, the last as long as an HMAC-SHA256 is, in the alphabet of base64url. */
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]{43}$/;

/**
 * Whether a token is signed with a shared secret, as far as that can be told at once: through
 * jose it takes Web Crypto, which computes on another thread, and the way there and back is most
 * of the work. On Node this is a hash and a comparison that takes the same time for every guess.
 *
 * `true` is sure. `false` is not: what is not exactly what signers write is for jose to judge,
 * and so is every refusal.
 *
 * @param findSecret finds the secret of an HS256 key by its `kid`
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.2
 */
export function isSignedWithSecret(
  token: string,
  findSecret: (kid: string) => Uint8Array | undefined,
): boolean {
  if (!NODE_CRYPTO || !SHAPE.test(token)) return false;
  const secret = findSecret(readPlainKeyId(token) ?? '');
  if (!secret) return false;
  const end = token.lastIndexOf('.');
  const hmac = NODE_CRYPTO.createHmac('sha256', secret).update(token.slice(0, end));
  return NODE_CRYPTO.timingSafeEqual(
    UTF8.encode(hmac.digest('base64url')),
    UTF8.encode(token.slice(end + 1)),
  );
}

const UTF8 = new TextEncoder();

/** The `kid` of a header that says no more than it must: nothing critical, no other options. */
function readPlainKeyId(token: string): string | undefined {
  try {
    const { alg, typ, kid, ...rest } = decodeProtectedHeader(token);
    const isPlain = alg === 'HS256' && typ === EMBED_TOKEN_TYPE && Object.keys(rest).length === 0;
    return isPlain ? kid : undefined;
  } catch {
    return undefined;
  }
}
