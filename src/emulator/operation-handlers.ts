import { APP_SERVICE, OPERATIONS, type OperationName } from '../livebox-api/operations.js';
import type { AccountStore } from './account-store.js';
import { writeConferenceLink, writeEmbedCode } from './conference-links.js';
import { readConferenceSettings } from './conference-settings.js';
import type { ConferenceMode, ConferenceStore } from './conference-store.js';
import type { EmulatorSettings } from './emulator-options.js';
import { formatLiveboxDate, parseLiveboxDate } from './livebox-date.js';
import { type Parameters, requireName, requireString } from './parameters.js';
import { Refusal } from './refusal.js';
import type { Rooms } from './rooms.js';
import type { SignInThrottle } from './sign-in-throttle.js';

/** What an emulator remembers between calls. */
export interface EmulatorState {
  readonly conferences: ConferenceStore;
  /** Who can sign in. */
  readonly accounts: AccountStore;
  readonly throttle: SignInThrottle;
  /** The meetings that go on. */
  readonly rooms: Rooms;
  /** Whether the video conferencing service runs. */
  isServiceRunning: boolean;
}

/** What a handler works with. */
export interface OperationContext {
  readonly state: EmulatorState;
  readonly settings: EmulatorSettings;
  /** The server's origin as the caller sees it. */
  readonly origin: string;
  /** IP address of the caller. */
  readonly remoteAddress: string;
}

/**
 * Carries an operation out and answers it.
 *
 * @throws {Refusal}
 */
export type OperationHandler = (parameters: Parameters, context: OperationContext) => Response;

/** One handler for each documented operation. */
export const OPERATION_HANDLERS: Readonly<Record<OperationName, OperationHandler>> = {
  createConference(parameters, { state, settings, remoteAddress }) {
    const wanted = requireName(parameters, 'name');
    if (state.conferences.size >= settings.maxConferences && !state.conferences.has(wanted)) {
      const limit = settings.maxConferences;
      const conferences = limit === 1 ? 'conference' : 'conferences';
      throw new Refusal(403, `The licence allows ${limit} ${conferences}: remove one first.`);
    }
    const { name, hashKey } = state.conferences.add({
      name: wanted,
      settings: readConferenceSettings(parameters, settings.presets),
      mode: 'off',
      createdFrom: remoteAddress,
      createdAt: settings.now(),
    });
    return Response.json({ name, status: OPERATIONS.createConference.answer.word, hashKey });
  },

  enableConference: (parameters, context) => changeMode('on', parameters, context),

  disableConference: (parameters, context) => changeMode('off', parameters, context),

  getEmbedCode(parameters, { state, settings, origin }) {
    const conference = state.conferences.get(requireName(parameters, 'name'));
    const size = {
      width: requireSize(parameters, 'width'),
      height: requireSize(parameters, 'height'),
    };
    if (conference.mode === 'off') {
      throw new Refusal(409, `The conference ${conference.name} is off: enable it first.`);
    }
    return new Response(writeEmbedCode(conference, origin, size, settings), {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  },

  changeSettings(parameters, { state, settings }) {
    state.conferences.change(requireName(parameters, 'name'), {
      settings: readConferenceSettings(parameters, settings.presets),
    });
    return answerWord('changeSettings', settings);
  },

  removeConference(parameters, { state }) {
    const { name, hashKey } = state.conferences.remove(requireName(parameters, 'name'));
    return Response.json({ name, status: OPERATIONS.removeConference.answer.word, hashKey });
  },

  listConferences(_parameters, { state, settings }) {
    const list = state.conferences.list().map((conference) => ({
      ConferenceName: conference.name,
      CreatedFrom: conference.createdFrom,
      CreatedDate: formatLiveboxDate(conference.createdAt, settings.timeZone),
      Hashkey: conference.hashKey,
      Mode: conference.mode,
    }));
    const isLone = list.length === 1 && settings.oddities.includes('lone-object');
    return Response.json(isLone ? list[0] : list);
  },

  scheduleConference(parameters, { state, settings }) {
    const name = requireName(parameters, 'conferenceName');
    const start = requireDate(parameters, 'startdate', settings.timeZone);
    const end = requireDate(parameters, 'enddate', settings.timeZone);
    if (end <= start) throw new Refusal(400, 'The enddate must be later than the startdate.');
    state.conferences.change(name, { schedule: { start, end } });
    return answerWord('scheduleConference', settings);
  },

  unscheduleConference(parameters, { state, settings }) {
    state.conferences.change(requireName(parameters, 'conferenceName'), { schedule: undefined });
    return answerWord('unscheduleConference', settings);
  },

  resetAllConferences(parameters, { state, settings }) {
    // The page's sample names one conference and says "all": the name is only checked.
    if (parameters.has('name')) requireName(parameters, 'name');
    state.conferences.reset();
    return answerWord('resetAllConferences', settings);
  },

  startService: (parameters, context) => setService('startService', true, parameters, context),

  stopService: (parameters, context) => setService('stopService', false, parameters, context),

  restartService: (parameters, context) => setService('restartService', true, parameters, context),

  refreshIpConfiguration: (_parameters, { settings }) =>
    answerWord('refreshIpConfiguration', settings),
};

/** The operations that go on while the conferencing service is stopped. */
export function isAvailableWhileStopped(operation: OperationName): boolean {
  const { path } = OPERATIONS[operation];
  return path === 'ControlInsideAppServices' || path === 'refreshIPConfiguration';
}

type WordOperation = {
  [N in OperationName]: (typeof OPERATIONS)[N]['answer'] extends { form: 'word' } ? N : never;
}[OperationName];

function answerWord(operation: WordOperation, { oddities }: EmulatorSettings): Response {
  const { word } = OPERATIONS[operation].answer;
  if (oddities.includes('word-as-object')) return Response.json({ status: 'success', data: word });
  if (oddities.includes('word-as-json')) return Response.json(word);
  return new Response(word, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

function changeMode(
  mode: ConferenceMode,
  parameters: Parameters,
  { state, settings, origin }: OperationContext,
): Response {
  const conference = state.conferences.change(requireName(parameters, 'name'), { mode });
  const operation = mode === 'on' ? 'enableConference' : 'disableConference';
  return Response.json({
    name: conference.name,
    status: OPERATIONS[operation].answer.word,
    conferencelink: writeConferenceLink(conference, origin, settings),
  });
}

function setService(
  operation: WordOperation,
  isRunning: boolean,
  parameters: Parameters,
  { state, settings }: OperationContext,
): Response {
  if (requireString(parameters, 'appservice') !== APP_SERVICE) {
    throw new Refusal(400, `The parameter appservice must be ${APP_SERVICE}.`);
  }
  state.isServiceRunning = isRunning;
  return answerWord(operation, settings);
}

function requireSize(parameters: Parameters, name: string): string {
  const size = requireString(parameters, name);
  if (/^[1-9]\d{0,4}(px|%)$/.test(size)) return size;
  throw new Refusal(400, `The parameter ${name} must be a size such as "400px".`);
}

function requireDate(parameters: Parameters, name: string, timeZone: string): Date {
  const date = parseLiveboxDate(requireString(parameters, name), timeZone);
  if (date) return date;
  throw new Refusal(400, `The parameter ${name} must be a date as dd-mm-yyyy hr:min:sec.`);
}
