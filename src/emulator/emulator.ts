// The entry `livebox-conference/emulator`.
import { AccountStore } from './account-store.js';
import { createApiHandler } from './api-handler.js';
import { imitateBrokenConnection } from './broken-connection.js';
import { createCallServer } from './call-server.js';
import { ConferenceStore } from './conference-store.js';
import { serveConsole } from './console/console-handler.js';
import type { ConsoleSource } from './console/console-snapshot.js';
import { DataFile, type SavedState } from './data-file.js';
import { EmulatorError } from './emulator-error.js';
import {
  type EmulatorCredentials,
  type EmulatorOptions,
  type EmulatorSettings,
  resolveOptions,
} from './emulator-options.js';
import { injectFaults } from './fault-layer.js';
import { type FaultControls, FaultRules } from './fault-rules.js';
import type { Call, Handler, Layer } from './handler.js';
import { endMeetingsAfterRequests } from './meeting-end.js';
import { createMeetingPages } from './meeting-page/meeting-pages.js';
import type { EmulatorState } from './operation-handlers.js';
import { type LoggedRequest, recordRequests } from './request-log.js';
import { Rooms } from './rooms.js';
import { createRouter } from './router.js';
import { keepState } from './state-keeper.js';
import { listen, type Listening, type ListenOptions } from './server.js';
import { SignInThrottle } from './sign-in-throttle.js';

export type { Account } from './account-store.js';
export { findMissingCallPackages } from './call-packages.js';
export { EmulatorError, type EmulatorErrorCode } from './emulator-error.js';
export type { EmulatorCredentials, EmulatorOptions, Oddity } from './emulator-options.js';
export type { ActiveFaults, FaultControls, FaultScope, FaultTarget } from './fault-rules.js';
export type { PresetOptions, Tools } from './presets.js';
export type { LoggedRequest } from './request-log.js';
export type { Listening, ListenOptions } from './server.js';

/** A Livebox server for a developer's machine. */
export interface Emulator {
  /** The secrets that calls must carry. Nothing else of the emulator shows them. */
  readonly credentials: EmulatorCredentials;
  /** The conferences that exist now. */
  readonly conferences: readonly { readonly name: string; readonly mode: 'on' | 'off' }[];
  /** The last 100 requests, the oldest first, credentials masked. */
  readonly requests: readonly LoggedRequest[];
  /** Makes it misbehave. */
  readonly faults: FaultControls;
  /**
   * Answers a request in-process, on any origin. Bound: it can be handed on.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Listens on loopback.
   *
   * @throws {EmulatorError} `hostname_refused`, `port_in_use` or `listen_failed`
   */
  readonly listen: (options?: ListenOptions) => Promise<Listening>;
}

/**
 * Creates a Livebox server that implements the documented API with all its state in
 * memory, the meeting page included. For development and tests.
 *
 * @throws {EmulatorError} `production_refused` with `NODE_ENV=production`; `option_invalid`,
 *   `fault_invalid`, `data_file_invalid` or `data_file_unusable`
 * @example
 * const emulator = createEmulator({ conferences: ['Conference-1'] });
 * const { url, close } = await emulator.listen({ port: 4000 });
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  if (process.env['NODE_ENV'] === 'production') {
    throw new EmulatorError(
      'production_refused',
      'The Livebox emulator is for development and does not start with NODE_ENV=production: ' +
        'use a Livebox server, or unset NODE_ENV.',
    );
  }
  const settings = resolveOptions(options);
  const file = settings.dataFile === undefined ? undefined : new DataFile(settings.dataFile);
  const state = createState(settings, file?.load(settings.presets));
  file?.save(state);
  const log: LoggedRequest[] = [];
  const faults = new FaultRules();
  for (const { faults: text, ...scope } of settings.faults) faults.set(text, scope);
  const handler = createHandler({ state, settings, log, faults }, log, file);
  return {
    get credentials() {
      return { ...settings.credentials };
    },
    get conferences() {
      return listConferences(state);
    },
    get requests() {
      return [...log];
    },
    faults,
    async fetch(request) {
      const call: Call = { remoteAddress: '127.0.0.1' };
      const response = await handler(request, call);
      return call.connection ? imitateBrokenConnection(call.connection, response) : response;
    },
    async listen(listenOptions = {}) {
      const callServer = await createCallServer({ state, settings });
      try {
        return await listen(handler, listenOptions, callServer);
      } catch (error) {
        callServer?.close();
        throw error;
      }
    },
    ...describe(state),
  };
}

function createState(settings: EmulatorSettings, saved?: SavedState): EmulatorState {
  return {
    conferences: saved?.conferences ?? createConferences(settings),
    accounts: new AccountStore(settings.accounts),
    throttle: new SignInThrottle(settings.now),
    rooms: new Rooms(),
    isServiceRunning: saved?.isServiceRunning ?? true,
  };
}

function createConferences(settings: EmulatorSettings): ConferenceStore {
  const conferences = new ConferenceStore();
  for (const { name, preset, mode, authentication } of settings.conferences) {
    conferences.add({
      name,
      mode,
      settings: { preset, authentication },
      createdFrom: '127.0.0.1',
      createdAt: settings.now(),
    });
  }
  return conferences;
}

/** The router and the layers around it. */
function createHandler(source: ConsoleSource, log: LoggedRequest[], file?: DataFile): Handler {
  const { state, settings, faults } = source;
  const layers: Layer[] = [
    ...(file ? [keepState(file, state)] : []),
    endMeetingsAfterRequests(state, settings),
    serveConsole(source),
    recordRequests(log, settings.credentials, settings.now),
    injectFaults(faults),
  ];
  const router = createRouter({
    api: createApiHandler(state, settings),
    pages: createMeetingPages(state, settings),
  });
  return layers.reduceRight((handler, layer) => layer(handler), router);
}

function listConferences({ conferences }: EmulatorState): Emulator['conferences'] {
  return conferences.list().map(({ name, mode }) => ({ name, mode }));
}

/** What `util.inspect` and `JSON.stringify` show of an emulator: no credential. */
function describe(state: EmulatorState): object {
  const summary = (): object => ({
    conferences: listConferences(state),
    isServiceRunning: state.isServiceRunning,
  });
  return {
    [Symbol.for('nodejs.util.inspect.custom')]: () => summary(),
    toJSON: summary,
  };
}
