import type { FramePolicy } from './frame-policy.js';

/** What a look at the meeting page found. */
export type FrameProbe = { readonly isAlive: false } | ({ readonly isAlive: true } & FramePolicy);

/**
 * The meeting page can not be shown. The message says why and names no address.
 *
 * @example if (error instanceof FrameRefusedError) alertOperators(error.message);
 */
export class FrameRefusedError extends Error {
  override readonly name = 'FrameRefusedError';
  readonly code = 'frame_refused';

  constructor(isAlive: boolean) {
    super(
      isAlive
        ? 'The meeting page’s X-Frame-Options or frame-ancestors forbid this page to show it. Ask the Livebox administrator to name the site there.'
        : 'The meeting page did not answer, or not with a page. Check that its server is up and reachable from here.',
    );
  }
}

/** How long the meeting page has to answer, in ms. */
const PROBE_TIME = 3000;

/**
 * Looks at a meeting page as a stranger does: without credentials, one request, its body
 * not read. A redirect is not followed: it is alive when it stays on the frame's origins.
 *
 * @param src checked to be of one of `frameOrigins`
 */
export async function probeFrame(
  src: string,
  frameOrigins: readonly string[],
  fetch: typeof globalThis.fetch,
): Promise<FrameProbe> {
  try {
    const response = await fetch(src, {
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { Accept: 'text/html' },
      signal: AbortSignal.timeout(PROBE_TIME),
    });
    response.body?.cancel().catch(() => undefined);
    return isAlive(response, src, frameOrigins) ? readPolicy(response.headers) : { isAlive: false };
  } catch {
    return { isAlive: false };
  }
}

function isAlive(response: Response, src: string, frameOrigins: readonly string[]): boolean {
  if (response.ok) return true;
  const location = response.headers.get('Location');
  if (response.status < 300 || response.status > 399 || location === null) return false;
  return URL.canParse(location, src) && frameOrigins.includes(new URL(location, src).origin);
}

function readPolicy(headers: Headers): FrameProbe {
  const options = headers.get('X-Frame-Options');
  const policies = headers.get('Content-Security-Policy');
  return {
    isAlive: true,
    frameOptions: options?.slice(0, 1000) ?? undefined,
    securityPolicy: policies?.slice(0, 8000) ?? undefined,
  };
}
