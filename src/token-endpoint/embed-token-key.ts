import { importJWK, importPKCS8, importSPKI } from 'jose';

/** A secret that the site and the endpoint share. */
export interface SharedTokenKey {
  /** Which key it is: the token's header names it. */
  kid: string;
  alg: 'HS256';
  /** 32 bytes or more, as they are or as text (then its UTF-8 bytes). */
  key: string | Uint8Array;
}

/** One half of an Ed25519 key pair: the site signs with the private one. */
export interface EdDsaTokenKey {
  /** Which key it is: the token's header names it. */
  kid: string;
  alg: 'EdDSA';
  /** PEM (`PUBLIC KEY` for the endpoint, `PRIVATE KEY` for the signer), a JWK or a `CryptoKey`. */
  key: string | JsonWebKey | CryptoKey;
}

/** A key for embed tokens. Its own `alg` is the only one that it is ever used with. */
export type EmbedTokenKey = SharedTokenKey | EdDsaTokenKey;

/** What a key is for. */
export type KeyUse = 'sign' | 'verify';

const MIN_SECRET_BYTES = 32;

/**
 * Says what is wrong with a key, without a byte of it.
 *
 * @returns `undefined` when it can be used
 */
export function findKeyMistake(key: EmbedTokenKey, use: KeyUse): string | undefined {
  if (typeof key.kid !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key.kid))
    return 'kid must be 1 to 128 printable characters.';
  switch (key.alg) {
    case 'HS256':
      return findSecretMistake(key.key);
    case 'EdDSA':
      return findPairMistake(key.key, use);
    default:
      return 'alg must be "HS256" or "EdDSA".';
  }
}

/** Turns a key into the form that signatures are made with. */
export async function importKey(key: EmbedTokenKey, use: KeyUse): Promise<CryptoKey | Uint8Array> {
  if (key.alg === 'HS256') {
    // Once, and not for each token.
    const bytes = copySecret(key);
    return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [use]);
  }
  if (typeof key.key === 'string') {
    return use === 'sign' ? importPKCS8(key.key, 'EdDSA') : importSPKI(key.key, 'EdDSA');
  }
  return isCryptoKey(key.key) ? key.key : importJWK({ ...key.key, kty: 'OKP' }, 'EdDSA');
}

/** The bytes of a secret, which later changes of the option do not reach. */
export function copySecret({ key }: SharedTokenKey): Uint8Array<ArrayBuffer> {
  return new Uint8Array(toBytes(key));
}

function findSecretMistake(secret: unknown): string | undefined {
  if (typeof secret !== 'string' && !(secret instanceof Uint8Array)) {
    return 'key must be text or bytes for HS256.';
  }
  // A public key as the secret is what algorithm confusion needs: everybody knows it.
  if (typeof secret === 'string' && secret.includes('-----BEGIN')) {
    return 'key must be a secret for HS256, and this one is a PEM: its alg is "EdDSA".';
  }
  if (toBytes(secret).byteLength >= MIN_SECRET_BYTES) return undefined;
  return `key must have ${MIN_SECRET_BYTES} bytes or more for HS256.`;
}

function findPairMistake(key: unknown, use: KeyUse): string | undefined {
  const kind = use === 'sign' ? 'private' : 'public';
  const refusal = `key must be the ${kind} half of an Ed25519 pair for EdDSA: PEM, JWK or CryptoKey.`;
  if (typeof key === 'string') {
    const label = kind === 'private' ? 'PRIVATE KEY' : 'PUBLIC KEY';
    return key.trim().startsWith(`-----BEGIN ${label}-----`) ? undefined : refusal;
  }
  if (typeof key !== 'object' || key === null) return refusal;
  if (isCryptoKey(key)) {
    return key.type === kind && key.algorithm.name === 'Ed25519' ? undefined : refusal;
  }
  const { kty, crv, x, d } = key as JsonWebKey;
  const isPair = kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string';
  return isPair && (typeof d === 'string') === (kind === 'private') ? undefined : refusal;
}

function isCryptoKey(key: object): key is CryptoKey {
  return 'algorithm' in key && 'usages' in key;
}

function toBytes(secret: string | Uint8Array): Uint8Array {
  return typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
}
