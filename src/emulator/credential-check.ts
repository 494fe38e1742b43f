import { OPERATIONS, type Operation } from '../livebox-api/operations.js';
import type { EmulatorSettings } from './emulator-options.js';
import { type Parameters, readString } from './parameters.js';
import { Refusal } from './refusal.js';

/**
 * Checks who is calling.
 *
 * @param location where `username` and `key` stand in this call
 * @param isBrowserCall whether the call came with a registered `Origin`, which stands in
 *   for the server secret key
 * @throws {Refusal} 401 when a credential is missing or wrong, 403 when the user's role has
 *   no API access
 */
export function checkCredentials(
  parameters: Parameters,
  location: Operation['credentials'],
  isBrowserCall: boolean,
  settings: Pick<EmulatorSettings, 'credentials' | 'requireServerKey' | 'apiPermission'>,
): void {
  const { credentials } = settings;
  const user = location === 'top-level' ? parameters : readNested(parameters, location);
  if (user.get('username') !== credentials.username || user.get('key') !== credentials.key) {
    const where = location === 'top-level' ? 'username and key' : `${location} { username, key }`;
    throw new Refusal(401, `The credentials are missing or wrong: check ${where}.`);
  }
  const serverKey = checkKey(parameters, 'Serverkey', credentials.serverKey);
  const nativeAppKey = checkKey(parameters, 'Nativeappkey', credentials.nativeAppKey);
  if (settings.requireServerKey && !isBrowserCall && !serverKey && !nativeAppKey) {
    throw new Refusal(
      401,
      'A call from a server must carry Serverkey, one from an app Nativeappkey.',
    );
  }
  if (!settings.apiPermission) {
    throw new Refusal(403, "The user's role has no API access: a Livebox administrator grants it.");
  }
}

/** Where the credentials of a path's operations stand. */
export function credentialsLocation(path: string): Operation['credentials'] | undefined {
  return Object.values<Operation>(OPERATIONS).find((operation) => operation.path === path)
    ?.credentials;
}

function readNested(parameters: Parameters, name: string): ReadonlyMap<string, string> {
  const value = parameters.get(name);
  return value === undefined || typeof value === 'string' ? new Map() : value;
}

function checkKey(parameters: Parameters, name: string, expected: string): boolean {
  const given = readString(parameters, name);
  if (given !== undefined && given !== expected) throw new Refusal(401, `The ${name} is wrong.`);
  return given !== undefined;
}
