import type { Conference } from './conference-options.js';
import type { VerifiedToken } from './embed-token.js';
import type { AskedRequest } from './pipeline.js';
import { Refusal } from './refusal.js';
import { writeTime } from './time.js';
import { HookError, withinTime } from './within-time.js';

/** What the caller may do with the conference asked for. */
export interface ConferenceAccess {
  readonly conference: Conference;
  readonly mayEnable: boolean;
}

/** The conference that an {@link AuthorizeHook} decides about. */
export type AuthorizedConference = Pick<Conference, 'name' | 'opensAt' | 'closesAt'>;

/**
 * The site's own decision for a conference with `access: 'authorize'`, made from the request's
 * headers (cookies, say): `false`, `true` (may see it), or `{ enable }` (may see it, and
 * switch it on or not). Whatever it throws or answers besides lets nobody in.
 *
 * @example const authorize = async (request, { name }) => (await readSession(request))?.rooms.has(name) ?? false;
 */
export type AuthorizeHook = (
  request: Request,
  conference: AuthorizedConference,
) => boolean | { enable: boolean } | Promise<boolean | { enable: boolean }>;

/** Who asks, and by what it is decided. */
export interface AccessQuestion {
  readonly request: AskedRequest;
  readonly token: VerifiedToken | undefined;
  /** Whether the request needs a token even for a public conference. */
  readonly needsToken: boolean;
  readonly authorize: AuthorizeHook | undefined;
  /** Runs before the hook is asked; what it throws ends the request. */
  readonly beforeHook: () => Promise<void>;
}

/**
 * Decides whether the caller may see a conference, before anybody asks Livebox about it.
 *
 * @returns `undefined` when not
 * @throws {HookError} and whatever else the site's hook throws
 */
export async function decideAccess(
  conference: Conference,
  question: AccessQuestion,
): Promise<ConferenceAccess | undefined> {
  const token = question.token?.conferences.has(conference.name) ? question.token : undefined;
  if (question.needsToken && !token) return undefined;
  const right = await readRight(conference, question, token);
  if (!right) return undefined;
  const brought = right.mayEnable || token?.mayEnable === true;
  return { conference, mayEnable: mayEnable(conference, brought) };
}

/**
 * Says no. Unknown, forbidden and off are the same, byte for byte; where each conference
 * needs a token, a caller without one learns that and no name.
 */
export function refuseConference(isForTokensOnly: boolean, hasToken: boolean): Refusal {
  return new Refusal(isForTokensOnly && !hasToken ? 'token_missing' : 'conference_unavailable');
}

interface Right {
  readonly mayEnable: boolean;
}

function readRight(
  conference: Conference,
  question: AccessQuestion,
  token: VerifiedToken | undefined,
): Right | undefined | Promise<Right | undefined> {
  switch (conference.access) {
    case 'public':
      return { mayEnable: false };
    case 'token':
      return token && { mayEnable: token.mayEnable };
    case 'authorize':
      return askHook(conference, question);
  }
}

/** @param brought whether the caller has the right to switch conferences on */
export function mayEnable({ enable }: Conference, brought: boolean): boolean {
  return enable === 'visitors' || (enable === 'token' && brought);
}

async function askHook(
  { name, opensAt, closesAt }: Conference,
  { request, authorize, beforeHook }: AccessQuestion,
): Promise<Right | undefined> {
  if (!authorize) return undefined;
  await beforeHook();
  const { url, method, headers, signal } = request;
  // Its body has been read.
  const shown = new Request(url, { method, headers: new Headers([...headers]), signal });
  const answer: unknown = await withinTime('authorize', async () =>
    authorize(shown, { name, opensAt, closesAt }),
  );
  if (answer === false) return undefined;
  if (answer === true) return { mayEnable: false };
  if (typeof answer === 'object' && answer !== null && 'enable' in answer) {
    if (typeof answer.enable === 'boolean') return { mayEnable: answer.enable };
  }
  throw new HookError('authorize', 'must answer false, true or { enable: boolean }.');
}

/**
 * Holds a conference to its schedule.
 *
 * @throws {Refusal} `conference_not_open` before it, `conference_over` after it
 */
export function assertOpen({ opensAt, closesAt }: Conference, now: Date): void {
  if (closesAt && now >= closesAt) {
    throw new Refusal('conference_over', { closesAt: writeTime(closesAt) });
  }
  if (opensAt && now < opensAt) {
    throw new Refusal('conference_not_open', {
      opensAt: writeTime(opensAt),
      ...(closesAt && { closesAt: writeTime(closesAt) }),
    });
  }
}
