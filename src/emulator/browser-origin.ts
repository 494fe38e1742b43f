import { Refusal } from './refusal.js';

/**
 * Checks that a call made by a browser comes from a registered URL. A call without an
 * `Origin` is a server's or an app's.
 *
 * @param origins the registered origins
 * @returns whether a browser made the call
 * @throws {Refusal} 403 when its origin is not registered
 */
export function checkBrowserOrigin(request: Request, origins: readonly string[]): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && !origins.includes(origin)) {
    throw new Refusal(
      403,
      'This origin is not registered as the Development or Production URL of the API user.',
    );
  }
  return origin !== null;
}

/** The answer to a CORS preflight whose origin has been checked. */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    },
  });
}

/** Lets the page that made a call read the answer. Refusals of the origin stay unreadable. */
export function shareWithOrigin(request: Request, response: Response, origins: readonly string[]) {
  const origin = request.headers.get('origin');
  response.headers.append('vary', 'Origin');
  if (origin !== null && origins.includes(origin)) {
    response.headers.set('access-control-allow-origin', origin);
  }
  return response;
}
