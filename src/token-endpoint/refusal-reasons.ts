import type { ConferenceFill } from './conference-fill.js';
import type { Conference } from './conference-options.js';
import type { VerifiedToken } from './embed-token.js';
import { isNavigation, type PageOrigin } from './origin-check.js';
import type { AskedHeaders } from './pipeline.js';

// What the site's own log is told of a refusal. Visitors get none of it: to them unknown,
// forbidden and off look the same.

/** Why a page may not ask. */
export function originReason(
  headers: AskedHeaders,
  { isAllowed }: PageOrigin,
  origins: ReadonlySet<string> | undefined,
): string {
  if (isAllowed) return 'The request names no origin, and brings no token in its place.';
  if (isNavigation(headers)) {
    return 'The request is of a form, a link or a frame, which could not read the answer.';
  }
  const origin = headers.get('Origin');
  if (origin === null) return 'The request names no origin, and the browser says: not of this one.';
  const rule = origins
    ? `the option origins has ${[...origins].join(', ')}`
    : 'without the option origins only pages of the endpoint’s own origin may ask';
  return `The page’s origin is ${JSON.stringify(toPlain(origin))}; ${rule}.`;
}

/** What there is to let a caller in by. */
interface AccessMeans {
  /** Whether the endpoint has the option `tokens`. */
  readonly hasTokens: boolean;
  /** Whether the request needs a token even for a public conference. */
  readonly needsToken: boolean;
  readonly token: VerifiedToken | undefined;
}

const NO_MEANS: AccessMeans = { hasTokens: false, needsToken: false, token: undefined };

/** Why a caller may not see a conference. */
export function accessReason(
  name: string,
  conference: Conference | undefined,
  { hasTokens, needsToken, token }: AccessMeans = NO_MEANS,
): string {
  if (!conference) return `${name} is not in the option conferences.`;
  const isTokenDue = needsToken || conference.access === 'token';
  if (!isTokenDue || token?.conferences.has(name)) return `The hook authorize has refused ${name}.`;
  if (!hasTokens) {
    return `${name} needs an embed token (access: '${conference.access}'), and the endpoint has no option tokens.`;
  }
  return token
    ? `The embed token is for other conferences than ${name}.`
    : `${name} needs an embed token, and the request has none.`;
}

/** Why nobody may see a conference now. */
export function absenceReason(
  { name, enable, create }: Conference,
  { mode }: ConferenceFill,
): string {
  const visitor = `this visitor may not switch it on (enable: '${enable}')`;
  if (mode === 'off') return `${name} is off in Livebox, and ${visitor}.`;
  return create
    ? `${name} does not exist in Livebox, and ${visitor}.`
    : `${name} does not exist in Livebox, and has no option create.`;
}

/** Why `GET` does not serve a conference. */
export function publicReason(name: string, conference: Conference | undefined): string {
  return conference
    ? `GET serves public conferences only, and ${name} has access: '${conference.access}'.`
    : accessReason(name, conference);
}

/** One line of a log: what a stranger has written is shortened and moves no cursor. */
export function toPlain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
