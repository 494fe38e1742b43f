import { isLoopback } from '../../embed-protocol/frame-url.js';
import type { EndpointSettings } from '../endpoint-settings.js';
import { listMissing, listSettings, type Settings } from '../settings.js';
import { formatFacts } from '../table.js';
import type { ServeSettings } from './serve-settings.js';

/** What `livebox serve` has understood, for whoever starts it. */
export interface ServeReport {
  readonly text: string;
  /** What must be set before it can start. */
  readonly missing: readonly string[];
}

/** Describes what was understood and what is missing. No key is among it. */
export function createReport(
  settings: Settings,
  endpoint: Partial<EndpointSettings>,
  serve: ServeSettings,
): ServeReport {
  const facts = [
    ...listSettings(settings),
    ['configuration', settings.configName ?? 'environment only'],
    ['address', `http://${serve.host}:${serve.port}${serve.path}`],
    ['conferences', describeConferences(endpoint.conferences)],
    ['origins', endpoint.origins?.join(', ') ?? "the endpoint's own only"],
    ['frameOrigins', endpoint.frameOrigins?.join(', ') ?? "the Livebox server's"],
    ['grantLifetime', `${endpoint.grantLifetime ?? 300} s`],
    ['frame probe', endpoint.probe ? 'on' : 'off (LIVEBOX_PROBE=true)'],
    ['tokens', describeTokens(endpoint)],
    ['authorize', endpoint.authorize ? 'a hook of the configuration file' : 'none'],
    ['fills', describeFills(endpoint, serve)],
    ['limits', describeLimits(endpoint, serve)],
    ['metrics', serve.metrics ? '/metrics' : 'off (--metrics)'],
    ['timeouts', `headers ${serve.headersTimeout} ms, request ${serve.requestTimeout} ms`],
    ['shutdown', `${serve.drainDelay} ms unready, then ${serve.shutdownTimeout} ms at most`],
  ] as const;
  const missing = [
    ...listMissing(settings),
    ...(endpoint.conferences === undefined ? ['LIVEBOX_CONFERENCES'] : []),
  ];
  const warnings = listWarnings(endpoint, serve).map((warning) => `  ! ${warning}`);
  return { text: [formatFacts(facts), ...warnings].join('\n'), missing };
}

function describeConferences(conferences: EndpointSettings['conferences'] | undefined): string {
  if (conferences === undefined) return 'MISSING: set LIVEBOX_CONFERENCES';
  if (typeof conferences === 'function') return 'looked up by the configuration file';
  const entries = Object.entries(conferences);
  const shown = entries
    .slice(0, 20)
    .map(
      ([name, { access = 'token', enable = 'token' }]) =>
        `${name} (${access}, enabled by ${enable})`,
    );
  const rest = entries.length > shown.length ? ` and ${entries.length - shown.length} more` : '';
  return shown.join(', ') + rest;
}

function describeFills({ cache }: Partial<EndpointSettings>, { redisUrl }: ServeSettings): string {
  if (cache?.store) return 'shared by the configuration file';
  return redisUrl === undefined ? 'of this process (LIVEBOX_REDIS_URL)' : 'shared over Redis';
}

function describeLimits(
  { limits }: Partial<EndpointSettings>,
  { redisUrl, trustedProxies }: ServeSettings,
): string {
  if (limits) return 'of the configuration file';
  if (trustedProxies === undefined) return 'NONE: say how many proxies stand in front';
  const where = redisUrl === undefined ? 'counted in memory' : 'counted over Redis';
  return `${where}; proxies in front: ${trustedProxies}`;
}

function describeTokens({ tokens }: Partial<EndpointSettings>): string {
  if (!tokens) return 'none: nobody has one (LIVEBOX_TOKEN_KEY)';
  const keys = tokens.keys.map(({ kid, alg }) => `${kid} (${alg})`).join(', ');
  return `issuer ${tokens.issuer}, audience ${tokens.audience}, keys ${keys}`;
}

function listWarnings(
  endpoint: Partial<EndpointSettings>,
  { host, trustedProxies }: ServeSettings,
): string[] {
  const { conferences = {}, origins, tokens } = endpoint;
  const isListed = typeof conferences !== 'function';
  const needsTokens =
    isListed && Object.values(conferences).some(({ access = 'token' }) => access === 'token');
  return [
    needsTokens && !tokens
      ? 'A conference needs an embed token and no key is set: nobody can see it.'
      : [],
    endpoint.limits || trustedProxies !== undefined
      ? []
      : 'No rate limits: set LIVEBOX_TRUSTED_PROXIES (0 without a proxy) and they are on.',
    origins ? [] : 'LIVEBOX_ORIGINS is not set: only pages of this address itself may ask.',
    isLoopback(host === '::1' ? '[::1]' : host)
      ? []
      : `${host} is reachable from other machines: keep /metrics inside, and put a proxy with TLS in front.`,
  ].flat();
}
