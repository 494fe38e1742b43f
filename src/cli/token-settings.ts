import { type EmbedTokenKey, importKey } from '../token-endpoint/embed-token-key.js';
import type { EmbedTokenOptions } from '../token-endpoint/embed-token-options.js';
import { UsageError } from './cli-error.js';
import { readVariable } from './environment.js';
import { createMissingError } from './missing-settings.js';
import type { Settings } from './settings.js';

const KEY_IDS = {
  LIVEBOX_TOKEN_KEY: 'LIVEBOX_TOKEN_KEY_ID',
  LIVEBOX_TOKEN_OLD_KEY: 'LIVEBOX_TOKEN_OLD_KEY_ID',
  LIVEBOX_TOKEN_SIGNING_KEY: 'LIVEBOX_TOKEN_KEY_ID',
} as const;

/**
 * How embed tokens are recognised: `LIVEBOX_TOKEN_KEY` (a secret, or a public key as PEM)
 * with `LIVEBOX_TOKEN_ISSUER` and `LIVEBOX_TOKEN_AUDIENCE`, and `LIVEBOX_TOKEN_OLD_KEY` while
 * keys are rotated; else the file's `endpoint.tokens`.
 *
 * @throws {UsageError} `settings_missing` when only some of them are set
 */
export async function readTokenOptions(settings: Settings): Promise<EmbedTokenOptions | undefined> {
  const keys = [
    await readKey(settings, 'LIVEBOX_TOKEN_KEY'),
    await readKey(settings, 'LIVEBOX_TOKEN_OLD_KEY'),
  ].filter((key) => key !== undefined);
  // `createTokenEndpoint()` checks it.
  if (keys.length === 0) return settings.file.endpoint?.['tokens'] as EmbedTokenOptions | undefined;
  const { issuer, audience } = await readParties(settings);
  if (issuer !== undefined && audience !== undefined) return { issuer, audience, keys };
  const missing = [
    issuer === undefined ? 'LIVEBOX_TOKEN_ISSUER' : [],
    audience === undefined ? 'LIVEBOX_TOKEN_AUDIENCE' : [],
  ].flat();
  throw createMissingError(missing, settings.envFile);
}

/**
 * The key that tokens are signed with: `LIVEBOX_TOKEN_SIGNING_KEY` (a private key as PEM) or
 * the secret in `LIVEBOX_TOKEN_KEY`; else the file's `signingKey` or first shared secret.
 */
export async function readSigningKey(settings: Settings): Promise<EmbedTokenKey | undefined> {
  const fromEnvironment =
    (await readKey(settings, 'LIVEBOX_TOKEN_SIGNING_KEY')) ??
    (await readKey(settings, 'LIVEBOX_TOKEN_KEY'));
  if (fromEnvironment) return fromEnvironment;
  // `signEmbedToken()` checks it.
  if (settings.file.signingKey) return settings.file.signingKey as EmbedTokenKey;
  const options = await readTokenOptions(settings);
  return options?.keys.find(({ alg }) => alg === 'HS256');
}

/** Who signs tokens, and for which endpoint. */
export async function readParties(
  settings: Settings,
): Promise<{ issuer: string | undefined; audience: string | undefined }> {
  const { environment, file } = settings;
  const tokens = file.endpoint?.['tokens'] as Partial<EmbedTokenOptions> | undefined;
  return {
    issuer: (await readVariable(environment, 'LIVEBOX_TOKEN_ISSUER')) ?? tokens?.issuer,
    audience: (await readVariable(environment, 'LIVEBOX_TOKEN_AUDIENCE')) ?? tokens?.audience,
  };
}

/**
 * Reads the keys that the endpoint verifies tokens with, which it does itself only when the
 * first token comes.
 *
 * @throws {UsageError} `key_unreadable`; nothing of the key is quoted
 */
export async function assertKeysReadable(tokens: EmbedTokenOptions | undefined): Promise<void> {
  for (const key of tokens?.keys ?? []) {
    await importKey(key, 'verify').catch(() => {
      const message = `The token key "${key.kid}" can't be read: export it as SPKI PEM or JWK.`;
      throw new UsageError('key_unreadable', message);
    });
  }
}

async function readKey(
  { environment, hide }: Settings,
  variable: keyof typeof KEY_IDS,
): Promise<EmbedTokenKey | undefined> {
  const key = await readVariable(environment, variable);
  if (key === undefined) return undefined;
  hide(key);
  const standard = variable === 'LIVEBOX_TOKEN_OLD_KEY' ? 'old' : 'default';
  const kid = (await readVariable(environment, KEY_IDS[variable])) ?? standard;
  return { kid, alg: key.includes('-----BEGIN') ? 'EdDSA' : 'HS256', key };
}
