import type { ConferenceError } from './conference-error.js';
import type { FailureAdvice } from './conference-strings.js';

const ADVICE = new Map<string, FailureAdvice>(
  Object.entries({
    token_missing: 'signIn',
    token_invalid: 'signIn',
    token_expired: 'signIn',
    conference_unavailable: 'unavailable',
    offline: 'offline',
    network: 'unreachable',
    timeout: 'slow',
    upstream_timeout: 'slow',
    rate_limited: 'busy',
    internal: 'service',
    upstream_invalid: 'service',
    upstream_refused: 'service',
    upstream_unavailable: 'service',
    shutting_down: 'service',
    frame_refused: 'notHere',
    insecure_context: 'insecure',
    permissions_policy_blocked: 'permissions',
  }),
);

/** Which sentence tells a visitor what to do about a failure. */
export function adviceFor({ code, status = 0, retryable }: ConferenceError): FailureAdvice {
  return ADVICE.get(code) ?? (retryable || status >= 500 ? 'service' : 'setup');
}

/** Whether a button to try again makes sense: not for a mistake that only the site can mend. */
export function isWorthRetrying(error: ConferenceError): boolean {
  return !['setup', 'signIn', 'notHere', 'insecure', 'permissions'].includes(adviceFor(error));
}
