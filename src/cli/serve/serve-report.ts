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
    ['settings file', settings.configName ?? 'none (--config)'],
    ['address', `http://${serve.host}:${serve.port}${serve.path}`],
    ['conferences', describeConferences(endpoint.conferences)],
    ['origins', endpoint.origins?.join(', ') ?? "the endpoint's own only"],
    ['frameOrigins', endpoint.frameOrigins?.join(', ') ?? "the Livebox server's"],
    ['grantLifetime', `${endpoint.grantLifetime ?? 300} s`],
    ['frame probe', endpoint.probe ? 'on' : 'off (LIVEBOX_PROBE=true switches it on)'],
    ['tokens', describeTokens(endpoint)],
    ['authorize', endpoint.authorize ? 'a hook of the settings file' : 'none'],
    ['shared cache', describeFills(endpoint, serve)],
    ['limits', describeLimits(endpoint, serve)],
    ['metrics', serve.metrics ? '/metrics' : 'off (--metrics)'],
    ['timeouts', `headers ${serve.headersTimeout} ms, request ${serve.requestTimeout} ms`],
    [
      'shutdown',
      `${serve.drainDelay} ms not ready, then at most ${serve.shutdownTimeout} ms for the last requests`,
    ],
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
  if (typeof conferences === 'function') return 'looked up by the settings file';
  const entries = Object.entries(conferences);
  const shown = entries
    .slice(0, 20)
    .map(
      ([name, { access = 'token', enable = 'token' }]) =>
        `${name} (access: ${access}, enable: ${enable})`,
    );
  const rest = entries.length > shown.length ? ` and ${entries.length - shown.length} more` : '';
  return shown.join(', ') + rest;
}

function describeFills({ cache }: Partial<EndpointSettings>, { redisUrl }: ServeSettings): string {
  if (cache?.store) return 'of the settings file';
  return redisUrl === undefined ? 'none (set LIVEBOX_REDIS_URL)' : 'Redis';
}

function describeLimits(
  { limits }: Partial<EndpointSettings>,
  { redisUrl, trustedProxies }: ServeSettings,
): string {
  if (limits) return 'of the settings file';
  if (trustedProxies === undefined) return 'none (set LIVEBOX_TRUSTED_PROXIES)';
  const where = redisUrl === undefined ? 'counted in memory' : 'counted in Redis';
  return `${where}; proxies in front: ${trustedProxies}`;
}

function describeTokens({ tokens }: Partial<EndpointSettings>): string {
  if (!tokens) return 'none (set LIVEBOX_TOKEN_KEY)';
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
      ? 'Nobody can see a conference with "access":"token": set LIVEBOX_TOKEN_KEY. Or open it to everybody: "access":"public".'
      : [],
    endpoint.limits || trustedProxies !== undefined
      ? []
      : 'Requests are not limited: set LIVEBOX_TRUSTED_PROXIES to the number of proxies in front (0 without one).',
    origins
      ? []
      : 'LIVEBOX_ORIGINS is not set: only pages of this address may ask. Set it to the origin of your site.',
    isLoopback(host === '::1' ? '[::1]' : host)
      ? []
      : `Other machines can reach ${host}: put a proxy with TLS in front, and keep /metrics from the public.`,
  ].flat();
}
