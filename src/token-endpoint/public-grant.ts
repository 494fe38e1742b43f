import { isConferenceName } from '../embed-protocol/conference-name.js';
import type { Grant } from '../embed-protocol/grant.js';
import { DEFAULT_SIZE } from '../embed-protocol/grant-request.js';
import { type Answer, createPublicGrantAnswer, createPublicProblemAnswer } from './answer.js';
import { createGrantCacheControl, createProblemCacheControl } from './cache-control.js';
import { assertOpen } from './conference-access.js';
import { toRefusal } from './failure.js';
import { createGrant } from './grant.js';
import type { ClientLimits } from './limits.js';
import type { AskedRequest } from './pipeline.js';
import { Refusal } from './refusal.js';
import { absenceReason, publicReason } from './refusal-reasons.js';
import type { Station } from './station.js';
import { digest } from './token-digest.js';

/**
 * Answers a `GET` or `HEAD`: the grant of a public conference that is on, the same for
 * everybody and for shared caches. It depends on the name alone: no credential is read, no
 * origin compared, and nothing is switched on.
 */
export async function answerPublicRequest(
  request: AskedRequest,
  station: Station,
  limits: ClientLimits,
): Promise<Answer> {
  const name = readName(request);
  const isHead = request.method === 'HEAD';
  try {
    await limits.consume('hit');
    if (name === undefined) throw new Refusal('validation_failed', { detail: NAME_INVALID });
    const grant = await makePublicGrant(name, request, station, limits);
    const body = JSON.stringify(grant);
    const etag = `"${await digest(body)}"`;
    const isKnown = matchesEtag(request.headers.get('If-None-Match'), etag);
    const remaining = (Date.parse(grant.expiresAt) - station.settings.now().getTime()) / 1000;
    const headers = { ETag: etag, 'Cache-Control': createGrantCacheControl(remaining) };
    const sent = isKnown || isHead ? null : body;
    return createPublicGrantAnswer(sent, isKnown ? 304 : 200, headers, name);
  } catch (error) {
    const refusal = await limits.count(toRefusal(error));
    station.reporter.report(refusal, name);
    const cacheControl = createProblemCacheControl(refusal.code, readOpensIn(refusal, station));
    return createPublicProblemAnswer(refusal, cacheControl, isHead);
  }
}

const NAME_INVALID = 'The parameter "name" is missing or not valid.';

async function makePublicGrant(
  name: string,
  request: AskedRequest,
  { settings, fills }: Station,
  limits: ClientLimits,
): Promise<Grant & { expiresAt: string }> {
  const conference = await settings.conferences.find(name);
  if (conference?.access !== 'public') {
    throw new Refusal('conference_unavailable').because(publicReason(name, conference));
  }
  assertOpen(conference, settings.now());
  const access = { conference, mayEnable: false };
  const fill = await fills.obtain({ access, size: DEFAULT_SIZE }, limits, request);
  const { frameOrigins, grantLifetime, now } = settings;
  const expiresAt = roundExpiry(now().getTime(), grantLifetime);
  const grant = createGrant(conference, fill, { frameOrigins, expiresAt, page: undefined });
  if (grant) return grant;
  throw new Refusal('conference_unavailable').because(absenceReason(conference, fill));
}

/** A name that is given twice is none: caches and servers would disagree which one counts. */
function readName(request: AskedRequest): string | undefined {
  const names = new URL(request.url).searchParams.getAll('name');
  const [name] = names;
  return names.length === 1 && isConferenceName(name) ? name : undefined;
}

/** Grants of the same tenth of their life are the same bytes, so that caches can revalidate. */
function roundExpiry(now: number, lifetime: number): number {
  const step = Math.max(1, Math.floor(lifetime / 10)) * 1000;
  return Math.floor(now / step) * step + lifetime * 1000;
}

/** @see "If-None-Match" in RFC 9110, 13.1.2 */
function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || header.trim() === '*';
}

function readOpensIn({ members }: Refusal, { settings }: Station): number | undefined {
  const { opensAt } = members;
  return opensAt === undefined
    ? undefined
    : (Date.parse(opensAt) - settings.now().getTime()) / 1000;
}
