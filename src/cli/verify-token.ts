import {
  type EmbedTokenOptions,
  parseTokenOptions,
} from '../token-endpoint/embed-token-options.js';
import { Refusal } from '../token-endpoint/refusal.js';
import { TokenVerifier } from '../token-endpoint/token-verifier.js';

/** Whether an endpoint accepts a token. */
export interface Verdict {
  readonly code: 'accepted' | 'token_invalid' | 'token_expired' | 'not_verified';
  readonly isAccepted: boolean;
  /** For people. */
  readonly text: string;
}

/**
 * Verifies a token as the endpoint does.
 *
 * @param options `undefined` where there is no key to verify it with
 * @throws {EndpointOptionsError} when the options are not valid
 */
export async function verifyToken(
  token: string,
  options: EmbedTokenOptions | undefined,
): Promise<Verdict> {
  if (!options) {
    const text = 'NOT VERIFIED: set LIVEBOX_TOKEN_KEY, the key of the endpoint';
    return { code: 'not_verified', isAccepted: true, text };
  }
  try {
    await new TokenVerifier(parseTokenOptions(options), () => new Date()).verify(token);
    return {
      code: 'accepted',
      isAccepted: true,
      text: 'accepted: signature, issuer, audience and times are right',
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'token_expired') {
      return {
        code: 'token_expired',
        isAccepted: false,
        text: 'REFUSED: it has expired; sign a new one',
      };
    }
    const text =
      'REFUSED: its signature, key (kid, alg), issuer, audience or a claim does not match these settings';
    return { code: 'token_invalid', isAccepted: false, text };
  }
}
