// What every endpoint answers, wherever it runs: requests in their order, and the answers.

/** Which embed token a request brings. */
export type TokenKind = 'view' | 'view enable' | 'of another key' | 'without a signature';

/** One request and what comes back. */
export interface Exchange {
  readonly title: string;
  readonly method: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly token?: TokenKind;
  /** Sends the `ETag` of the answer before. */
  readonly revalidates?: boolean;
  readonly status: number;
  /** Of the problem. */
  readonly code?: string;
  /** The conference that the grant is for. */
  readonly grants?: string;
  readonly answers?: Readonly<Record<string, string | RegExp | null>>;
}

export const PAGE = 'https://site.example';

const ASKED = '{"name":"Conference-1","width":"640px","height":"360px"}';
const BOARD = '{"name":"Board"}';
const JSON_PAGE = { Origin: PAGE, 'Content-Type': 'application/json' };
const CLOSED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A `POST` of a listed page. */
function post(title: string, expected: Partial<Exchange> & { status: number }): Exchange {
  return { title, method: 'POST', headers: JSON_PAGE, body: ASKED, ...expected };
}

export const CONTRACT: readonly Exchange[] = [
  {
    title: 'a GET of what is not there',
    method: 'GET',
    query: '?name=Unknown',
    status: 404,
    code: 'conference_unavailable',
  },
  post('a grant, which switches the conference on', {
    status: 200,
    grants: 'Conference-1',
    answers: {
      ...CLOSED,
      'content-type': /^application\/json\b/,
      'access-control-allow-origin': PAGE,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'set-cookie': null,
    },
  }),
  {
    title: 'a GET of what is public, for caches',
    method: 'GET',
    query: '?name=Conference-1',
    status: 200,
    grants: 'Conference-1',
    answers: {
      etag: /^"[\w-]{43}"$/,
      'cache-control': /^public, max-age=0, s-maxage=\d+, /,
      'access-control-allow-origin': '*',
      'set-cookie': null,
    },
  },
  {
    title: 'the same again: 304',
    method: 'GET',
    query: '?name=Conference-1',
    revalidates: true,
    status: 304,
    answers: { etag: /^"[\w-]{43}"$/ },
  },
  {
    title: 'HEAD',
    method: 'HEAD',
    query: '?name=Conference-1',
    status: 200,
    answers: { etag: /^"[\w-]{43}"$/ },
  },
  {
    title: 'a preflight',
    method: 'OPTIONS',
    headers: {
      Origin: PAGE,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
    status: 204,
    answers: {
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': /POST/,
      'access-control-allow-headers': /authorization/i,
      'access-control-max-age': /^\d+$/,
    },
  },
  post('the preflight of another site', {
    method: 'OPTIONS',
    headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    body: '',
    status: 403,
    code: 'origin_not_allowed',
    answers: { 'access-control-allow-origin': null },
  }),
  post('another site', {
    headers: { ...JSON_PAGE, Origin: 'https://evil.example' },
    status: 403,
    code: 'origin_not_allowed',
    answers: { 'access-control-allow-origin': null },
  }),
  post('Origin: null', {
    headers: { ...JSON_PAGE, Origin: 'null' },
    status: 403,
    code: 'origin_not_allowed',
  }),
  post('an unknown conference', {
    body: '{"name":"Unknown"}',
    status: 404,
    code: 'conference_unavailable',
    answers: { ...CLOSED, 'content-type': /^application\/problem\+json\b/ },
  }),
  post('one that needs a token, without one', {
    body: BOARD,
    status: 404,
    code: 'conference_unavailable',
  }),
  post('with a token of another key', {
    body: BOARD,
    token: 'of another key',
    status: 401,
    code: 'token_invalid',
  }),
  post('with a token that nobody has signed', {
    body: BOARD,
    token: 'without a signature',
    status: 401,
    code: 'token_invalid',
  }),
  post('with a token that may see it, while it is off', {
    body: BOARD,
    token: 'view',
    status: 404,
    code: 'conference_unavailable',
  }),
  post('with a token that may switch it on', {
    body: BOARD,
    token: 'view enable',
    status: 200,
    grants: 'Board',
  }),
  post('with a token that may see it, now that it is on', {
    body: BOARD,
    token: 'view',
    status: 200,
    grants: 'Board',
  }),
  post('a form', {
    headers: { Origin: PAGE, 'Content-Type': 'text/plain' },
    status: 415,
    code: 'unsupported_media_type',
  }),
  post('a body that is too large', {
    body: JSON.stringify({ name: 'Conference-1', more: 'x'.repeat(20_000) }),
    status: 413,
    code: 'body_too_large',
  }),
  post('a size that is none', {
    body: '{"name":"Conference-1","width":"1px\\" onload=\\"x"}',
    status: 422,
    code: 'validation_failed',
  }),
  post('a name that is none', {
    body: '{"name":"Conference-1\\r\\nX-Evil: 1"}',
    status: 422,
    code: 'validation_failed',
    answers: { 'x-evil': null },
  }),
  {
    title: 'a method that is none',
    method: 'PUT',
    headers: JSON_PAGE,
    body: ASKED,
    status: 405,
    code: 'method_not_allowed',
    answers: { allow: /POST/ },
  },
];
