import { isLoopback } from '../../embed-protocol/frame-url.js';
import { answerAsset, readClientModule } from '../client-modules.js';
import type { Call, Layer } from '../handler.js';
import { TAB_ICON } from '../meeting-page/meeting-icons.js';
import { Refusal } from '../refusal.js';
import { performAction } from './console-actions.js';
import { streamSnapshots } from './console-events.js';
import { writeConsolePage } from './console-html.js';
import type { ConsoleSource } from './console-snapshot.js';
import { CONSOLE_STYLE } from './console-style.js';

/** Path of the console. */
export const CONSOLE_PATH = '/console';

const CLIENT = new URL('client/', import.meta.url);

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Serves the console, on loopback only, and passes everything else on. */
export function serveConsole(source: ConsoleSource): Layer {
  return (next) => async (request, call) => {
    const { pathname, hostname } = new URL(request.url);
    const isConsole = pathname === CONSOLE_PATH || pathname.startsWith(`${CONSOLE_PATH}/`);
    if (!isConsole || !isLoopback(hostname)) return next(request, call);
    const path = pathname.slice(CONSOLE_PATH.length + 1);
    const response = await answer(path, request, call, source).catch((error: unknown) => {
      if (error instanceof Refusal) return error.toResponse();
      throw error;
    });
    for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
    return response;
  };
}

async function answer(
  path: string,
  request: Request,
  call: Call,
  source: ConsoleSource,
): Promise<Response> {
  if (request.method === 'POST' && path === 'actions') {
    refuseForeignActions(request);
    return performAction(request, call, source);
  }
  if (request.method !== 'GET') throw new Refusal(400, 'The console has no such action.');
  if (path === '') return answerPage(writeConsolePage(source.settings.presets));
  if (path === 'events') {
    refuseForeignReaders(request);
    return streamSnapshots(source);
  }
  if (path === 'console.css') return answerAsset(CONSOLE_STYLE, 'text/css');
  if (path === 'icon.svg') return answerAsset(TAB_ICON, 'image/svg+xml');
  const script = await readClientModule(CLIENT, path);
  if (script === undefined) throw new Refusal(404, 'The console has no such page.');
  return answerAsset(script, 'text/javascript');
}

/**
 * A page of another site may send a form here, but not in the name of this origin. Nothing
 * but a browser's own page needs these actions: without an `Origin` there are none.
 */
function refuseForeignActions(request: Request): void {
  refuseForeignReaders(request);
  const isOwn = request.headers.get('origin') === new URL(request.url).origin;
  const isJson = request.headers.get('content-type') === 'application/json';
  if (!isOwn || !isJson) throw new Refusal(403, 'Actions come from the console’s own page only.');
}

/** Old browsers send no `Sec-Fetch-Site`; there the missing CORS headers protect the answer. */
function refuseForeignReaders(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    throw new Refusal(403, 'Another site may not use the console.');
  }
}

function answerPage(html: string): Response {
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
