import {
  base64url,
  errors,
  jwtVerify,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyOptions,
  UnsecuredJWT,
} from 'jose';
import { LRUCache } from 'lru-cache';
import {
  EMBED_TOKEN_TYPE,
  MAX_TOKEN_LIFETIME,
  parsePayload,
  type VerifiedToken,
} from './embed-token.js';
import { copySecret, importKey } from './embed-token-key.js';
import type { EmbedTokenOptions } from './embed-token-options.js';
import { Refusal } from './refusal.js';
import { toPlain } from './refusal-reasons.js';
import { isSignedWithSecret } from './shared-signature.js';
import { digest } from './token-digest.js';

/** Verified tokens that are remembered: about 500 bytes each. */
const MAX_TOKENS = 20_000;

/** Longest token that is looked at, in characters. */
const MAX_LENGTH = 8192;

/** How far the clocks of signer and endpoint may differ, in seconds. */
const CLOCK_TOLERANCE = 30;

/** Of a token without a signature: jose reads the claims of one that was verified already. */
const UNSECURED = base64url.encode(JSON.stringify({ alg: 'none', typ: EMBED_TOKEN_TYPE }));

/** Verifies embed tokens, each only once: a verified one is remembered until it expires. */
export class TokenVerifier {
  readonly #options: EmbedTokenOptions;
  readonly #now: () => Date;
  readonly #keys = new Map<string, { alg: string; key: Promise<CryptoKey | Uint8Array> }>();
  /** Of the HS256 keys, by `kid`. */
  readonly #secrets = new Map<string, Uint8Array>();
  readonly #verified = new LRUCache<string, VerifiedToken>({ max: MAX_TOKENS });

  constructor(options: EmbedTokenOptions, now: () => Date) {
    this.#options = options;
    this.#now = now;
    for (const key of options.keys) {
      const imported = importKey(key, 'verify').catch(() => {
        // Without the cause: what reads keys may quote them.
        throw new Error(
          `The token key "${key.kid}" can not be read. Export it as SPKI PEM or JWK.`,
        );
      });
      // Who needs it hears of the failure.
      imported.catch(() => undefined);
      this.#keys.set(key.kid, { alg: key.alg, key: imported });
      if (key.alg === 'HS256') this.#secrets.set(key.kid, copySecret(key));
    }
  }

  /**
   * Finds a token that was verified before: no signature is computed.
   *
   * @throws {Refusal} `token_expired` when it has expired since
   */
  async recall(token: string): Promise<VerifiedToken | undefined> {
    if (token.length > MAX_LENGTH) return undefined;
    const verified = this.#verified.get(await digest(token));
    if (verified && this.#hasExpired(verified)) throw new Refusal('token_expired');
    return verified;
  }

  /**
   * Verifies a token.
   *
   * @throws {Refusal} `token_invalid`, `token_expired`: neither depends on a conference
   */
  async verify(token: string): Promise<VerifiedToken> {
    if (token.length > MAX_LENGTH) throw new Refusal('token_invalid');
    const verified = parsePayload(await this.#readPayload(token));
    if ('claim' in verified) {
      const { claim, reason } = verified;
      throw new Refusal('token_invalid').because(`The claim ${claim}: ${reason}`);
    }
    if (this.#hasExpired(verified)) throw new Refusal('token_expired');
    this.#verified.set(await digest(token), verified);
    return verified;
  }

  #hasExpired({ exp }: VerifiedToken): boolean {
    return this.#now().getTime() >= exp * 1000;
  }

  async #readPayload(token: string): Promise<unknown> {
    const { issuer, audience } = this.#options;
    try {
      const payload = await this.#verifySignature(token, {
        algorithms: ['HS256', 'EdDSA'],
        typ: EMBED_TOKEN_TYPE,
        issuer,
        audience,
        requiredClaims: ['exp', 'iat', 'conferences'],
        currentDate: this.#now(),
        // Of the times that the signer's clock is ahead; `exp` is held to exactly, after.
        clockTolerance: CLOCK_TOLERANCE,
        maxTokenAge: MAX_TOKEN_LIFETIME,
      });
      // RFC 7519 lets `aud` be a list: one token for several endpoints is not of this contract.
      return payload.aud === audience ? payload : undefined;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Refusal('token_expired');
      if (error instanceof errors.JOSEError) {
        // The message may quote the name of a header.
        throw new Refusal('token_invalid').because(`jose: ${toPlain(error.message)}.`);
      }
      throw error;
    }
  }

  async #verifySignature(token: string, options: JWTVerifyOptions): Promise<JWTPayload> {
    if (isSignedWithSecret(token, (kid) => this.#secrets.get(kid))) {
      const [, claims = ''] = token.split('.');
      return UnsecuredJWT.decode(`${UNSECURED}.${claims}.`, options).payload;
    }
    return (await jwtVerify(token, (header) => this.#findKey(header), options)).payload;
  }

  /** The key's own algorithm decides: what the header claims must only agree. */
  async #findKey({ kid, alg }: JWTHeaderParameters): Promise<CryptoKey | Uint8Array> {
    const known = this.#keys.get(kid ?? '');
    if (known?.alg === alg && known) return known.key;
    throw new errors.JWKSNoMatchingKey();
  }
}
