import { readFile } from 'node:fs/promises';
import { findPeerScript } from '../call-packages.js';
import { answerAsset, readClientModule } from '../client-modules.js';
import { MEETING_PATH } from '../conference-links.js';
import { TAB_ICON } from './meeting-icons.js';
import { MEETING_STYLE } from './meeting-page-style.js';

/** Path below which the meeting page's style and script modules are served. */
export const ASSETS_PATH = `${MEETING_PATH}assets/`;

/** Where the page's script modules are. */
const CLIENT = new URL('client/', import.meta.url);

/** @returns the asset, or `undefined` when the path names none */
export async function readAsset(path: string): Promise<Response | undefined> {
  if (!path.startsWith(ASSETS_PATH)) return undefined;
  const name = path.slice(ASSETS_PATH.length);
  if (name === 'meeting.css') return answerAsset(MEETING_STYLE, 'text/css');
  if (name === 'icon.svg') return answerAsset(TAB_ICON, 'image/svg+xml');
  const script = await (name === 'peerjs.js' ? readPeerScript() : readClientModule(CLIENT, name));
  return script === undefined ? undefined : answerAsset(script, 'text/javascript');
}

async function readPeerScript(): Promise<string | undefined> {
  const file = findPeerScript();
  const script = file === undefined ? undefined : await readFile(file, 'utf8');
  // Its source map is not served.
  return script?.replace(/^\/\/# sourceMappingURL=.*$/m, '');
}
