import { findMissingCallPackages } from '../call-packages.js';
import { FRAME_PATH, MEETING_PATH } from '../conference-links.js';
import type { EmulatorSettings } from '../emulator-options.js';
import type { Handler } from '../handler.js';
import type { EmulatorState } from '../operation-handlers.js';
import { admit, type Admission } from './admission.js';
import { ASSETS_PATH, readAsset } from './meeting-assets.js';
import { writeMeetingPage, writeNoticePage } from './meeting-page-html.js';

const PAGE_STATUS = {
  open: 200,
  unknown: 404,
  off: 403,
  early: 403,
  over: 410,
  stopped: 503,
} as const satisfies Record<Admission['state'], number>;

// `trusted-types 'none'`: the page's own script inserts text only, so nothing may make
// HTML or script out of a string. `frame-ancestors` is left out: any site may embed.
const CONTENT_SECURITY_POLICY: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** Answers with the meeting page, at both of its addresses, and with what it loads. */
export function createMeetingPages(state: EmulatorState, settings: EmulatorSettings): Handler {
  return async (request) => {
    const response = await answer(request, state, settings);
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

async function answer(
  request: Request,
  state: EmulatorState,
  settings: EmulatorSettings,
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Method not allowed\n', { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  // A link with the vendor's two slashes is followed as it stands.
  const path = pathname.replace(/^\/\//, '/');
  if (path === FRAME_PATH || `${path}/` === MEETING_PATH || path === MEETING_PATH) {
    const now = settings.now();
    return answerPage(admit(searchParams.get('key'), state, now), request, settings, now);
  }
  const asset = await readAsset(path);
  if (asset) return asset;
  const html = writeNoticePage('Nothing here', 'The emulator has no such page.', ASSETS_PATH);
  return page(404, html, request);
}

function answerPage(
  admission: Admission,
  request: Request,
  settings: EmulatorSettings,
  now: Date,
): Response {
  const status = PAGE_STATUS[admission.state];
  if (admission.state === 'open') {
    const { name } = admission.conference;
    const missingPackages = findMissingCallPackages();
    return page(status, writeMeetingPage({ name, assets: ASSETS_PATH, missingPackages }), request);
  }
  const { title, text } = explainAdmission(admission, settings.timeZone);
  const pause = pauseBeforeNextLook(admission, now);
  const response = page(
    status,
    writeNoticePage(title, text, ASSETS_PATH, pause !== undefined),
    request,
  );
  if (pause !== undefined) response.headers.set('refresh', String(pause));
  return response;
}

/** Seconds until a page that waits for its meeting asks again; `undefined`: it does not. */
function pauseBeforeNextLook(admission: Admission, now: Date): number | undefined {
  switch (admission.state) {
    case 'off':
    case 'stopped':
      return 10;
    case 'early': {
      const left = Math.ceil((admission.opensAt.getTime() - now.getTime()) / 1000);
      return Math.min(Math.max(left, 1), 30);
    }
    default:
      return undefined;
  }
}

function explainAdmission(
  admission: Exclude<Admission, { state: 'open' }>,
  timeZone: string,
): { title: string; text: string } {
  switch (admission.state) {
    case 'unknown':
      return {
        title: 'Conference not found',
        text: 'The link is incomplete, or the conference has been removed. Ask its host for a new link.',
      };
    case 'off':
      return {
        title: 'The conference is off',
        text: `${admission.name} has not been started, or its host has ended it. Try again later.`,
      };
    case 'early':
      return {
        title: 'Not open yet',
        text: `${admission.name} opens on ${formatTime(admission.opensAt, timeZone)}.`,
      };
    case 'over':
      return { title: 'The conference is over', text: `${admission.name} has closed.` };
    case 'stopped':
      return {
        title: 'Conferencing is paused',
        text: 'The video conferencing service is stopped. Try again later.',
      };
  }
}

function formatTime(date: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  return format.format(date);
}

function page(status: number, html: string, request: Request): Response {
  // Not every browser takes 'self' for the page's own WebSockets.
  const connect = `connect-src 'self' ws://${new URL(request.url).host}`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [...CONTENT_SECURITY_POLICY, connect].join('; '),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
