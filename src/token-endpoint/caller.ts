import type { VerifiedToken } from './embed-token.js';
import type { PageOrigin } from './origin-check.js';
import type { AskedRequest } from './pipeline.js';
import { Refusal } from './refusal.js';
import type { TokenVerifier } from './token-verifier.js';

/** The bearer token of a request, if there is one; a scheme's name has no case. */
export function readBearerToken(request: AskedRequest): string | undefined {
  return /^Bearer +([^ ]+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
}

/**
 * Verifies the token that a request brings. A bad one is refused whatever conference is
 * asked for, so that the answer tells nothing of any.
 *
 * @param beforeVerifying runs before a signature is computed
 * @throws {Refusal} `token_invalid`, `token_expired`
 */
export async function identifyCaller(
  request: AskedRequest,
  page: PageOrigin,
  tokens: TokenVerifier | undefined,
  beforeVerifying: () => Promise<void>,
): Promise<VerifiedToken | undefined> {
  const token = readBearerToken(request);
  if (!tokens || token === undefined) return undefined;
  const verified = (await tokens.recall(token)) ?? (await verify(tokens, token, beforeVerifying));
  // A request without an origin comes from no page of another site.
  if (page.origin !== undefined && verified.origin !== page.origin) {
    throw new Refusal('token_invalid').because('The embed token is for pages of another origin.');
  }
  return verified;
}

async function verify(
  tokens: TokenVerifier,
  token: string,
  beforeVerifying: () => Promise<void>,
): Promise<VerifiedToken> {
  await beforeVerifying();
  return tokens.verify(token);
}
