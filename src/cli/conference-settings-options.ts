import type { Command } from 'commander';
import type {
  ConferenceAuthentication,
  ConferenceSettings,
} from '../livebox-api/livebox-client.js';

/** What {@link addConferenceSettingsOptions} reads from the command line. */
export interface ConferenceSettingsFlags {
  preset: string;
  signUp?: string;
  guest?: string;
  usernamePassword?: boolean;
  pin?: boolean;
}

/** Adds the options that describe a conference's settings. */
export function addConferenceSettingsOptions(command: Command): Command {
  return command
    .requiredOption('--preset <preset>', 'name of the preset: the tools that participants have')
    .option('--sign-up <preset>', 'visitors may sign up, with this preset')
    .option('--guest <preset>', 'visitors may come as guests, with this preset')
    .option('--username-password', 'visitors may sign in by user name and password')
    .option('--pin', 'visitors may sign in by PIN');
}

/** The settings that the options describe: without a way to sign in, visitors walk in. */
export function readConferenceSettings(flags: ConferenceSettingsFlags): ConferenceSettings {
  const { preset, signUp, guest, usernamePassword, pin } = flags;
  const authentication: ConferenceAuthentication = {
    ...(signUp !== undefined && { signUp: { preset: signUp } }),
    ...(guest !== undefined && { guest: { preset: guest } }),
    ...(usernamePassword && { usernamePassword }),
    ...(pin && { pin }),
  };
  return Object.keys(authentication).length > 0 ? { preset, authentication } : { preset };
}
