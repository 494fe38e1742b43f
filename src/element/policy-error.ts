import { ConferenceError } from './conference-error.js';

/**
 * The error for what the page's Content Security Policy kept from loading.
 *
 * @param violations what the browser reported to the document
 * @param url what did not load
 * @param directive what governs it
 * @returns `undefined` when no policy stopped it
 */
export function policyError(
  violations: readonly SecurityPolicyViolationEvent[],
  url: string,
  directive: 'connect-src' | 'frame-src',
): ConferenceError | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  const violation = violations.find(
    ({ blockedURI, disposition, effectiveDirective }) =>
      disposition === 'enforce' &&
      effectiveDirective === directive &&
      blockedURI.startsWith(origin),
  );
  return violation && new ConferenceError('csp_blocked', { detail: `${directive} ${origin}` });
}
