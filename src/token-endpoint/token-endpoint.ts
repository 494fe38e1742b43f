// The entry `livebox-conference/endpoint`.
import type { Grant } from '../embed-protocol/grant.js';
import type { ConnectionInfo } from './client-address.js';
import type { TokenEndpointOptions } from './endpoint-options.js';
import { createPipeline } from './endpoint-pipeline.js';
import { createFetch } from './pipeline-fetch.js';
import { obtainServerGrant, type ServerGrantOptions } from './server-grant.js';
import { createStation } from './station.js';

export type { AuthorizedConference, AuthorizeHook } from './conference-access.js';
export type { ConferenceLookup } from './conference-directory.js';
export type { ConferenceOptions } from './conference-options.js';
export type { EmbedTokenClaims, EmbedTokenScope } from './embed-token.js';
export type { EdDsaTokenKey, EmbedTokenKey, SharedTokenKey } from './embed-token-key.js';
export type { EmbedTokenOptions } from './embed-token-options.js';
export type { CacheOptions } from './cache-options.js';
export type { CacheUse } from './conference-cache.js';
export type { LiveboxSource, TokenEndpointOptions } from './endpoint-options.js';
export type { FillStore } from './fill-store.js';
export type { ConnectionInfo } from './client-address.js';
export type { LimitKind, RequestLimits } from './limits.js';
export type {
  EndpointEvent,
  ErrorContext,
  ErrorHook,
  EventHook,
  RefusalContext,
  RefusalHook,
} from './reporter.js';
export { EndpointOptionsError } from './option-check.js';
export { EmbedTokenError, signEmbedToken, type SignEmbedTokenOptions } from './sign-embed-token.js';
export { FrameRefusedError } from './frame-probe.js';
export { GrantError } from './grant-error.js';
export type { ServerGrantOptions } from './server-grant.js';
export { HookError } from './within-time.js';

/** A token endpoint: a handler that runs wherever `Request` and `Response` do. */
export interface TokenEndpoint {
  /**
   * Answers one request; never rejects. The request's path does not matter.
   *
   * @param connection what the runtime knows of the client, for `limits`
   */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
  /**
   * Obtains a grant for a page that the site's server renders, so that the tag asks nothing.
   *
   * Whoever gets the page gets the grant: call it for visitors who may see the conference. It
   * asks nobody whether they may: no token, no `authorize`, no origin and no limit. What is not
   * listed, not open or switched off for good stays closed.
   *
   * @param name of the conference
   * @throws {GrantError} why there is none; the tag without a grant asks itself and says so
   * @example
   * const grant = await endpoint.grant('Conference-1', { enable: user.isHost });
   * const script = `<script type="application/json">${serializeGrant(grant)}</script>`;
   */
  grant(name: string, options?: ServerGrantOptions): Promise<Grant>;
}

/**
 * Creates the endpoint that gives pages the right to show a conference. It holds the
 * credentials; what it answers contains none.
 *
 * @throws {EndpointOptionsError} when an option is not valid or `conferences` is empty
 * @example
 * const endpoint = createTokenEndpoint({
 *   livebox: new LiveboxClient({ server: 'https://livebox.example', username, key, serverKey }),
 *   conferences: { 'Conference-1': { access: 'public', enable: 'visitors' } },
 * });
 * const response = await endpoint.fetch(request);
 * @see "The wire contract, version 1" in docs/endpoint.md
 */
export function createTokenEndpoint(options: TokenEndpointOptions): TokenEndpoint {
  const station = createStation(options);
  return {
    fetch: createFetch(createPipeline(station)),
    grant: (name, grantOptions = {}) => obtainServerGrant(name, grantOptions, station),
  };
}
