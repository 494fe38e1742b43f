// The entry `livebox-conference/api`.
import {
  type ConferenceInfo,
  isWordAnswer,
  parseEmbedCodeAnswer,
  parseHashKeyAnswer,
  parseLinkAnswer,
  parseListAnswer,
} from './answer.js';
import { type LiveboxClientOptions, readClientOptions } from './client-options.js';
import { LiveboxConnection } from './livebox-connection.js';
import { LiveboxEnvironmentError } from './livebox-error.js';
import { APP_SERVICE, type OperationName, OPERATIONS } from './operations.js';
import {
  type ConferenceSchedule,
  type ConferenceSettings,
  type FrameSize,
  ParameterWriter,
  type WireParameters,
} from './parameters.js';
import { Secrets } from './secrets.js';
import type { ServerClock } from './server-clock.js';

export type { ConferenceInfo } from './answer.js';
export type { LiveboxClientOptions } from './client-options.js';
export {
  LiveboxAbortError,
  LiveboxAnswerError,
  LiveboxArgumentError,
  LiveboxConferenceError,
  type LiveboxConferenceErrorCode,
  LiveboxCredentialsError,
  LiveboxEnvironmentError,
  LiveboxError,
  LiveboxTimeoutError,
  LiveboxUnavailableError,
} from './livebox-error.js';
export type { OperationName } from './operations.js';
export type {
  ConferenceAuthentication,
  ConferenceSchedule,
  ConferenceSettings,
  FrameSize,
  PresetChoice,
} from './parameters.js';

/** What every method of {@link LiveboxClient} takes last. */
export interface CallOptions {
  /** Ends the call, also between two attempts, with a {@link LiveboxAbortError}. */
  signal?: AbortSignal | undefined;
}

/** A conference and its reference key. */
export interface ConferenceKey {
  name: string;
  hashKey: string;
}

/** A conference and the address of its meeting page. */
export interface ConferenceLink {
  name: string;
  conferenceLink: string;
}

/**
 * The documented API of a Livebox server, one method for each operation.
 *
 * Every method checks its arguments before it sends anything and rejects with one of the
 * {@link LiveboxError} classes. Listing, enabling, disabling, scheduling and asking for
 * the embed code are safe to repeat: when the server can't be reached, fails (5xx) or
 * is silent, they are tried up to three times, with growing and jittered delays. The
 * others are sent once. A redirect is followed only for operations that are safe to repeat, by
 * status 307 or 308, on the same origin.
 *
 * The client holds credentials: it is for servers, and throws where `document` exists.
 *
 * @example
 * const livebox = new LiveboxClient({
 *   server: 'https://livebox.example',
 *   username: 'apiuser',
 *   key: process.env.LIVEBOX_KEY,
 *   serverKey: process.env.LIVEBOX_SERVER_KEY,
 * });
 * await livebox.createConference('Conference-1', { preset: 'Preset-1' });
 * await livebox.enableConference('Conference-1');
 */
export class LiveboxClient {
  readonly #origin: string;
  readonly #clock: ServerClock;
  readonly #secrets: Secrets;
  readonly #connection: LiveboxConnection;

  /**
   * @throws {LiveboxArgumentError} naming the option that is not valid
   * @throws {LiveboxEnvironmentError} in a browser
   */
  constructor(options: LiveboxClientOptions) {
    if ('document' in globalThis) {
      throw new LiveboxEnvironmentError(
        'LiveboxClient holds credentials and must not run in a browser: run a token endpoint ' +
          'on your server (livebox-conference/endpoint) and let the page ask that.',
      );
    }
    const settings = readClientOptions(options);
    const { key, application } = settings.credentials;
    this.#origin = settings.origin;
    this.#clock = settings.clock;
    this.#secrets = new Secrets([key, ...Object.values(application)]);
    this.#connection = new LiveboxConnection(settings, this.#secrets);
  }

  /** Origin of the Livebox server, such as `https://livebox.example`. */
  get origin(): string {
    return this.#origin;
  }

