import { LRUCache } from 'lru-cache';
import type { AskedHeaders } from './pipeline.js';

/** What the runtime knows of a request besides the request. */
export interface ConnectionInfo {
  /** Address that the connection comes from: the client's or the last proxy's. */
  remoteAddress?: string | undefined;
}

/** Where no address is known, all clients count as one. */
const UNKNOWN = 'unknown';

/**
 * Finds whom to count a request for: an IPv4 address, or the /64 of an IPv6 address, which is
 * what one customer has.
 *
 * @param trustedProxies how many proxies of the site's own stand in front; each adds the
 *   address that it was called from to `X-Forwarded-For`. What stands to the left of theirs
 *   was written by the client and counts for nothing.
 */
export function readClient(
  headers: AskedHeaders,
  { remoteAddress }: ConnectionInfo,
  trustedProxies: number,
): string {
  const nearest = parseAddress(remoteAddress ?? '');
  if (trustedProxies === 0) return nearest ?? UNKNOWN;
  const forwarded = (headers.get('X-Forwarded-For') ?? '').split(',').slice(-trustedProxies);
  // From the nearest proxy outwards, up to the first one that wrote no address.
  let client = nearest;
  for (const text of forwarded.reverse()) {
    const address = parseAddress(text.trim());
    if (address === undefined) break;
    client = address;
  }
  return client ?? UNKNOWN;
}

/** Visitors come again, and a proxy's address comes with every request. */
const known = new LRUCache<string, string>({ max: 1000 });

function parseAddress(text: string): string | undefined {
  const before = known.get(text);
  if (before !== undefined) return before;
  const address = normaliseAddress(text);
  if (address !== undefined && text.length <= 64) known.set(text, address);
  return address;
}

function normaliseAddress(text: string): string | undefined {
  const address = text.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return parseHost(address);
  if (address.length > 64 || !/^[\da-f:.]+(%[\w.-]+)?$/i.test(address)) return undefined;
  const host = parseHost(`[${address.replace(/%.*$/, '')}]`);
  return host && toNetwork(host.slice(1, -1));
}

/** The URL parser knows every spelling of an address and writes one of them. */
function parseHost(host: string): string | undefined {
  const url = `http://${host}/`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** @param address as URLs spell it: hexadecimal, the longest run of zeros as `::` */
function toNetwork(address: string): string {
  const [left = '', right = ''] = address.split('::');
  const [head, tail] = [left, right].map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - (head?.length ?? 0) - (tail?.length ?? 0) }, () => '0');
  const groups = [...(head ?? []), ...(address.includes('::') ? zeros : []), ...(tail ?? [])];
  // An IPv4 address that came by an IPv6 socket is that address.
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return toIpv4(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function toIpv4(groups: readonly string[]): string {
  const bytes = groups.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bytes.join('.');
}
