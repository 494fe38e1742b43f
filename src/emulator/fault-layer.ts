import { isLoopback } from '../embed-protocol/frame-url.js';
import { API_PATH } from '../livebox-api/operations.js';
import { peekOperation } from './api-handler.js';
import { FRAME_PATH, MEETING_PATH } from './conference-links.js';
import { EmulatorError } from './emulator-error.js';
import { type FaultPlace, parseFaults } from './fault.js';
import type { FaultRules, FoundFaults } from './fault-rules.js';
import type { Layer } from './handler.js';
import { Refusal } from './refusal.js';

/** A request's own faults, instead of those that are set. On loopback only. */
export const FAULT_HEADER = 'x-livebox-fault';

/** Lets requests meet the faults of their header, or those that are set. */
export function injectFaults(rules: FaultRules): Layer {
  return (next) => async (request, call) => {
    const place = findPlace(request);
    if (!place) return next(request, call);
    let found: FoundFaults | undefined;
    try {
      found = readHeader(request) ?? (await rules.take(place, () => peekOperation(request)));
    } catch (error) {
      if (error instanceof EmulatorError) return new Refusal(400, error.message).toResponse();
      throw error;
    }
    if (!found) return next(request, call);
    call.faults = found.text;
    const layers = found.faults.filter(({ places }) => places.includes(place));
    return layers.reduceRight((handler, { layer }) => layer(handler), next)(request, call);
  };
}

function readHeader(request: Request): FoundFaults | undefined {
  const text = request.headers.get(FAULT_HEADER);
  if (text === null || !isLoopback(new URL(request.url).hostname)) return undefined;
  return { text, faults: parseFaults(text) };
}

/** A preflight meets no fault: the call behind it does. */
function findPlace({ url, method }: Request): FaultPlace | undefined {
  const path = new URL(url).pathname.replace(/^\/\//, '/');
  if (path.startsWith(API_PATH)) return method === 'OPTIONS' ? undefined : 'api';
  return path === FRAME_PATH || path === MEETING_PATH || `${path}/` === MEETING_PATH
    ? 'meeting'
    : undefined;
}
