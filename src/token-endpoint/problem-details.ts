import type { ProblemCode } from '../embed-protocol/problem.js';

/** What happened and what to do, in the words that a problem carries. */
export const PROBLEM_DETAILS: Readonly<Record<ProblemCode, string>> = {
  malformed_json: 'The body could not be read as JSON in UTF-8. Send one JSON object.',
  method_not_allowed: 'Send a POST, or a GET for a public conference.',
  body_too_large: 'The body may have 4096 bytes at most.',
  unsupported_media_type: 'Send the body as Content-Type: application/json.',
  validation_failed: 'A parameter is missing or not valid.',
  token_missing: 'Send an embed token for this conference as Authorization: Bearer.',
  token_invalid: 'The embed token is not valid here. Ask the site for a new one.',
  token_expired: 'The embed token has expired. Ask the site for a new one.',
  origin_not_allowed:
    'This page is not one that may ask this endpoint. Its operator lists the origins of such pages.',
  conference_not_open: 'The conference has not started yet. Come back later.',
  conference_unavailable: 'The conference does not exist or is not on.',
  conference_over: 'The conference has ended.',
  rate_limited: 'There were too many requests. Wait a moment and try again.',
  internal: 'Something went wrong in the token endpoint. Try again later.',
  upstream_invalid: 'The conference server gave an answer that cannot be used. Try again later.',
  upstream_refused:
    'The conference server does not accept this site. The site’s operator has to act.',
  frame_refused: 'The conference cannot be shown inside this page.',
  upstream_unavailable: 'The conference server is not available. Try again in a moment.',
  shutting_down: 'The token endpoint is restarting. Try again in a moment.',
  upstream_timeout: 'The conference server took too long to answer. Try again in a moment.',
};
