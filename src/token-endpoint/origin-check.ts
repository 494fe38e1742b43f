import type { AskedHeaders, AskedRequest } from './pipeline.js';

/** What the endpoint makes of the page that a request came from. */
export interface PageOrigin {
  readonly isAllowed: boolean;
  /** The page's origin; `undefined` where the request does not name it. */
  readonly origin: string | undefined;
  /** Whether nothing but a token can tell that the request is no other site's. */
  readonly needsToken: boolean;
  /** The listed origin whose pages may read the answer across origins. */
  readonly crossOrigin: string | undefined;
}

const REFUSED: PageOrigin = {
  isAllowed: false,
  origin: undefined,
  needsToken: false,
  crossOrigin: undefined,
};
const ALLOWED: PageOrigin = { ...REFUSED, isAllowed: true };

/**
 * Decides whether the page that sent a request may ask.
 *
 * @param origins exact origins; `undefined` for the endpoint's own origin only
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function checkOrigin(
  request: AskedRequest,
  origins: ReadonlySet<string> | undefined,
): PageOrigin {
  if (isNavigation(request.headers)) return REFUSED;
  const origin = request.headers.get('Origin');
  if (origin === null) return checkWithoutOrigin(request.headers);
  if (origins) return origins.has(origin) ? { ...ALLOWED, origin, crossOrigin: origin } : REFUSED;
  return isOwnOrigin(request, origin) ? { ...ALLOWED, origin } : REFUSED;
}

/** Browsers name the origin of every cross-origin POST: without one it is theirs, or a program. */
function checkWithoutOrigin(headers: AskedHeaders): PageOrigin {
  if (hasSameOriginMark(headers)) return ALLOWED;
  return headers.has('Sec-Fetch-Site') ? REFUSED : { ...ALLOWED, needsToken: true };
}

/** Forms, links and frames can't read an answer, so they have nothing to ask for. */
export function isNavigation(headers: AskedHeaders): boolean {
  const destination = headers.get('Sec-Fetch-Dest') ?? 'empty';
  return headers.get('Sec-Fetch-Mode') === 'navigate' || destination !== 'empty';
}

function hasSameOriginMark(headers: AskedHeaders): boolean {
  return headers.get('Sec-Fetch-Site') === 'same-origin';
}

/**
 * A browser that sends Fetch Metadata compares origins itself, so the host suffices and
 * the scheme may have been lost in a proxy that ends TLS. Any other must match exactly.
 * Some frameworks build the URL from their own host name: then the header has the page's.
 */
function isOwnOrigin(request: AskedRequest, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  const own = new URL(request.url);
  if (page.origin !== origin) return false;
  if (request.headers.has('Sec-Fetch-Site')) {
    const hosts = [own.host, request.headers.get('Host')];
    return hasSameOriginMark(request.headers) && hosts.includes(page.host);
  }
  return origin === own.origin;
}
