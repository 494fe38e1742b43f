import { createHmac } from 'node:crypto';

/** Where the benchmarked endpoint believes to stand. */
export const SITE = 'https://site.example';

const SECRET = 'benchmark-secret-'.repeat(3);

/** What endpoint and signer share. */
export const TOKENS = {
  issuer: SITE,
  audience: `${SITE}/livebox/token`,
  keys: [{ kid: 'bench', alg: 'HS256', key: SECRET }],
} as const;

const HEAD = encode({ alg: 'HS256', typ: 'livebox-embed+jwt', kid: 'bench' });

/** Signs a token of one visitor; with `node:crypto`, as a site in any language would. */
export function signToken(visitor: number): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: SITE, aud: TOKENS.audience, iat, exp: iat + 600, jti: `id-${visitor}` };
  const rights = { sub: `v-${visitor}`, conferences: ['Board'], origin: SITE, scope: 'view' };
  const text = `${HEAD}.${encode({ ...claims, ...rights })}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
