import { isConferenceName } from '../embed-protocol/conference-name.js';
import { type Parameters, readFlag, requireName } from './parameters.js';
import { Refusal } from './refusal.js';

/** How visitors sign in to a conference. */
export interface SignInSettings {
  /** Preset of those who sign up, or `false` when nobody may. */
  readonly signUp: false | { readonly preset: string };
  /** Preset of guests, or `false` when none may enter. */
  readonly guest: false | { readonly preset: string };
  readonly usernamePassword: boolean;
  readonly pin: boolean;
}

/** What `Add` and `changeConferenceSettings` set. */
export interface ConferenceSettings {
  /** The tools that a participant has. */
  readonly preset: string;
  /** `false`: a visitor walks in. */
  readonly authentication: false | SignInSettings;
}

/**
 * Reads the settings of a conference.
 *
 * @param presets the presets that the server has
 * @throws {Refusal} 400 when a value is not one of the documented ones
 * @see "To Create a Conference" of the Livebox API
 */
export function readConferenceSettings(
  parameters: Parameters,
  presets: readonly string[],
): ConferenceSettings {
  const preset = checkPreset(requireName(parameters, 'selectPreset'), 'selectPreset', presets);
  if (!readFlag(parameters, 'Authentication')) return { preset, authentication: false };
  return {
    preset,
    authentication: {
      signUp: readPresetChoice(parameters, 'AllowSignup', presets),
      guest: readPresetChoice(parameters, 'UnAuthenticatedUser', presets),
      usernamePassword: readFlag(parameters, 'username_password'),
      pin: readFlag(parameters, 'pinnumber'),
    },
  };
}

function readPresetChoice(
  parameters: Parameters,
  name: string,
  presets: readonly string[],
): false | { preset: string } {
  const value = parameters.get(name) ?? 'false';
  if (value === 'false') return false;
  const preset = typeof value === 'string' ? undefined : value.get('Preset');
  if (preset === undefined) {
    throw new Refusal(400, `The parameter ${name} must be "false" or { "Preset": "…" }.`);
  }
  return { preset: checkPreset(preset, `${name}.Preset`, presets) };
}

function checkPreset(preset: string, name: string, presets: readonly string[]): string {
  if (isConferenceName(preset) && presets.includes(preset)) return preset;
  throw new Refusal(400, `The parameter ${name} must be a preset: ${presets.join(', ')}.`);
}
