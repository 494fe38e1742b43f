import { problemPage } from '../embed-protocol/problem-pages.js';
import type { ConferenceError } from './conference-error.js';

/** What the page's developer has to mend, by code. */
const REMEDIES: Partial<Record<string, string>> = {
  name_invalid: 'Set name="…" to 1 to 64 letters, digits, hyphens or underscores.',
  endpoint_missing:
    'There is no token endpoint to ask. Set token-endpoint="…" on the tag, or <meta name="livebox-token-endpoint" content="…"> in the page, to the address of one.',
  endpoint_invalid:
    'The answer is not a grant for this conference. Check that token-endpoint leads to a token endpoint, without a redirect.',
  network:
    'The token endpoint could not be reached. Check its address, and that it allows this origin (CORS).',
  offline: 'The browser is offline. The tag tries again when it is back.',
  timeout: 'There was no answer in time. The timeout attribute (ms) says how long to wait.',
  embed_code_invalid: 'The endpoint’s embed code is not one harmless iframe.',
  frame_origin_not_allowed:
    'The meeting page’s origin is not among those that the grant, the tag’s frame-origins and <meta name="livebox-frame-origins"> allow. Embed code as an answer needs one of the two.',
  insecure_context:
    'Browsers give camera and microphone to secure pages only. Serve this page over https.',
  permissions_policy_blocked:
    'The page’s own Permissions-Policy header keeps camera or microphone from the frame. Send the header given here.',
  csp_blocked: 'The page’s Content-Security-Policy blocks it. Add the directive given here.',
  origin_not_allowed: 'Add this page’s origin to the endpoint’s origins.',
  token_missing: 'Give the tag a token: the token property takes a function.',
  token_invalid:
    'The endpoint does not accept the tag’s token: check its key, audience and origin.',
  token_expired: 'Give the token property a function that returns a fresh token.',
  frame_refused: 'The Livebox server is dead, or forbids to be framed by this page.',
};

/** What the console says of a failure: code, occurrence, remedy, and where to read more. */
export function describeFailure({ code, detail }: ConferenceError): string {
  return [`${code}:`, detail, REMEDIES[code], problemPage(code)].filter(Boolean).join(' ');
}
