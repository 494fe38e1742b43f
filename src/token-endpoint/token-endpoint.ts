import { type GrantRequest, parseGrantRequest } from '../embed-protocol/grant-request.js';
import {
  type Answer,
  createGrantAnswer,
  createPreflightAnswer,
  createProblemAnswer,
  toResponse,
} from './answer.js';
import { type ConnectionInfo, readClient } from './client-address.js';
import { identifyCaller, readBearerToken } from './caller.js';
import {
  assertOpen,
  type ConferenceAccess,
  decideAccess,
  refuseConference,
} from './conference-access.js';
import { createCache } from './conference-source.js';
import { parseEndpointOptions, type TokenEndpointOptions } from './endpoint-options.js';
import type { VerifiedToken } from './embed-token.js';
import { toRefusal } from './failure.js';
import { FillPermits } from './fill-permit.js';
import { createGrantText } from './grant-text.js';
import { readJsonBody, readRequestBody } from './json-body.js';
import { ClientLimits } from './limits.js';
import { checkOrigin, type PageOrigin } from './origin-check.js';
import { type Question, registerPipeline } from './pipeline.js';
import { answerPublicRequest } from './public-grant.js';
import { Refusal } from './refusal.js';
import { Reporter } from './reporter.js';
import type { Station } from './station.js';

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
export type { EndpointEvent, ErrorContext, ErrorHook, EventHook } from './reporter.js';
export { EndpointOptionsError } from './option-check.js';
export { EmbedTokenError, signEmbedToken, type SignEmbedTokenOptions } from './sign-embed-token.js';
export { FrameRefusedError } from './frame-probe.js';
export { HookError } from './within-time.js';

/** A token endpoint: a handler that runs wherever `Request` and `Response` do. */
export interface TokenEndpoint {
  /**
   * Answers one request; never rejects. The request's path does not matter.
   *
   * @param connection what the runtime knows of the client, for `limits`
   */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
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
  const fills = new FillPermits(createCache(settings, reporter));
  const station = { settings, reporter, fills };
  const fetch: TokenEndpoint['fetch'] = async (request, connection = {}) => {
    const readBody = (): Promise<Uint8Array> => readRequestBody(request);
    return toResponse(await answerRequest({ request, connection, readBody }, station));
  };
  registerPipeline(fetch, (question) => answerRequest(question, station));
  return { fetch };
}

/** One request on its way through the endpoint. */
interface Visit extends Station {
  readonly question: Question;
  readonly page: PageOrigin;
  readonly limits: ClientLimits;
  /** Set once the name has been read. */
  conference: string | undefined;
}

async function answerRequest(question: Question, station: Station): Promise<Answer> {
  const { settings, reporter, fills } = station;
  const { request, connection } = question;
  const client = settings.limits
    ? readClient(request.headers, connection, settings.trustedProxies)
    : '';
  const limits = new ClientLimits(settings.limits, client, (kind) =>
    reporter.tell({ type: 'limit', kind }),
  );
  return request.method === 'GET' || request.method === 'HEAD'
    ? answerPublicRequest(request, station, limits)
    : answerVisit({
        settings,
        reporter,
        fills,
        question,
        limits,
        page: checkOrigin(request, settings.origins),
        conference: undefined,
      });
}

async function answerVisit(visit: Visit): Promise<Answer> {
  const { question, page, limits } = visit;
  try {
    assertMayAsk(visit);
    if (question.request.method === 'OPTIONS') return createPreflightAnswer(page);
    await limits.consume('hit');
    return createGrantAnswer(await makeGrant(visit), page);
  } catch (error) {
    const refusal = await limits.count(toRefusal(error));
    visit.reporter.report(refusal, visit.conference);
    return createProblemAnswer(refusal, page);
  }
}

function assertMayAsk({ question: { request }, page, settings: { tokens } }: Visit): void {
  if (request.method !== 'POST' && request.method !== 'OPTIONS') {
    throw new Refusal('method_not_allowed');
  }
  const hasProof = !page.needsToken || (tokens && readBearerToken(request) !== undefined);
  if (!page.isAllowed || !hasProof) throw new Refusal('origin_not_allowed');
}

async function makeGrant(visit: Visit): Promise<string> {
  const { question, page, settings, limits } = visit;
  const { request } = question;
  const asked = await readGrantRequest(question);
  visit.conference = asked.name;
  const token = await identifyCaller(request, page, settings.tokens, () => limits.check('failure'));
  const access = await authoriseCaller(asked.name, token, visit);
  assertOpen(access.conference, settings.now());
  const fill = await visit.fills.obtain({ access, size: asked }, limits, request);
  const { frameOrigins, grantLifetime, now } = settings;
  const expiresAt = now().getTime() + grantLifetime * 1000;
  const grant = createGrantText(access.conference, fill, {
    frameOrigins,
    expiresAt,
    page: page.origin ?? new URL(request.url).origin,
  });
  if (grant) return grant;
  throw refuseConference(settings.conferences.isForTokensOnly, token !== undefined);
}

async function readGrantRequest(question: Question): Promise<GrantRequest> {
  const asked = parseGrantRequest(await readJsonBody(question));
  if (!('invalid' in asked)) return asked;
  const detail = `The parameter "${asked.invalid}" is missing or not valid.`;
  throw new Refusal('validation_failed', { detail });
}

async function authoriseCaller(
  name: string,
  token: VerifiedToken | undefined,
  {
    question: { request },
    page: { needsToken },
    settings: { conferences, authorize },
    limits,
  }: Visit,
): Promise<ConferenceAccess> {
  const conference = await conferences.find(name);
  const beforeHook = (): Promise<void> => limits.check('failure');
  const question = { request, token, needsToken, authorize, beforeHook };
  const access = conference && (await decideAccess(conference, question));
  if (access) return access;
  throw refuseConference(conferences.isForTokensOnly, token !== undefined);
}
