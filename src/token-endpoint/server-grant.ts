import type { Grant } from '../embed-protocol/grant.js';
import { parseGrantRequest } from '../embed-protocol/grant-request.js';
import { describeProblem } from './answer.js';
import { assertOpen, mayEnable } from './conference-access.js';
import { toRefusal } from './failure.js';
import { createGrant } from './grant.js';
import { GrantError } from './grant-error.js';
import { ClientLimits } from './limits.js';
import { Refusal } from './refusal.js';
import { absenceReason, accessReason } from './refusal-reasons.js';
import type { Station } from './station.js';

/** What the site says of a visitor to whom it renders a page. */
export interface ServerGrantOptions {
  /**
   * Whether this visitor may switch the conference on, where its option `enable` is `token`.
   * Default `false`. With `visitors` everybody may, with `never` nobody.
   */
  enable?: boolean;
  /** The frame's size in whole CSS px, such as `800px`. Default `800px` and `450px`. */
  width?: string;
  height?: string;
  /** The page's origin, for `probe`: whether the meeting page may be framed there. */
  origin?: string;
  /** Ends the waiting, and no call that others wait for. */
  signal?: AbortSignal;
}

/** An answer is nobody's to limit here: the site has chosen to give it. */
const NO_LIMITS = new ClientLimits(undefined, '', () => undefined);

/**
 * Obtains a grant for a page that the site's server renders.
 *
 * @throws {GrantError} instead of answering with a problem
 */
export async function obtainServerGrant(
  name: string,
  options: ServerGrantOptions,
  station: Station,
): Promise<Grant> {
  try {
    return await makeServerGrant(name, options, station);
  } catch (error) {
    const refusal = toRefusal(error);
    station.reporter.report(refusal, name);
    throw new GrantError(refusal.code, describeProblem(refusal), refusal.why, refusal.cause);
  }
}

async function makeServerGrant(
  name: string,
  {
    enable = false,
    width,
    height,
    origin,
    signal = new AbortController().signal,
  }: ServerGrantOptions,
  { settings, fills }: Station,
): Promise<Grant> {
  const size = parseGrantRequest({ name, width, height });
  if ('invalid' in size) {
    const detail = `The parameter "${size.invalid}" is missing or not valid.`;
    throw new Refusal('validation_failed', { detail });
  }
  const conference = await settings.conferences.find(name);
  if (!conference) {
    throw new Refusal('conference_unavailable').because(accessReason(name, conference));
  }
  assertOpen(conference, settings.now());
  const access = { conference, mayEnable: mayEnable(conference, enable) };
  const fill = await fills.obtain({ access, size }, NO_LIMITS, { signal });
  const { frameOrigins, grantLifetime, now } = settings;
  const expiresAt = now().getTime() + grantLifetime * 1000;
  const grant = createGrant(conference, fill, { frameOrigins, expiresAt, page: origin });
  if (grant) return grant;
  throw new Refusal('conference_unavailable').because(absenceReason(conference, fill));
}
