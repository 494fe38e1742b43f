import type { ConferenceFill } from './conference-fill.js';
import type { Conference } from './conference-options.js';
import type { PageOrigin } from './origin-check.js';

// What the site's own log is told of a refusal. Visitors get none of it: to them unknown,
// forbidden and off look the same.

/** Why a page may not ask. */
export function originReason(
  origin: string | null,
  { isAllowed }: PageOrigin,
  origins: ReadonlySet<string> | undefined,
): string {
  if (isAllowed) return 'The request names no origin, and brings no token in its place.';
  const page = origin === null ? 'no origin' : JSON.stringify(origin.slice(0, 200));
  const rule = origins
    ? `the option origins has ${[...origins].join(', ')}`
    : 'without the option origins only pages of the endpoint’s own origin may ask';
  return `The page’s origin is ${page}; ${rule}.`;
}

/** Why a caller may not see a conference. */
export function accessReason(
  name: string,
  conference: Conference | undefined,
  { hasTokens, hasToken }: { hasTokens: boolean; hasToken: boolean },
): string {
  if (!conference) return `${name} is not in the option conferences.`;
  if (conference.access === 'authorize') return `The hook authorize has refused ${name}.`;
  if (!hasTokens) {
    return `${name} needs an embed token (access: '${conference.access}'), and the endpoint has no option tokens.`;
  }
  return hasToken
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
    : accessReason(name, conference, { hasTokens: false, hasToken: false });
}