  /**
   * Whether a credential of this client (key, server key or native app key) stands in a
   * text: raw, percent-encoded, as HTML character references or JSON escapes (up to three
   * on top of each other), hex, base64 or base64url at any alignment. One shorter than 4
   * bytes is not looked for in hex and base64, where it would be found by chance; and any
   * so short or common that it occurs in ordinary text will be found there.
   *
   * @example if (livebox.containsSecret(src)) throw new Error('The server leaks the key.');
   */
  containsSecret(text: string): boolean {
    return this.#secrets.contains(text);
  }

  /**
   * Creates a conference, which is off at first. Sent once.
   *
   * @param name 1 to 64 of `A-Z a-z 0-9 _ -`
   * @throws {LiveboxConferenceError} `name_taken`
   * @see "To Create a Conference" of the Livebox API
   * @example await livebox.createConference('Board', { preset: 'Preset-1', authentication: { pin: true } });
   */
  async createConference(
    name: string,
    settings: ConferenceSettings,
    options?: CallOptions,
  ): Promise<ConferenceKey> {
    const write = new ParameterWriter('createConference');
    const parameters = { name: write.name(name), ...write.settings(settings) };
    return this.#call('createConference', parameters, options, (text) =>
      parseHashKeyAnswer(text, 'Added', name),
    );
  }

  /**
   * Enables a conference.
   *
   * @throws {LiveboxConferenceError} `conference_unknown`
   * @see "To Enable the Conference" of the Livebox API
   * @example const { conferenceLink } = await livebox.enableConference('Conference-1');
   */
  async enableConference(name: string, options?: CallOptions): Promise<ConferenceLink> {
    const parameters = { name: new ParameterWriter('enableConference').name(name) };
    return this.#call('enableConference', parameters, options, (text) =>
      parseLinkAnswer(text, 'Enabled', name),
    );
  }

  /**
   * Disables a conference.
   *
   * @throws {LiveboxConferenceError} `conference_unknown`
   * @see "To Disable the Conference" of the Livebox API
   * @example await livebox.disableConference('Conference-1');
   */
  async disableConference(name: string, options?: CallOptions): Promise<ConferenceLink> {
    const parameters = { name: new ParameterWriter('disableConference').name(name) };
    return this.#call('disableConference', parameters, options, (text) =>
      parseLinkAnswer(text, 'Disabled', name),
    );
  }

  /**
   * Asks for the embed code of an enabled conference.
   *
   * @param size in whole px
   * @returns the HTML as the server answered it: not to be put into a page unread
   *   (`readEmbedCode()` of `livebox-conference/protocol` reduces it to an address)
   * @throws {LiveboxConferenceError} `conference_unknown`, `conference_off`
   * @see "To Get Embed Code for the Conference" of the Livebox API
   * @example await livebox.getEmbedCode('Conference-1', { width: '800px', height: '450px' });
   */
  async getEmbedCode(name: string, size: FrameSize, options?: CallOptions): Promise<string> {
    const write = new ParameterWriter('getEmbedCode');
    const parameters = { name: write.name(name), ...write.size(size) };
    return this.#call('getEmbedCode', parameters, options, parseEmbedCodeAnswer);
  }

  /**
   * Replaces the settings of a conference. Sent once.
   *
   * @throws {LiveboxConferenceError} `conference_unknown`
   * @see "To Change the Conference Settings" of the Livebox API
   * @example await livebox.changeSettings('Conference-1', { preset: 'Preset-2' });
   */
  async changeSettings(
    name: string,
    settings: ConferenceSettings,
    options?: CallOptions,
  ): Promise<void> {
    const write = new ParameterWriter('changeSettings');
    const parameters = { name: write.name(name), ...write.settings(settings) };
    await this.#order('changeSettings', parameters, options);
  }

  /**
   * Removes a conference. Sent once.
   *
   * @throws {LiveboxConferenceError} `conference_unknown`
   * @see "To Remove a Conference" of the Livebox API
   * @example await livebox.removeConference('Conference-1');
   */
  async removeConference(name: string, options?: CallOptions): Promise<ConferenceKey> {
    const parameters = { name: new ParameterWriter('removeConference').name(name) };
    return this.#call('removeConference', parameters, options, (text) =>
      parseHashKeyAnswer(text, 'Removed', name),
    );
  }

  /**
   * Lists the conferences; creation dates are read on the clock of `timeZone`.
   *
   * @see "To Get List of Conferences" of the Livebox API
   * @example const isOn = (await livebox.listConferences()).some(({ mode }) => mode === 'on');
   */
  async listConferences(options?: CallOptions): Promise<ConferenceInfo[]> {
    return this.#call('listConferences', {}, options, (text) => parseListAnswer(text, this.#clock));
  }

  /**
   * Sets when a conference is open. The API has no time zone: the times are written on the
   * clock of `timeZone`, milliseconds cut off.
   *
   * @throws {LiveboxConferenceError} `conference_unknown`
   * @see "To Set Scheduling for the Conference" of the Livebox API
   * @example await livebox.scheduleConference('Conference-1', { start, end });
   */
  async scheduleConference(
    name: string,
    schedule: ConferenceSchedule,
    options?: CallOptions,
  ): Promise<void> {
    const write = new ParameterWriter('scheduleConference');
    const conferenceName = write.name(name);
    const parameters = { conferenceName, ...write.schedule(schedule, this.#clock) };
    await this.#order('scheduleConference', parameters, options);
  }

  /**
   * Takes back a conference's schedule.
   *
   * @throws {LiveboxConferenceError} `conference_unknown`
   * @see "To Unset Scheduling for the Conference" of the Livebox API
   * @example await livebox.unscheduleConference('Conference-1');
   */
  async unscheduleConference(name: string, options?: CallOptions): Promise<void> {
    const conferenceName = new ParameterWriter('unscheduleConference').name(name);
    await this.#order('unscheduleConference', { conferenceName }, options);
  }

  /**
   * Resets all conferences: every one is off and unscheduled afterwards. Sent once.
   *
   * @param name the API documents one here and still says "all"
   * @see "To Reset All Conference" of the Livebox API
   * @example await livebox.resetAllConferences();
   */
  async resetAllConferences(name?: string, options?: CallOptions): Promise<void> {
    const write = new ParameterWriter('resetAllConferences');
    const parameters = name === undefined ? {} : { name: write.name(name) };
    await this.#order('resetAllConferences', parameters, options);
  }

  /**
   * Starts the conferencing service. Sent once.
   *
   * @see "To Start Service Actions" of the Livebox API
   * @example await livebox.startService();
   */
  async startService(options?: CallOptions): Promise<void> {
    await this.#order('startService', { appservice: APP_SERVICE }, options);
  }

  /**
   * Stops the conferencing service. Sent once.
   *
   * @see "To Stop Service Actions" of the Livebox API
   * @example await livebox.stopService();
   */
  async stopService(options?: CallOptions): Promise<void> {
    await this.#order('stopService', { appservice: APP_SERVICE }, options);
  }

  /**
   * Restarts the conferencing service. Sent once.
   *
   * @see "To Restart Service Actions" of the Livebox API
   * @example await livebox.restartService();
   */
  async restartService(options?: CallOptions): Promise<void> {
    await this.#order('restartService', { appservice: APP_SERVICE }, options);
  }

  /**
   * Makes the server read its IP configuration again. Sent once.
   *
   * @see "To Refresh IP Configuration" of the Livebox API
   * @example await livebox.refreshIpConfiguration();
   */
  async refreshIpConfiguration(options?: CallOptions): Promise<void> {
    await this.#order('refreshIpConfiguration', {}, options);
  }

  /** What JSON and inspection show: the origin, never a credential. */
  toJSON(): { origin: string } {
    return { origin: this.#origin };
  }

  /** @see https://nodejs.org/api/util.html#utilinspectcustom */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `LiveboxClient { origin: '${this.#origin}' }`;
  }

  async #order(
    operation: OperationName,
    parameters: WireParameters,
    options: CallOptions | undefined,
  ): Promise<void> {
    const { answer } = OPERATIONS[operation];
    await this.#call(operation, parameters, options, (text) =>
      answer.form === 'word' && isWordAnswer(text, answer.word) ? true : undefined,
    );
  }

  async #call<Answer>(
    operation: OperationName,
    parameters: WireParameters,
    options: CallOptions | undefined,
    parse: (text: string) => Answer | undefined,
  ): Promise<Answer> {
    const text = await this.#connection.call(operation, parameters, options?.signal);
    const answer = parse(text);
    if (answer === undefined) throw this.#connection.createAnswerError(operation, text);
    return answer;
  }
}
