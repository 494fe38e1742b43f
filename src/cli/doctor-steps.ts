import { EmbedCodeError, readEmbedCode } from '../embed-protocol/embed-code.js';
import type { ConferenceInfo, LiveboxClient } from '../livebox-api/livebox-client.js';
import {
  LiveboxConferenceError,
  LiveboxCredentialsError,
  LiveboxError,
  LiveboxTimeoutError,
  LiveboxUnavailableError,
} from '../livebox-api/livebox-error.js';
import { describeWithCause } from './cause-text.js';

/** One of the vendor's steps, tried. */
export interface StepReport {
  readonly step: 'API permission' | 'Conference' | 'Enabled' | 'Embed code';
  readonly status: 'ok' | 'failed' | 'not tried';
  /** What was found. */
  readonly finding: string;
  /** What to do, when it failed. */
  readonly advice?: string;
  /** Stable, when it failed. */
  readonly code?: string;
}

/** What the doctor may do besides looking. */
export interface DoctorOptions {
  /** Which conference; default: the first one. */
  readonly name: string | undefined;
  /** Preset to create it with when it is missing; default: nothing is created. */
  readonly create: string | undefined;
  /** Whether to switch it on when it is off. */
  readonly enable: boolean;
  readonly frameOrigins: readonly string[];
}

const PERMISSION_PAGE =
  'https://knowledgebase.livebox.co.in/how-to-enable-api-permission-for-the-video-conferencing-app';

/**
 * Walks the vendor's four steps up to the first that fails. It only looks, unless the
 * options say otherwise.
 *
 * @see "Step 1 : Enable User" to "Step 4 : Get Embed Code" of the Livebox API
 */
export async function walkSteps(
  client: LiveboxClient,
  options: DoctorOptions,
): Promise<StepReport[]> {
  const permission = await tryPermission(client);
  if (!('conferences' in permission)) return complete([permission]);
  const { conferences, ...first } = permission;
  const { conference, ...second } = await tryConference(client, conferences, options);
  if (!conference) return complete([first, second]);
  const third = await tryEnabled(client, conference, options);
  if (third.status !== 'ok') return complete([first, second, third]);
  return [first, second, third, await tryEmbedCode(client, conference.name, options)];
}

async function tryPermission(
  client: LiveboxClient,
): Promise<StepReport | (StepReport & { conferences: ConferenceInfo[] })> {
  const step = 'API permission';
  try {
    const conferences = await client.listConferences();
    const finding = `${client.origin} accepts this API user and lists ${count(conferences.length)}`;
    return { step, status: 'ok', finding, conferences };
  } catch (error) {
    if (!(error instanceof LiveboxCredentialsError)) return fail(step, error);
    const advice =
      error.status === 403
        ? `Ask the Livebox administrator: “Please give the role of our API user the permission API access” (${PERMISSION_PAGE}). And: “Which Development and Production URLs are registered for it?”`
        : 'Ask the Livebox administrator: “Please check the user name, the key and the server secret key of our API user, and that it has API access.” Then compare LIVEBOX_USERNAME, LIVEBOX_KEY and LIVEBOX_SERVER_KEY.';
    return { ...fail(step, error), advice };
  }
}

async function tryConference(
  client: LiveboxClient,
  conferences: readonly ConferenceInfo[],
  { name, create }: DoctorOptions,
): Promise<StepReport & { conference?: { name: string; mode: 'on' | 'off' } }> {
  const step = 'Conference';
  const found = name === undefined ? conferences[0] : conferences.find((one) => one.name === name);
  if (found) return { step, status: 'ok', finding: `${found.name} exists`, conference: found };
  const missing = name ?? 'Conference-1';
  if (create === undefined) {
    return {
      step,
      status: 'failed',
      code: 'conference_unknown',
      finding: name === undefined ? 'there is no conference yet' : `${name} does not exist`,
      advice: `Create it: livebox conferences create ${missing} --preset Preset-1 (ask the Livebox administrator for the names of your presets).`,
    };
  }
  try {
    await client.createConference(missing, { preset: create });
    const conference = { name: missing, mode: 'off' } as const;
    return { step, status: 'ok', finding: `${missing} was missing and is created`, conference };
  } catch (error) {
    return fail(step, error);
  }
}

async function tryEnabled(
  client: LiveboxClient,
  { name, mode }: { name: string; mode: 'on' | 'off' },
  { enable }: DoctorOptions,
): Promise<StepReport> {
  const step = 'Enabled';
  if (mode === 'on') return { step, status: 'ok', finding: `${name} is on` };
  if (!enable) {
    return {
      step,
      status: 'failed',
      code: 'conference_off',
      finding: `${name} is off`,
      advice: `Switch it on: livebox conferences enable ${name} (or let the doctor do it: --enable).`,
    };
  }
  try {
    const { conferenceLink } = await client.enableConference(name);
    if (client.containsSecret(conferenceLink)) return refuseSecret(step, 'conference link');
    return { step, status: 'ok', finding: `${name} was off and is switched on` };
  } catch (error) {
    return fail(step, error);
  }
}

async function tryEmbedCode(
  client: LiveboxClient,
  name: string,
  { frameOrigins }: DoctorOptions,
): Promise<StepReport> {
  const step = 'Embed code';
  try {
    const embedCode = await client.getEmbedCode(name, { width: '800px', height: '450px' });
    if (client.containsSecret(embedCode)) return refuseSecret(step, 'embed code');
    const { origin } = new URL(readEmbedCode(embedCode, frameOrigins));
    return { step, status: 'ok', finding: `the meeting page is on ${origin}` };
  } catch (error) {
    if (!(error instanceof EmbedCodeError)) return fail(step, error);
    const advice =
      error.code === 'frame_origin_not_allowed'
        ? `Ask the Livebox administrator on which origin the meeting pages are, and name it in frameOrigins (LIVEBOX_FRAME_ORIGINS; now ${frameOrigins.join(', ')}).`
        : `Look at it with livebox conferences embed ${name}, and ask the Livebox administrator why it is not one <iframe> with an https address and nothing else.`;
    return { step, status: 'failed', code: error.code, finding: error.message, advice };
  }
}

function refuseSecret(step: StepReport['step'], where: string): StepReport {
  return {
    step,
    status: 'failed',
    code: 'secret_in_answer',
    finding: `the server puts a credential of yours into the ${where}`,
    advice: `Ask the Livebox administrator: “Why does the ${where} carry our key? Every visitor would see it.”`,
  };
}

function fail(step: StepReport['step'], error: unknown): StepReport {
  if (!(error instanceof LiveboxError)) throw error;
  const finding = describeWithCause(error);
  return { step, status: 'failed', code: error.code, finding, advice: advise(error) };
}

function advise(error: LiveboxError): string {
  if (error instanceof LiveboxConferenceError) {
    return 'Run the doctor again: the conference has changed in the meantime.';
  }
  if (error instanceof LiveboxUnavailableError || error instanceof LiveboxTimeoutError) {
    return 'Check LIVEBOX_SERVER, and that this server is running (an emulated one runs as long as livebox emulate does).';
  }
  return 'Ask the Livebox administrator about this message.';
}

function complete(tried: readonly StepReport[]): StepReport[] {
  const steps = ['API permission', 'Conference', 'Enabled', 'Embed code'] as const;
  return steps.map(
    (step, index) =>
      tried[index] ?? {
        step,
        status: 'not tried',
        finding: 'not tested, since an earlier step failed',
      },
  );
}

function count(conferences: number): string {
  return `${conferences} conference${conferences === 1 ? '' : 's'}`;
}
