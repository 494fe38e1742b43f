import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH, CACHE } from './places.js';

// Jitsi's script is on npm only inside its React Native package. That package's own
// dependencies are not on npm, so it can't be a dependency here: it is unpacked instead.
const PACKAGE = '@jitsi/react-native-sdk@13.2.0';

/** Fetches Jitsi's sources, once. @returns the file of its external API */
export function jitsiSource(): string {
  const folder = join(BENCH, 'node_modules', '.jitsi');
  const entry = join(folder, 'modules/API/external/external_api.js');
  if (existsSync(entry)) return entry;
  mkdirSync(folder, { recursive: true });
  mkdirSync(CACHE, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const answer = execFileSync(npm, ['pack', PACKAGE, '--silent', '--pack-destination', CACHE]);
  const archive = join(CACHE, answer.toString().trim());
  execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  rmSync(archive);
  return entry;
}
