import { type GrantRequest, parseGrantRequest } from '../embed-protocol/grant-request.js';
import {
  type Answer,
  createGrantAnswer,
  createPreflightAnswer,
  createProblemAnswer,
} from './answer.js';
import { identifyCaller, readBearerToken } from './caller.js';
import { readClient } from './client-address.js';
import {
  assertOpen,
  type ConferenceAccess,
  decideAccess,
  refuseConference,
} from './conference-access.js';
import type { VerifiedToken } from './embed-token.js';
import { toRefusal } from './failure.js';
import { createGrantText } from './grant-text.js';
import { readJsonBody } from './json-body.js';
import { ClientLimits } from './limits.js';
import { checkOrigin, type PageOrigin } from './origin-check.js';
import type { Pipeline, Question } from './pipeline.js';
import { answerPublicRequest } from './public-grant.js';
import { Refusal } from './refusal.js';
import { absenceReason, accessReason, originReason } from './refusal-reasons.js';
import type { Station } from './station.js';

/** Creates what answers an endpoint's requests. */
export function createPipeline(station: Station): Pipeline {
  return (question) => answerRequest(question, station);
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
    const grant = await makeGrant(visit);
    return createGrantAnswer(grant, page, visit.conference);
  } catch (error) {
    const refusal = await limits.count(toRefusal(error));
    visit.reporter.report(refusal, visit.conference);
    return createProblemAnswer(refusal, page);
  }
}

function assertMayAsk({ question, page, settings: { tokens, origins } }: Visit): void {
  const { request } = question;
  if (request.method !== 'POST' && request.method !== 'OPTIONS') {
    throw new Refusal('method_not_allowed');
  }
  const hasProof = !page.needsToken || (tokens && readBearerToken(request) !== undefined);
  if (page.isAllowed && hasProof) return;
  const why = originReason(request.headers, page, origins);
  throw new Refusal('origin_not_allowed').because(why);
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
  throw refuseConference(settings.conferences.isForTokensOnly, token !== undefined).because(
    absenceReason(access.conference, fill),
  );
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
    settings: { conferences, authorize, tokens },
    limits,
  }: Visit,
): Promise<ConferenceAccess> {
  const conference = await conferences.find(name);
  const beforeHook = (): Promise<void> => limits.check('failure');
  const question = { request, token, needsToken, authorize, beforeHook };
  const access = conference && (await decideAccess(conference, question));
  if (access) return access;
  throw refuseConference(conferences.isForTokensOnly, token !== undefined).because(
    accessReason(name, conference, { hasTokens: tokens !== undefined, needsToken, token }),
  );
}
