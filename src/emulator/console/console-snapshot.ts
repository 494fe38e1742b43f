import { MEETING_PATH } from '../conference-links.js';
import type { Conference } from '../conference-store.js';
import type { EmulatorSettings } from '../emulator-options.js';
import type { ActiveFaults, FaultRules } from '../fault-rules.js';
import { admit } from '../meeting-page/admission.js';
import type { EmulatorState } from '../operation-handlers.js';
import type { LoggedRequest } from '../request-log.js';

/** What the console shows of an emulator. */
export interface ConsoleSource {
  readonly state: EmulatorState;
  readonly settings: EmulatorSettings;
  /** The last requests, the oldest first. */
  readonly log: readonly LoggedRequest[];
  readonly faults: FaultRules;
}

/** A conference as the console shows it. */
export interface ConsoleConference {
  readonly name: string;
  readonly preset: string;
  readonly mode: Conference['mode'];
  /** Whether a visitor gets in now. */
  readonly admission: 'open' | 'off' | 'early' | 'over' | 'stopped';
  readonly schedule: { readonly start: string; readonly end: string } | undefined;
  /** How visitors sign in; empty: they walk in. */
  readonly signIn: readonly string[];
  readonly participants: readonly string[];
  /** The meeting page. */
  readonly link: string;
}

/** All that the console shows; dates are RFC 3339. */
export interface ConsoleSnapshot {
  readonly username: string;
  readonly timeZone: string;
  readonly isServiceRunning: boolean;
  readonly faults: readonly ActiveFaults[];
  /** The newest first. */
  readonly requests: readonly (Omit<LoggedRequest, 'time'> & { readonly time: string })[];
  readonly conferences: readonly ConsoleConference[];
}

/** Takes down what the emulator is like now. No credential is in it. */
export function takeSnapshot(source: ConsoleSource): ConsoleSnapshot {
  const { state, settings, log, faults } = source;
  return {
    username: settings.credentials.username,
    timeZone: settings.timeZone,
    isServiceRunning: state.isServiceRunning,
    faults: faults.active,
    conferences: state.conferences.list().map((conference) => describe(conference, source)),
    requests: log.map((request) => ({ ...request, time: request.time.toISOString() })).reverse(),
  };
}

function describe(conference: Conference, { state, settings }: ConsoleSource): ConsoleConference {
  const { name, mode, hashKey, schedule } = conference;
  const admission = admit(hashKey, state, settings.now()).state;
  return {
    name,
    mode,
    preset: conference.settings.preset,
    // Whoever is in the list is known.
    admission: admission === 'unknown' ? 'off' : admission,
    schedule: schedule && {
      start: schedule.start.toISOString(),
      end: schedule.end.toISOString(),
    },
    signIn: describeSignIn(conference),
    participants: state.rooms.participants(hashKey).map((participant) => participant.name),
    link: `${MEETING_PATH}?${new URLSearchParams({ key: hashKey }).toString()}`,
  };
}

function describeSignIn({ settings: { authentication } }: Conference): string[] {
  if (!authentication) return [];
  const { signUp, guest, usernamePassword, pin } = authentication;
  return [
    ...(signUp ? ['sign up'] : []),
    ...(guest ? ['guest'] : []),
    ...(usernamePassword ? ['password'] : []),
    ...(pin ? ['PIN'] : []),
  ];
}
