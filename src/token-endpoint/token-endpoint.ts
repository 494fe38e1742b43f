import type { Grant } from '../embed-protocol/grant.js';
import { type GrantRequest, parseGrantRequest } from '../embed-protocol/grant-request.js';
import { PROBLEMS } from '../embed-protocol/problem.js';
import { answerGrant, answerPreflight, answerProblem } from './answer.js';
import { identifyCaller, readBearerToken } from './caller.js';
import {
  assertOpen,
  type ConferenceAccess,
  decideAccess,
  refuseConference,
} from './conference-access.js';
import { type ConferenceFill, fillConference } from './conference-fill.js';
import type { Conference } from './conference-options.js';
import {
  type EndpointSettings,
  parseEndpointOptions,
  type TokenEndpointOptions,
} from './endpoint-options.js';
import { toRefusal } from './failure.js';
import { readJsonBody } from './json-body.js';
import { checkOrigin, type PageOrigin } from './origin-check.js';
import { Refusal } from './refusal.js';
import { writeTime } from './time.js';

export type { AuthorizedConference, AuthorizeHook } from './conference-access.js';
export type { ConferenceLookup } from './conference-directory.js';
export type { ConferenceOptions } from './conference-options.js';
export type { EmbedTokenClaims, EmbedTokenScope } from './embed-token.js';
export type { EdDsaTokenKey, EmbedTokenKey, SharedTokenKey } from './embed-token-key.js';
export type { EmbedTokenOptions } from './embed-token-options.js';
export type { ErrorContext, LiveboxSource, TokenEndpointOptions } from './endpoint-options.js';
export { EndpointOptionsError } from './option-check.js';
export { EmbedTokenError, signEmbedToken, type SignEmbedTokenOptions } from './sign-embed-token.js';
export { HookError } from './within-time.js';

/** A token endpoint: a handler that runs wherever `Request` and `Response` do. */
export interface TokenEndpoint {
  /** Answers one request; never rejects. The request's path does not matter. */
  fetch(request: Request): Promise<Response>;
}

/** One request on its way through the endpoint. */
interface Visit {
  readonly request: Request;
  readonly page: PageOrigin;
  /** Set once the name has been read. */
  conference: string | undefined;
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
  return { fetch: (request) => answerRequest(request, settings) };
}

async function answerRequest(request: Request, settings: EndpointSettings): Promise<Response> {
  const page = checkOrigin(request, settings.origins);
  const visit: Visit = { request, page, conference: undefined };
  try {
    assertMayAsk(visit, settings);
    if (request.method === 'OPTIONS') return answerPreflight(page);
    return answerGrant(await makeGrant(visit, settings), page);
  } catch (error) {
    const refusal = toRefusal(error);
    reportFailure(refusal, visit, settings);
    return answerProblem(refusal.code, refusal.members, page);
  }
}

function assertMayAsk({ request, page }: Visit, { tokens }: EndpointSettings): void {
  if (request.method !== 'POST' && request.method !== 'OPTIONS') {
    throw new Refusal('method_not_allowed');
  }
  const hasProof = !page.needsToken || (tokens && readBearerToken(request) !== undefined);
  if (!page.isAllowed || !hasProof) throw new Refusal('origin_not_allowed');
}

async function makeGrant(visit: Visit, settings: EndpointSettings): Promise<Grant> {
  const asked = await readGrantRequest(visit.request);
  visit.conference = asked.name;
  const access = await authoriseCaller(asked.name, visit, settings);
  assertOpen(access.conference, settings.now());
  const { livebox, frameOrigins } = settings;
  const { signal } = visit.request;
  const fill = await fillConference(access, { livebox, frameOrigins, size: asked, signal });
  return createGrant(access.conference, fill, settings);
}

async function authoriseCaller(
  name: string,
  { request, page }: Visit,
  { conferences, tokens, authorize }: EndpointSettings,
): Promise<ConferenceAccess> {
  const token = await identifyCaller(request, page, tokens, async () => undefined);
  const conference = await conferences.find(name);
  const { needsToken } = page;
  const access =
    conference && (await decideAccess(conference, { request, token, needsToken, authorize }));
  if (!access) throw refuseConference(conferences.isForTokensOnly, token !== undefined);
  return access;
}

async function readGrantRequest(request: Request): Promise<GrantRequest> {
  const asked = parseGrantRequest(await readJsonBody(request));
  if (!('invalid' in asked)) return asked;
  const detail = `The parameter "${asked.invalid}" is missing or not valid.`;
  throw new Refusal('validation_failed', { detail });
}

function createGrant(
  conference: Conference,
  fill: ConferenceFill,
  { frameOrigins, grantLifetime, now }: EndpointSettings,
): Grant {
  if (fill.mode !== 'on') {
    const isWaiting = fill.mode === 'off' && conference.waitForHost;
    throw new Refusal(isWaiting ? 'conference_not_open' : 'conference_unavailable');
  }
  const { name, opensAt, closesAt } = conference;
  const lifetimeEnd = now().getTime() + grantLifetime * 1000;
  const expiresAt = new Date(Math.min(lifetimeEnd, closesAt?.getTime() ?? Infinity));
  return {
    version: 1,
    name,
    enabled: true,
    src: fill.src,
    frameOrigins: [...frameOrigins],
    expiresAt: writeTime(expiresAt),
    ...(opensAt && { opensAt: writeTime(opensAt) }),
    ...(closesAt && { closesAt: writeTime(closesAt) }),
  };
}

/** The hook is the site's code: nothing that it does may change the answer. */
function reportFailure(refusal: Refusal, visit: Visit, { onError }: EndpointSettings): void {
  const { code, cause } = refusal;
  if (!onError || PROBLEMS[code].status < 500 || visit.request.signal.aborted) return;
  try {
    const result = onError(cause, { code, conference: visit.conference });
    Promise.resolve(result).catch(() => undefined);
  } catch {
    // Its log has failed; the visitor's answer must not.
  }
}
