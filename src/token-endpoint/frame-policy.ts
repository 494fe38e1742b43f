/** What a page's headers say about who may frame it. */
export interface FramePolicy {
  /** `X-Frame-Options`. */
  readonly frameOptions: string | undefined;
  /** `Content-Security-Policy`: several policies are separated by commas. */
  readonly securityPolicy: string | undefined;
}

/**
 * Whether a page may be framed by one of another origin, as browsers decide it.
 *
 * @param page origin of the page around the frame; `undefined`: only what is forbidden to
 *   all counts
 * @param frame origin of the page in the frame
 * @see https://www.w3.org/TR/CSP3/#directive-frame-ancestors
 * @see https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header
 */
export function mayBeFramed(
  { frameOptions, securityPolicy }: FramePolicy,
  page: string | undefined,
  frame: string,
): boolean {
  const lists = readAncestors(securityPolicy ?? '');
  if (lists.length > 0) {
    return lists.every((sources) => sources.some((source) => matchesSource(source, page, frame)));
  }
  return allowsByOptions(frameOptions ?? '', page, frame);
}

/** The first `frame-ancestors` of each policy. */
function readAncestors(securityPolicy: string): string[][] {
  return securityPolicy.split(',').flatMap((policy) => {
    const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
    const found = directives.find(([name]) => name?.toLowerCase() === 'frame-ancestors');
    return found ? [found.slice(1)] : [];
  });
}

function matchesSource(source: string, page: string | undefined, frame: string): boolean {
  const text = source.toLowerCase();
  if (text === "'none'") return false;
  if (page === undefined || text === '*') return true;
  if (text === "'self'") return page === frame;
  const { protocol } = new URL(page);
  if (/^[a-z][a-z\d+.-]*:$/.test(text)) return matchesScheme(text, protocol);
  return matchesHost(text, new URL(page), new URL(frame).protocol);
}

/** A source that names http is for https as well. */
function matchesScheme(wanted: string, scheme: string): boolean {
  return wanted === scheme || (wanted === 'http:' && scheme === 'https:');
}

function matchesHost(source: string, page: URL, frameScheme: string): boolean {
  const parts = /^(?:([a-z][a-z\d+.-]*:)\/\/)?([^/:]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/.*)?$/.exec(
    source,
  );
  const [, scheme = frameScheme, host = '', port] = parts ?? [];
  if (!parts || !matchesScheme(scheme, page.protocol)) return false;
  const isHost = host.startsWith('*.')
    ? page.hostname.endsWith(host.slice(1))
    : host === page.hostname;
  return isHost && matchesPort(port, page);
}

function matchesPort(port: string | undefined, { port: own, protocol }: URL): boolean {
  if (port === '*') return true;
  const standard = protocol === 'https:' ? '443' : '80';
  const actual = own || standard;
  return (port ?? standard) === actual || (port === '80' && actual === '443');
}

/** Browsers refuse what they do not understand only where it contradicts itself. */
function allowsByOptions(value: string, page: string | undefined, frame: string): boolean {
  const options = new Set(value.split(',').map((option) => option.trim().toUpperCase()));
  if (options.has('DENY')) return false;
  if (!options.has('SAMEORIGIN')) return true;
  return page === undefined ? false : page === frame;
}
