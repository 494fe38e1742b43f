import type { Grant } from '../embed-protocol/grant.js';
import { type GrantRequest, parseGrantRequest } from '../embed-protocol/grant-request.js';
import { answerGrant, answerPreflight, answerProblem } from './answer.js';
import { identifyCaller, readBearerToken } from './caller.js';
import {
  assertOpen,
  type ConferenceAccess,
  decideAccess,
  refuseConference,
} from './conference-access.js';
import type { ConferenceFill } from './conference-fill.js';
import { createCache } from './conference-source.js';
import { parseEndpointOptions, type TokenEndpointOptions } from './endpoint-options.js';
import type { VerifiedToken } from './embed-token.js';
import { toRefusal } from './failure.js';
import { createGrant } from './grant.js';
import { readJsonBody } from './json-body.js';
import { checkOrigin, type PageOrigin } from './origin-check.js';
import { answerPublicRequest } from './public-grant.js';
import { Refusal } from './refusal.js';
import { Reporter } from './reporter.js';
import type { Station } from './station.js';
import { untilAborted } from './until-aborted.js';

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
export type { LimitKind } from './limits.js';
export type { EndpointEvent, ErrorContext, ErrorHook, EventHook } from './reporter.js';
export { EndpointOptionsError } from './option-check.js';
export { EmbedTokenError, signEmbedToken, type SignEmbedTokenOptions } from './sign-embed-token.js';
export { HookError } from './within-time.js';

/** A token endpoint: a handler that runs wherever `Request` and `Response` do. */
export interface TokenEndpoint {
  /** Answers one request; never rejects. The request's path does not matter. */
  fetch(request: Request): Promise<Response>;
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
  const settings = parseEndpointOptions(options);
  const reporter = new Reporter(settings.onError, settings.onEvent);
  const cache = createCache(settings, reporter);
  return { fetch: (request) => answerRequest(request, { settings, reporter, cache }) };
}

/** One request on its way through the endpoint. */
interface Visit extends Station {
  readonly request: Request;
  readonly page: PageOrigin;
  /** Set once the name has been read. */
  conference: string | undefined;
}

async function answerRequest(request: Request, station: Station): Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD') {
    return answerPublicRequest(request, station);
  }
  const page = checkOrigin(request, station.settings.origins);
  const visit: Visit = { ...station, request, page, conference: undefined };
  try {
    assertMayAsk(visit);
    if (request.method === 'OPTIONS') return answerPreflight(page);
    return answerGrant(await makeGrant(visit), page);
  } catch (error) {
    const refusal = toRefusal(error);
    station.reporter.report(refusal, visit.conference);
    return answerProblem(refusal, page);
  }
}

function assertMayAsk({ request, page, settings: { tokens } }: Visit): void {
  if (request.method !== 'POST' && request.method !== 'OPTIONS') {
    throw new Refusal('method_not_allowed');
  }
  const hasProof = !page.needsToken || (tokens && readBearerToken(request) !== undefined);
  if (!page.isAllowed || !hasProof) throw new Refusal('origin_not_allowed');
}

async function makeGrant(visit: Visit): Promise<Grant> {
  const { request, page, settings } = visit;
  const asked = await readGrantRequest(request);
  visit.conference = asked.name;
  const token = await identifyCaller(request, page, settings.tokens, async () => undefined);
  const access = await authoriseCaller(asked.name, token, visit);
  assertOpen(access.conference, settings.now());
  const fill = await getFill(access, asked, visit);
  const { frameOrigins, grantLifetime, now } = settings;
  const expiresAt = now().getTime() + grantLifetime * 1000;
  const grant = createGrant(access.conference, fill, { frameOrigins, expiresAt });
  if (grant) return grant;
  throw refuseConference(settings.conferences.isForTokensOnly, token !== undefined);
}

async function readGrantRequest(request: Request): Promise<GrantRequest> {
  const asked = parseGrantRequest(await readJsonBody(request));
  if (!('invalid' in asked)) return asked;
  const detail = `The parameter "${asked.invalid}" is missing or not valid.`;
  throw new Refusal('validation_failed', { detail });
}

async function authoriseCaller(
  name: string,
  token: VerifiedToken | undefined,
  { request, page: { needsToken }, settings: { conferences, authorize } }: Visit,
): Promise<ConferenceAccess> {
  const conference = await conferences.find(name);
  const access =
    conference && (await decideAccess(conference, { request, token, needsToken, authorize }));
  if (access) return access;
  throw refuseConference(conferences.isForTokensOnly, token !== undefined);
}

async function getFill(
  access: ConferenceAccess,
  size: GrantRequest,
  { request, cache }: Visit,
): Promise<ConferenceFill> {
  const known = cache.peek(access);
  if (known) return known;
  return untilAborted(request.signal, () => cache.obtain({ access, size }));
}
