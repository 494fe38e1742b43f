import { ConferenceError } from './conference-error.js';
import { DEFAULT_SIZE, type GrantRequest } from '../embed-protocol/grant-request.js';

/** What the request for a grant is made of. */
export interface GrantRequestOptions extends GrantRequest {
  /** `undefined`: the page itself, for a listener that answers the request. */
  endpoint: string | undefined;
  method: 'get' | 'post';
  token: string | undefined;
  credentials: RequestCredentials;
  signal: AbortSignal;
}

/**
 * Creates the request for a grant (wire contract, version 1).
 *
 * A `GET` has neither headers nor credentials of its own: only then does the browser use
 * what `<link rel="preload" as="fetch" crossorigin>` has fetched.
 */
export function createGrantRequest(options: GrantRequestOptions): Request {
  const { endpoint, method, token, credentials, signal, name, width, height } = options;
  const url = parseEndpoint(endpoint);
  if (method === 'get') {
    url.searchParams.set('name', name);
    return new Request(url, { credentials: 'same-origin', redirect: 'manual', signal });
  }
  const headers = new Headers({ 'content-type': 'application/json' });
  if (token) headers.set('authorization', `Bearer ${checkToken(token)}`);
  const body = JSON.stringify({ name, width, height });
  return new Request(url, {
    method: 'POST',
    headers,
    body,
    credentials,
    redirect: 'manual',
    cache: 'no-store',
    signal,
  });
}

function parseEndpoint(endpoint = ''): URL {
  const base = document.baseURI;
  if (!endpoint) return new URL(base);
  if (URL.canParse(endpoint, base)) return new URL(endpoint, base);
  throw new ConferenceError('endpoint_invalid', { detail: `${endpoint} is no address.` });
}

/** A header takes no other characters: a JWT has none. */
function checkToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ConferenceError('token_invalid');
}

/** The element's box as it travels, in whole px; the default where it has none (hidden). */
export function measureSize(element: Element): Pick<GrantRequest, 'width' | 'height'> {
  const { width, height } = element.getBoundingClientRect();
  if (width < 1 || height < 1) return DEFAULT_SIZE;
  return { width: `${width.toFixed()}px`, height: `${height.toFixed()}px` };
}
