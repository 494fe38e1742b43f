import { problemPage } from '../embed-protocol/problem-pages.js';
import type { ConferenceError } from './conference-error.js';

const ASK_THE_LOG =
  'The endpoint’s server knows the cause: its option onError hears it, and livebox doctor finds it.';

/** What the page's developer has to do, by code; `{origin}` is the page's. */
const REMEDIES = new Map(
  Object.entries({
    name_invalid: 'Set name="…" to 1 to 64 letters, digits, hyphens or underscores.',
    endpoint_missing:
      'No token endpoint. Set token-endpoint="…" on the tag, or <meta name="livebox-token-endpoint" content="…"> in the page, to the address of one.',
    endpoint_invalid:
      'The answer is not a grant for this conference. Check that token-endpoint leads to a token endpoint, without a redirect.',
    network:
      'The token endpoint could not be reached. Check its address. When it is on another origin, its option origins has to list {origin} (CORS).',
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
    origin_not_allowed:
      'Add {origin} to the endpoint’s option origins; the list replaces the default, the endpoint’s own origin.',
    conference_unavailable:
      'It is not in the endpoint’s option conferences, does not exist in Livebox, or is off and this visitor may not switch it on. No page is told which: the endpoint’s onRefusal hears it, and livebox doctor finds it.',
    token_missing:
      'The conference is for visitors with an embed token. Give the tag one (the token property takes a function), and the endpoint its option tokens.',
    token_invalid:
      'The endpoint does not accept the tag’s token: check its key, audience and origin. The endpoint’s onRefusal hears why.',
    token_expired: 'Give the token property a function that returns a fresh token.',
    rate_limited: 'This client asked too often: see the endpoint’s option limits.',
    internal: ASK_THE_LOG,
    upstream_invalid: ASK_THE_LOG,
    upstream_refused: ASK_THE_LOG,
    upstream_unavailable: ASK_THE_LOG,
    upstream_timeout: ASK_THE_LOG,
    frame_refused: 'The Livebox server is dead, or forbids to be framed by this page.',
  }),
);

/**
 * What the console says of a failure: code, conference, occurrence, remedy, where to read more.
 *
 * @param name what the tag asks for
 */
export function describeFailure({ code, detail }: ConferenceError, name: string): string {
  const remedy = REMEDIES.get(code)?.replace('{origin}', location.origin);
  const parts = [`${code} (name="${name}"):`, detail, remedy, problemPage(code)];
  return parts.filter(Boolean).join(' ');
}
