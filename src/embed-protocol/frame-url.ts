const LOOPBACK_HOST = /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

// URL parsers let `*`, `;` and quotes stand in a host. An origin ends in `allow` attributes
// and policies, where those have a meaning of their own.
const PLAIN_HOST = /^([a-z\d._-]+|\[[\da-f:.]+\])$/;

/** Whether a URL's `hostname` is this machine, where plain http is as good as https. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOST.test(hostname);
}

/**
 * Reads the URL of a meeting page: https (http on loopback only), no user
 * information, nothing that browsers and servers read differently.
 *
 * @returns the parsed URL, or `undefined` when a frame must not load it
 */
export function parseFrameUrl(value: unknown): URL | undefined {
  // Control characters, white space and backslashes are dropped or rewritten by
  // URL parsers: refused, so that what was checked is what loads.
  if (typeof value !== 'string' || value.length > 2048 || /[\0-\x20\x7f\\]/.test(value)) {
    return undefined;
  }
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return undefined;
  }
  const isSecure =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const isPlain = !url.username && !url.password && PLAIN_HOST.test(url.hostname);
  return isSecure && isPlain ? url : undefined;
}

/**
 * Reads an origin that a frame may come from, such as `https://livebox.example`.
 *
 * @returns the origin in the browser's own spelling, or `undefined`
 */
export function parseFrameOrigin(value: unknown): string | undefined {
  const url = parseFrameUrl(value);
  if (!url) return undefined;
  return url.href === `${url.origin}/` ? url.origin : undefined;
}
