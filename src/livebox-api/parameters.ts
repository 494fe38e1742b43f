import { LiveboxArgumentError } from './livebox-error.js';
import type { OperationName } from './operations.js';
import { DATE_RANGE, type ServerClock } from './server-clock.js';

/** A way to sign in that comes with the tools (preset) of those who use it; `false`: not offered. */
export type PresetChoice = false | { readonly preset: string };

/** How visitors sign in to a conference; what is left out is not offered. */
export interface ConferenceAuthentication {
  /** Visitors may sign up (`AllowSignup`), with the preset that they get. */
  readonly signUp?: PresetChoice | undefined;
  /** Visitors may come as guests (`UnAuthenticatedUser`), with the preset that they get. */
  readonly guest?: PresetChoice | undefined;
  /** Visitors may sign in by user name and password. */
  readonly usernamePassword?: boolean | undefined;
  /** Visitors may sign in by PIN. */
  readonly pin?: boolean | undefined;
}

/** Settings of a conference. */
export interface ConferenceSettings {
  /** Name of the preset: the set of tools that a participant has. */
  readonly preset: string;
  /** How visitors sign in; `false`, the default: they walk in. */
  readonly authentication?: false | ConferenceAuthentication | undefined;
}

/** Size of a conference's frame in whole CSS px, such as `800px`. */
export interface FrameSize {
  readonly width: string;
  readonly height: string;
}

/** When a conference is open. */
export interface ConferenceSchedule {
  readonly start: Date;
  /** Later than `start` by a second at least. */
  readonly end: Date;
}

/** Parameters as they travel: strings, and one nested form. */
export type WireParameters = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/**
 * Turns arguments into the documented parameters of one operation. Every method throws a
 * {@link LiveboxArgumentError} that names the argument; no message repeats a value.
 */
export class ParameterWriter {
  readonly #operation: OperationName;

  constructor(operation: OperationName) {
    this.#operation = operation;
  }

  /** @see "To Create a Conference" of the Livebox API */
  name(name: unknown, parameter = 'name'): string {
    if (typeof name === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
    return this.#refuse(parameter, 'must be 1 to 64 of A-Z a-z 0-9 _ -');
  }

  /** @see "To Create a Conference", "To Change the Conference Settings" of the Livebox API */
  settings(settings: ConferenceSettings): WireParameters {
    if (!isObject(settings)) this.#refuse('settings', 'must be an object with a preset');
    const { preset, authentication = false } = settings;
    const selectPreset = this.name(preset, 'preset');
    if (authentication === false) return { selectPreset, Authentication: 'false' };
    if (!isObject(authentication)) this.#refuse('authentication', 'must be false or an object');
    const { signUp, guest, usernamePassword, pin } = authentication;
    return {
      selectPreset,
      Authentication: 'true',
      AllowSignup: this.#presetChoice(signUp, 'signUp'),
      UnAuthenticatedUser: this.#presetChoice(guest, 'guest'),
      username_password: this.#boolean(usernamePassword, 'usernamePassword'),
      pinnumber: this.#boolean(pin, 'pin'),
    };
  }

  /** @see "To Get Embed Code for the Conference" of the Livebox API */
  size(size: FrameSize): WireParameters {
    if (!isObject(size)) this.#refuse('size', 'must be an object with width and height');
    for (const parameter of ['width', 'height'] as const) {
      const length: unknown = size[parameter];
      if (typeof length === 'string' && /^[1-9]\d{0,4}px$/.test(length)) continue;
      this.#refuse(parameter, 'must be a size in whole px, from 1px to 99999px');
    }
    return { width: size.width, height: size.height };
  }

  /** @see "To Set Scheduling for the Conference" of the Livebox API */
  schedule(schedule: ConferenceSchedule, clock: ServerClock): WireParameters {
    if (!isObject(schedule)) this.#refuse('schedule', 'must be an object with start and end');
    const start = this.#date(schedule.start, 'start');
    const end = this.#date(schedule.end, 'end');
    if (Math.floor(+end / 1000) <= Math.floor(+start / 1000)) {
      this.#refuse('end', 'must be later than start by a second at least');
    }
    // Between the two the clock may be set back by an hour, and the API has no time zone.
    if (clock.read(+end) <= clock.read(+start)) {
      this.#refuse('end', "must be later than start on the server's clock, which is set back then");
    }
    return { startdate: clock.format(start), enddate: clock.format(end) };
  }

  #date(value: unknown, parameter: string): Date {
    const time = value instanceof Date ? value.getTime() : NaN;
    if (time >= DATE_RANGE.min && time <= DATE_RANGE.max) return new Date(time);
    return this.#refuse(parameter, 'must be a valid Date from 1970 to 9999');
  }

  #presetChoice(choice: unknown, parameter: string): string | { Preset: string } {
    if (choice === undefined || choice === false) return 'false';
    if (!isObject(choice)) this.#refuse(parameter, 'must be false or { preset }');
    return { Preset: this.name(Reflect.get(choice, 'preset'), `${parameter}.preset`) };
  }

  #boolean(value: unknown, parameter: string): string {
    if (value === undefined || typeof value === 'boolean') return String(value ?? false);
    return this.#refuse(parameter, 'must be a boolean');
  }

  #refuse(parameter: string, reason: string): never {
    throw new LiveboxArgumentError(
      parameter,
      `${this.#operation}() was called with an invalid argument: ${parameter} ${reason}.`,
      { operation: this.#operation },
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
