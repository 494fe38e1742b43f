import { SignJWT } from 'jose';
import {
  EMBED_TOKEN_TYPE,
  type EmbedTokenClaims,
  MAX_TOKEN_LIFETIME,
  parsePayload,
} from './embed-token.js';
import { type EmbedTokenKey, findKeyMistake, importKey } from './embed-token-key.js';

/** Who signs a token for which endpoint, and for how long it lives. */
export interface SignEmbedTokenOptions {
  /** `iss`: the endpoint's `tokens.issuer`. */
  issuer: string;
  /** `aud`: the endpoint's `tokens.audience`. */
  audience: string;
  /** Seconds: 1 to 600, default 300. */
  lifetime?: number;
  /** The clock; default: the machine's. */
  now?: () => Date;
}

/**
 * An embed token can't be signed as asked. The message names what is wrong and holds no
 * key.
 *
 * @example if (error instanceof EmbedTokenError) console.error(error.claim, error.message);
 */
export class EmbedTokenError extends Error {
  override readonly name = 'EmbedTokenError';
  readonly code = 'token_unsignable';
  /** The claim, or `key`. */
  readonly claim: string;

  constructor(claim: string, reason: string, cause?: unknown) {
    super(`The embed token's ${claim} is not valid. ${reason}`, { cause });
    this.claim = claim;
  }
}

/**
 * Signs an embed token: the right of one visitor of one page to see, or also to switch on,
 * the conferences named. Call it on the server, after the site's own sign-in.
 *
 * @param key an HS256 secret, or the private half of an Ed25519 pair
 * @throws {EmbedTokenError} when a claim, an option or the key is not valid
 * @example
 * const token = await signEmbedToken(
 *   { sub: user.id, conferences: ['Board'], origin: 'https://site.example', scope: 'view enable' },
 *   { kid: '2026-11', alg: 'HS256', key: process.env.LIVEBOX_TOKEN_KEY },
 *   { issuer: 'https://site.example', audience: 'https://site.example/livebox/token' },
 * );
 * @see "Embed token (JWT)" in docs/endpoint.md
 */
export async function signEmbedToken(
  claims: EmbedTokenClaims,
  key: EmbedTokenKey,
  { issuer, audience, lifetime = 300, now = () => new Date() }: SignEmbedTokenOptions,
): Promise<string> {
  const mistake = findKeyMistake(key, 'sign');
  if (mistake) throw new EmbedTokenError('key', mistake);
  requireText('iss', issuer);
  requireText('aud', audience);
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > MAX_TOKEN_LIFETIME) {
    throw new EmbedTokenError('exp', `The lifetime must be 1 to ${MAX_TOKEN_LIFETIME} seconds.`);
  }
  const payload = createPayload(claims, Math.floor(now().getTime() / 1000), lifetime);
  const read = parsePayload(payload);
  if ('claim' in read) throw new EmbedTokenError(read.claim, read.reason);
  return new SignJWT({ ...payload, iss: issuer, aud: audience })
    .setProtectedHeader({ alg: key.alg, typ: EMBED_TOKEN_TYPE, kid: key.kid })
    .sign(await importSigningKey(key));
}

function createPayload(
  { sub, conferences, origin, scope = 'view' }: EmbedTokenClaims,
  iat: number,
  lifetime: number,
): Record<string, unknown> {
  const jti = crypto.randomUUID();
  return { sub, conferences, origin, scope, iat, exp: iat + lifetime, jti };
}

function requireText(claim: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw new EmbedTokenError(claim, 'It must be a text that is not empty.');
}

async function importSigningKey(key: EmbedTokenKey): Promise<CryptoKey | Uint8Array> {
  try {
    return await importKey(key, 'sign');
  } catch {
    // What reads keys may quote them.
    throw new EmbedTokenError('key', 'It can not be read: export it as PKCS #8 PEM or JWK.');
  }
}
