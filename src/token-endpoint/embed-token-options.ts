import * as v from 'valibot';
import { type EmbedTokenKey, findKeyMistake } from './embed-token-key.js';
import { checkOption, EndpointOptionsError } from './option-check.js';

/** How embed tokens are recognised. */
export interface EmbedTokenOptions {
  /** `iss` of the tokens: who signs them, such as `https://site.example`. */
  issuer: string;
  /** `aud` of the tokens: this endpoint's address, such as `https://site.example/livebox/token`. */
  audience: string;
  /** The keys, told apart by `kid`: two of them while one replaces the other. */
  keys: readonly EmbedTokenKey[];
}

const TEXT = v.pipe(v.string(), v.nonEmpty());

const TOKENS = v.strictObject({
  issuer: TEXT,
  audience: TEXT,
  keys: v.pipe(
    v.array(v.strictObject({ kid: v.string(), alg: v.string(), key: v.unknown() })),
    v.minLength(1),
  ),
});

/**
 * Checks the option `tokens`.
 *
 * @returns a copy, which later changes of the option do not reach
 * @throws {EndpointOptionsError} about the first mistake; no key is quoted
 */
export function parseTokenOptions(tokens: EmbedTokenOptions): EmbedTokenOptions {
  checkOption(TOKENS, tokens, 'tokens');
  const kids = new Set<string>();
  for (const [index, key] of tokens.keys.entries()) {
    const mistake = kids.has(key.kid)
      ? 'kid must be another one for each key.'
      : findKeyMistake(key, 'verify');
    if (mistake) throw new EndpointOptionsError(`tokens.keys[${index}]`, mistake);
    kids.add(key.kid);
  }
  return { ...tokens, keys: tokens.keys.map((key) => ({ ...key })) };
}
