import { MAX_EMBED_CODE_LENGTH, readEmbedCode } from '../embed-protocol/embed-code.js';
import { LiveboxConferenceError } from '../livebox-api/livebox-error.js';
import { assertOpen, type ConferenceAccess } from './conference-access.js';
import type { Conference } from './conference-options.js';
import type { LiveboxSource } from './endpoint-options.js';
import type { FrameProbe } from './frame-probe.js';
import type { UpstreamPolicy } from './upstream-policy.js';

/** What Livebox says about a conference: the meeting page's checked address while it is on. */
export type ConferenceFill =
  | { readonly mode: 'on'; readonly src: string; readonly probe?: FrameProbe }
  | { readonly mode: 'off' | 'missing' };

/** Whom to ask, and how. */
export interface FillOptions {
  readonly livebox: LiveboxSource;
  /** Leaves the server alone while it is down. */
  readonly policy: Pick<UpstreamPolicy, 'askServer'>;
  readonly frameOrigins: readonly string[];
  /** CSS px, such as `800px`. */
  readonly size: { readonly width: string; readonly height: string };
  /** Looks at the meeting page before it is handed out; `undefined`: nobody looks. */
  readonly probe: ((src: string) => Promise<FrameProbe>) | undefined;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** An answer of the Livebox server that must not go any further. */
export class UnsafeAnswerError extends Error {
  override readonly name = 'UnsafeAnswerError';
  readonly code = 'secret_in_answer';

  constructor(answer: 'conference link' | 'embed code') {
    super(
      `The Livebox server put a credential into the ${answer}. Nothing of it was passed on; ask the Livebox administrator why.`,
    );
  }
}

/**
 * Asks Livebox for all that a grant needs, and switches the conference on when the caller
 * may. Whether a conference exists and is on comes from the list alone: the statuses of
 * failures are not documented.
 *
 * @throws {LiveboxError} when Livebox fails
 * @throws {Refusal} when the conference has closed meanwhile
 * @throws {EmbedCodeError} when the embed code is not usable
 * @throws {UnsafeAnswerError} when an answer carries a credential
 */
export async function fillConference(
  { conference, mayEnable }: ConferenceAccess,
  options: FillOptions,
): Promise<ConferenceFill> {
  const mode = await readMode(conference, options);
  if (mode !== 'on' && !mayEnable) return { mode };
  if (mode === 'missing' && !conference.create) return { mode };
  try {
    // It may have taken a while to get here.
    if (mode !== 'on') assertOpen(conference, options.now());
    if (mode === 'missing') await createMissing(conference, options);
    if (mode !== 'on') await enable(conference, options);
    const src = await readSource(conference, options);
    const probe = await options.probe?.(src);
    return { mode: 'on', src, ...(probe && { probe }) };
  } catch (error) {
    if (!(error instanceof LiveboxConferenceError)) throw error;
    // The host may have switched it off or removed it meanwhile: only the list can tell.
    const modeNow = await readMode(conference, options);
    if (modeNow === 'on') throw error;
    return { mode: modeNow };
  }
}

async function readMode(
  { name }: Conference,
  { livebox, policy, signal }: FillOptions,
): Promise<'on' | 'off' | 'missing'> {
  const conferences = await policy.askServer(() => livebox.listConferences({ signal }));
  return conferences.find((conference) => conference.name === name)?.mode ?? 'missing';
}

async function createMissing(
  { name, create }: Conference,
  { livebox, signal }: FillOptions,
): Promise<void> {
  if (!create) return;
  try {
    await livebox.createConference(name, create, { signal });
  } catch (error) {
    // Somebody else was faster: just what was wanted.
    if (error instanceof LiveboxConferenceError && error.code === 'name_taken') return;
    throw error;
  }
}

async function enable({ name }: Conference, { livebox, signal }: FillOptions): Promise<void> {
  const { conferenceLink } = await livebox.enableConference(name, { signal });
  if (livebox.containsSecret(conferenceLink)) throw new UnsafeAnswerError('conference link');
}

async function readSource({ name }: Conference, options: FillOptions): Promise<string> {
  const { livebox, frameOrigins, size, signal } = options;
  const embedCode = await livebox.getEmbedCode(name, size, { signal });
  // Before it is read, so that no error can quote it, and after, in the URL's own encoding.
  // One that is too long is refused unread: to search a megabyte would hold everybody up.
  const isRead = embedCode.length <= MAX_EMBED_CODE_LENGTH;
  if (isRead && livebox.containsSecret(embedCode)) throw new UnsafeAnswerError('embed code');
  const src = readEmbedCode(embedCode, frameOrigins);
  if (livebox.containsSecret(src)) throw new UnsafeAnswerError('embed code');
  return src;
}
