import { readEmbedCode } from '../embed-protocol/embed-code.js';
import { FRAME_PATH } from './conference-links.js';
import { EmulatorError } from './emulator-error.js';
import type { Layer } from './handler.js';
import { HOSTILE_EMBED_CODES, isHostileEmbedCode } from './hostile-embed-codes.js';
import { hang, waitFor } from './waiting.js';

/** Where a fault can act: on calls of the API, on the meeting page, or on both. */
export type FaultPlace = 'api' | 'meeting';

/** One fault, ready to act. */
export interface Fault {
  readonly places: readonly FaultPlace[];
  readonly layer: Layer;
}

interface FaultKind {
  readonly places: readonly FaultPlace[];
  /** What may stand behind `=`, for messages. */
  readonly value: string;
  /** @returns `undefined` when the value is none of its own */
  create(value: string | undefined): Layer | undefined;
}

const BOTH = ['api', 'meeting'] as const satisfies readonly FaultPlace[];

/** The faults by name. docs/emulator.md describes each. */
const FAULT_KINDS: Readonly<Record<string, FaultKind>> = {
  latency: {
    places: BOTH,
    value: 'milliseconds, as in latency=200',
    create(value) {
      if (!/^\d{1,6}$/.test(value ?? '')) return undefined;
      return (next) => async (request, call) => {
        await waitFor(Number(value), request.signal);
        return next(request, call);
      };
    },
  },
  hang: plain(BOTH, () => (request) => hang(request.signal)),
  reset: plain(BOTH, () => async (_request, call) => {
    call.connection = 'reset';
    return new Response(null, { status: 500 });
  }),
  truncate: plain(BOTH, (next) => async (request, call) => {
    const response = await next(request, call);
    call.connection = 'truncate';
    return response;
  }),
  stall: plain(BOTH, (next) => async (request, call) => {
    const response = await next(request, call);
    call.connection = 'stall';
    return response;
  }),
  status: {
    places: BOTH,
    value: 'an HTTP status from 400 to 599, as in status=503',
    create(value) {
      if (!/^[45]\d\d$/.test(value ?? '')) return undefined;
      return () => async () => failure(Number(value), `The fault status=${value ?? ''} is set.`);
    },
  },
  'failure-in-200': plain(
    ['api'],
    () => async () => failure(200, 'The fault failure-in-200 is set.'),
  ),
  'malformed-json': plain(['api'], (next) => async (request, call) => {
    const response = await next(request, call);
    const text = await response.text();
    const body = /^[[{]/.test(text) ? text.slice(0, Math.ceil(text.length / 2)) : '{"status":';
    return replaceBody(response, body, 'application/json');
  }),
  'hostile-embed-code': {
    places: ['api'],
    value: `one of ${Object.keys(HOSTILE_EMBED_CODES).join(', ')}`,
    create(value = '') {
      if (!isHostileEmbedCode(value)) return undefined;
      return (next) => async (request, call) => {
        const response = await next(request, call);
        if (call.operation !== 'getEmbedCode' || !response.ok) return response;
        const { origin } = new URL(request.url);
        const src = readSrc(await response.text(), origin);
        return replaceBody(response, HOSTILE_EMBED_CODES[value]({ src, origin }), 'text/html');
      };
    },
  },
  redirect: {
    places: BOTH,
    value: 'nothing, or an http or https URL, as in redirect=https://elsewhere.example/',
    create(value) {
      if (value !== undefined && !isHttpUrl(value)) return undefined;
      return () => async (request) =>
        new Response(null, {
          status: 307,
          headers: { location: value ?? otherOrigin(request.url) },
        });
    },
  },
  'x-frame-options': {
    places: ['meeting'],
    value: 'nothing, DENY or SAMEORIGIN',
    create(value = 'DENY') {
      if (!/^(DENY|SAMEORIGIN)$/.test(value)) return undefined;
      return addHeader('x-frame-options', value);
    },
  },
  'frame-ancestors': {
    places: ['meeting'],
    value: "nothing, 'none', 'self' or an origin",
    create(value = "'none'") {
      if (!/^('none'|'self'|https?:\/\/[\w.:[\]-]+)$/.test(value)) return undefined;
      return addHeader('content-security-policy', `frame-ancestors ${value}`);
    },
  },
};

/**
 * Reads faults from a text such as `latency=200; status=503`. They act in the order in
 * which they stand there.
 *
 * @throws {EmulatorError} `fault_invalid`
 */
export function parseFaults(text: string): Fault[] {
  const faults = text.split(';').map((part) => part.trim());
  return faults.filter((part) => part !== '').map(parseFault);
}

function parseFault(text: string): Fault {
  const [, name = '', value] = /^([^=]*?)\s*(?:=\s*(.*))?$/.exec(text) ?? [];
  const kind = Object.hasOwn(FAULT_KINDS, name) ? FAULT_KINDS[name] : undefined;
  if (!kind) {
    const names = Object.keys(FAULT_KINDS).join(', ');
    throw new EmulatorError('fault_invalid', `No fault has this name. The faults: ${names}.`);
  }
  const layer = kind.create(value);
  if (layer) return { places: kind.places, layer };
  throw new EmulatorError('fault_invalid', `The fault ${name} takes ${kind.value}.`);
}

/** A fault that takes no value. */
function plain(places: readonly FaultPlace[], layer: Layer): FaultKind {
  return {
    places,
    value: 'no value',
    create: (value) => (value === undefined ? layer : undefined),
  };
}

function failure(status: number, message: string): Response {
  return Response.json(
    { status: 'failure', message },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

function replaceBody(response: Response, body: string, mediaType: string): Response {
  const { status } = response;
  const headers = new Headers(response.headers);
  headers.set('content-type', `${mediaType}; charset=utf-8`);
  headers.delete('content-length');
  return new Response(body, { status, headers });
}

/** A second policy beside the page's own, where one stands already: both hold. */
function addHeader(name: string, value: string): Layer {
  return (next) => async (request, call) => {
    const response = await next(request, call);
    response.headers.append(name, value);
    return response;
  };
}

function readSrc(embedCode: string, origin: string): string {
  try {
    return readEmbedCode(embedCode, [origin]);
  } catch {
    // The option `embedCode` writes what it likes.
    return origin + FRAME_PATH;
  }
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** The same address by this machine's other name: another origin, another site. */
function otherOrigin(address: string): string {
  const url = new URL(address);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return url.href;
}
