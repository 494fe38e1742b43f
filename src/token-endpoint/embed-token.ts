import * as v from 'valibot';
import { isConferenceName } from '../embed-protocol/conference-name.js';
import { parseFrameOrigin } from '../embed-protocol/frame-url.js';

/** Media type of an embed token, its header's `typ`: no other token can stand in for one. */
export const EMBED_TOKEN_TYPE = 'livebox-embed+jwt';

/** For how long a token may live, in seconds. */
export const MAX_TOKEN_LIFETIME = 600;

/** What its bearer may do: see the conferences, or switch them on as well. */
export type EmbedTokenScope = 'view' | 'view enable';

/** What an embed token says of its bearer. */
export interface EmbedTokenClaims {
  /** Whom it was made for, such as the site's own id of the visitor: 1 to 255 characters. */
  sub: string;
  /** Exact names of the conferences: 1 to 100 of them. */
  conferences: readonly string[];
  /** Origin of the page that will use it, such as `https://site.example`. */
  origin: string;
  /** Default `view`. */
  scope?: EmbedTokenScope;
}

/** The claims of a token whose signature, issuer and audience are right. */
export interface VerifiedToken {
  /** Whom it was made for. */
  readonly sub: string;
  readonly conferences: ReadonlySet<string>;
  readonly origin: string;
  readonly mayEnable: boolean;
  /** Seconds since 1970. */
  readonly exp: number;
}

const SECONDS = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const PAYLOAD = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  iat: SECONDS,
  exp: SECONDS,
  jti: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  conferences: v.pipe(
    v.array(v.custom<string>(isConferenceName, 'It must hold names of conferences')),
    v.minLength(1),
    v.maxLength(100),
  ),
  origin: v.custom<string>(
    (value) => value !== undefined && parseFrameOrigin(value) === value,
    'It must be one exact origin: https (http on loopback only), no path',
  ),
  scope: v.picklist(['view', 'view enable']),
});

/** What a payload is not: the claim's name and why, never its value. */
export interface PayloadMistake {
  readonly claim: string;
  readonly reason: string;
}

/** Reads the claims of the wire contract; all of them are required. */
export function parsePayload(payload: unknown): VerifiedToken | PayloadMistake {
  const { success, output, issues } = v.safeParse(PAYLOAD, payload, { abortEarly: true });
  if (!success) {
    const [issue] = issues;
    return { claim: v.getDotPath(issue) ?? 'payload', reason: 'It is missing or not valid.' };
  }
  const { sub, iat, exp, conferences, origin, scope } = output;
  if (exp <= iat || exp - iat > MAX_TOKEN_LIFETIME) {
    return { claim: 'exp', reason: 'It must be 1 to 600 seconds after iat.' };
  }
  const mayEnable = scope === 'view enable';
  return { sub, conferences: new Set(conferences), origin, mayEnable, exp };
}
