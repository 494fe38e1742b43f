import type { Conference } from './conference-store.js';
import type { EmulatorSettings } from './emulator-options.js';

/** Path of the meeting page when it is opened by its link. */
export const MEETING_PATH = '/lbmeeting/';

/** Path of the socket that tells a meeting page who is in the meeting. */
export const ROOM_PATH = `${MEETING_PATH}room`;

/** Path of the socket of PeerJS: the client adds the last segment. */
export const PEER_PATH = `${MEETING_PATH}peerjs`;

/** Path of the meeting page inside the frame of an embed code. */
export const FRAME_PATH = '/apps/apiservice/api/getEmbedCodeofConference';

type LinkSettings = Pick<EmulatorSettings, 'credentials' | 'leakKey' | 'oddities' | 'embedCode'>;

/**
 * Link to a conference's meeting page, as enabling and disabling answer it.
 *
 * @param origin the server's origin as the caller sees it
 */
export function writeConferenceLink(
  conference: Conference,
  origin: string,
  settings: LinkSettings,
): string {
  // The vendor's page shows two slashes when enabling and one when disabling.
  const isDoubled = conference.mode === 'on' && settings.oddities.includes('double-slash');
  return `${origin}${isDoubled ? '/' : ''}${MEETING_PATH}${writeQuery(conference, settings)}`;
}

/**
 * The embed code of a conference.
 *
 * @param origin the server's origin as the caller sees it
 * @param size CSS lengths, checked
 * @see "To Get Embed Code for the Conference" of the Livebox API
 */
export function writeEmbedCode(
  conference: Conference,
  origin: string,
  size: { readonly width: string; readonly height: string },
  settings: LinkSettings,
): string {
  const src = `${origin}${FRAME_PATH}${writeQuery(conference, settings)}`;
  if (settings.embedCode) return settings.embedCode(src, size.width, size.height);
  const quote = settings.oddities.includes('typographic-quotes') ? '”' : '"';
  const space = settings.oddities.includes('leading-space') ? ' ' : '';
  const quoted = (value: string): string => quote + value.replaceAll('&', '&amp;') + quote;
  return (
    `<iframe scrolling src=${quoted(space + src)} width=${quoted(size.width)} ` +
    `height=${quoted(size.height)} allowfullscreen webkitallowfullscreen mozallowfullscreen ` +
    `oallowfullscreen msallowfullscreen ></iframe>`
  );
}

function writeQuery(conference: Conference, settings: LinkSettings): string {
  const query = new URLSearchParams({ key: conference.hashKey });
  if (settings.leakKey) query.set('userkey', settings.credentials.key);
  return `?${query.toString()}`;
}
