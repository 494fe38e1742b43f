import { DEFAULT_SIZE, type GrantRequest } from '../embed-protocol/grant-request.js';

/** What the request for a grant is made of. */
export interface GrantRequestOptions extends GrantRequest {
  endpoint: string;
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
  const url = new URL(endpoint, document.baseURI);
  if (method === 'get') {
    url.searchParams.set('name', name);
    return new Request(url, { credentials: 'same-origin', redirect: 'manual', signal });
  }
  const headers = new Headers({ 'content-type': 'application/json' });
  if (token) headers.set('authorization', `Bearer ${token}`);
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

/** The element's box as it travels, in whole px; the default where it has none (hidden). */
export function measureSize(element: Element): Pick<GrantRequest, 'width' | 'height'> {
  const { width, height } = element.getBoundingClientRect();
  if (width < 1 || height < 1) return DEFAULT_SIZE;
  return { width: `${String(Math.round(width))}px`, height: `${String(Math.round(height))}px` };
}
