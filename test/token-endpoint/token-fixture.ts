import { SignJWT } from 'jose';
import {
  type EmbedTokenClaims,
  type EmbedTokenOptions,
  signEmbedToken,
} from '../../src/token-endpoint/token-endpoint.js';
import { OWN_PAGE, SITE } from './endpoint-fixture.js';

export const ISSUER = 'https://accounts.site.example';
export const AUDIENCE = `${SITE}/livebox/token`;

/** The secret that site and endpoint share. */
export const SHARED = { kid: '2026-11', alg: 'HS256', key: 'canary-secret-'.repeat(3) } as const;

export const TOKENS: EmbedTokenOptions = { issuer: ISSUER, audience: AUDIENCE, keys: [SHARED] };

export const CLAIMS: EmbedTokenClaims = {
  sub: 'visitor-1',
  conferences: ['Conference-1'],
  origin: SITE,
};

/** Signs a good token, some of its claims replaced. */
export function sign(
  claims: Partial<EmbedTokenClaims> = {},
  options: { lifetime?: number; now?: () => Date } = {},
): Promise<string> {
  return signEmbedToken({ ...CLAIMS, ...claims }, SHARED, {
    issuer: ISSUER,
    audience: AUDIENCE,
    ...options,
  });
}

/** Signs whatever payload and header, as `signEmbedToken()` would not. */
export function forge(
  payload: Record<string, unknown>,
  header: Record<string, unknown> = {},
  key: Uint8Array | CryptoKey = new TextEncoder().encode(SHARED.key),
): Promise<string> {
  const protectedHeader = { alg: 'HS256', typ: 'livebox-embed+jwt', kid: SHARED.kid, ...header };
  return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(key);
}

/** A payload as it should be, at a time in seconds. */
export function createPayload(iat: number): Record<string, unknown> {
  return {
    ...CLAIMS,
    scope: 'view',
    iss: ISSUER,
    aud: AUDIENCE,
    iat,
    exp: iat + 300,
    jti: 'jti-1',
  };
}

/** The headers of a page of the endpoint's own origin that brings a token. */
export function bring(token: string): Record<string, string> {
  return { ...OWN_PAGE, Authorization: `Bearer ${token}` };
}
