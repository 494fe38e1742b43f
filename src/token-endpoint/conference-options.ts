import * as v from 'valibot';
import { isConferenceName } from '../embed-protocol/conference-name.js';
import { isTime } from '../embed-protocol/grant.js';
import type { ConferenceSettings } from '../livebox-api/livebox-client.js';
import { checkOption, EndpointOptionsError } from './option-check.js';

/** Who may see one conference and who may switch it on. */
export interface ConferenceOptions {
  /**
   * Who may see it: `public` anyone on an allowed page, `token` who brings an embed token,
   * `authorize` whom the site's own hook lets in. Default `token`.
   */
  access?: 'public' | 'token' | 'authorize';
  /**
   * Who switches it on by coming: `visitors` everyone who may see it, `token` who brings
   * a token that says so, `never` nobody (the host does, in Livebox). Default `token`.
   */
  enable?: 'visitors' | 'token' | 'never';
  /** When it opens: a `Date` or an RFC 3339 time with its zone. Before, nobody is let in. */
  opensAt?: Date | string;
  /** When it is over. */
  closesAt?: Date | string;
  /** How to create it when it does not exist and this caller may switch it on. */
  create?: ConferenceSettings;
  /**
   * Whether those who may see it are told that the host has not started yet while it is
   * off, and wait. Default `false`: off looks like unknown.
   */
  waitForHost?: boolean;
}

/** One conference's options, checked and complete. */
export interface Conference {
  readonly name: string;
  readonly access: 'public' | 'token' | 'authorize';
  readonly enable: 'visitors' | 'token' | 'never';
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
  readonly create: ConferenceSettings | undefined;
  readonly waitForHost: boolean;
}

const NAME = v.custom<string>(isConferenceName, 'A name is 1 to 64 of A-Z, a-z, 0-9, "_" and "-"');
const TIME = v.optional(
  v.custom<Date | string>(
    (value) => (value instanceof Date ? !Number.isNaN(value.getTime()) : isTime(value)),
    'It must be a Date or a time with its zone, such as "2026-11-23T10:00:00Z"',
  ),
);
const SWITCH = v.optional(v.boolean());
const PRESET = v.optional(v.union([v.literal(false), v.strictObject({ preset: NAME })]));

const CONFERENCE = v.strictObject({
  access: v.optional(v.picklist(['public', 'token', 'authorize'])),
  enable: v.optional(v.picklist(['visitors', 'token', 'never'])),
  opensAt: TIME,
  closesAt: TIME,
  create: v.optional(
    v.strictObject({
      preset: NAME,
      authentication: v.optional(
        v.union([
          v.literal(false),
          v.strictObject({ signUp: PRESET, guest: PRESET, usernamePassword: SWITCH, pin: SWITCH }),
        ]),
      ),
    }),
  ),
  waitForHost: SWITCH,
});

/**
 * Checks one conference's options.
 *
 * @throws {EndpointOptionsError} about the first mistake
 */
export function parseConference(
  name: string,
  options: ConferenceOptions,
  hasAuthorizeHook: boolean,
): Conference {
  const option = `conferences.${name}`;
  checkOption(NAME, name, option);
  checkOption(CONFERENCE, options, option);
  assertInheritsNothing(option);
  const { access = 'token', enable = 'token', create, waitForHost = false } = options;
  if (access === 'authorize' && !hasAuthorizeHook) {
    throw new EndpointOptionsError(`${option}.access`, '"authorize" needs the option authorize.');
  }
  const opensAt = readTime(options.opensAt);
  const closesAt = readTime(options.closesAt);
  if (opensAt && closesAt && closesAt <= opensAt) {
    throw new EndpointOptionsError(`${option}.closesAt`, 'It must be later than opensAt.');
  }
  return { name, access, enable, opensAt, closesAt, create, waitForHost };
}

/** A polluted prototype would open every conference that does not say how open it is. */
function assertInheritsNothing(option: string): void {
  const names = Object.keys(CONFERENCE.entries);
  const inherited = names.find((name) => Object.hasOwn(Object.prototype, name));
  if (inherited === undefined) return;
  throw new EndpointOptionsError(
    option,
    `Object.prototype has a member "${inherited}", which every conference would inherit. Find what puts it there.`,
  );
}

function readTime(value: Date | string | undefined): Date | undefined {
  return value === undefined ? undefined : new Date(value);
}
