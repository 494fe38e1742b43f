import type { Emulator, EmulatorCredentials } from '../../emulator/emulator.js';
import { formatFacts } from '../table.js';
import type { GivenSettings } from './emulator-credentials.js';
import type { EmulatorFlags } from './emulator-flags.js';

/** What there is to tell of an emulator that runs. */
export interface RunningEmulator {
  readonly url: string;
  readonly emulator: Emulator;
  readonly flags: EmulatorFlags;
  readonly given: GivenSettings;
}

/** Facts for machines: of the credentials, those that nobody has been told elsewhere. */
export function listFacts({ url, emulator, given, flags }: RunningEmulator): object {
  const { username, ...keys } = emulator.credentials;
  const isNew = (name: string): boolean => !flags.writeEnv && !Object.hasOwn(given, name);
  const newKeys = Object.entries(keys).filter(([name]) => isNew(name));
  return { server: url, console: `${url}/console`, username, ...Object.fromEntries(newKeys) };
}

/** Lines that a shell understands, so that they can be copied whole. */
export function describeEmulator(running: RunningEmulator): string {
  const { url, emulator, flags } = running;
  const conferences = emulator.conferences.map(({ name, mode }) => `${name} (${mode})`);
  const facts = formatFacts([
    ['server', url],
    ['console', `${url}/console`],
    ['conferences', conferences.join(', ') || 'none'],
    ['kept', flags.dataFile ?? 'in memory only (--data-file FILE)'],
    ...emulator.faults.active.map(({ on, faults, timesLeft }): [string, string] => [
      'fault',
      `${faults.trim()} on ${on}${timesLeft === undefined ? '' : `, ${timesLeft} times`}`,
    ]),
  ]);
  const comment = facts.replaceAll(/^/gm, '#');
  return `# An emulated Livebox server\n${comment}\n#\n${describeCredentials(running)}`;
}

function describeCredentials({ url, emulator, flags, given }: RunningEmulator): string {
  const { writeEnv, timeZone = given.timeZone } = flags;
  if (writeEnv !== undefined) {
    return `# Start your application: node --env-file=${writeEnv} server.js
# Test the server:        livebox doctor --env-file ${writeEnv}`;
  }
  const { username, ...keys } = emulator.credentials;
  const lines = [
    `export LIVEBOX_SERVER=${url}`,
    `export LIVEBOX_USERNAME=${username}`,
    exportKey('LIVEBOX_KEY', 'key', keys, given),
    exportKey('LIVEBOX_SERVER_KEY', 'serverKey', keys, given),
    ...(timeZone === undefined ? [] : [`export LIVEBOX_TIME_ZONE=${timeZone}`]),
  ];
  const forApps = given.nativeAppKey === undefined ? nativeAppLine(keys.nativeAppKey) : '';
  return `# Copy these lines into another shell. They change at each start; --write-env .env keeps them:
${lines.join('\n')}
${forApps}# Then: livebox doctor`;
}

/** What came from the environment is known there, and may be worth more than this emulator. */
function exportKey(
  variable: string,
  name: 'key' | 'serverKey',
  keys: Omit<EmulatorCredentials, 'username'>,
  given: GivenSettings,
): string {
  if (given[name] !== undefined) return `# ${variable}: as in the environment`;
  return `export ${variable}=${keys[name]}`;
}

function nativeAppLine(key: string): string {
  return `# (for a native app, instead of the last key: LIVEBOX_NATIVE_APP_KEY=${key})\n`;
}
