import * as v from 'valibot';
import type { OperationName } from '../../livebox-api/operations.js';
import type { Call } from '../handler.js';
import { OPERATION_HANDLERS } from '../operation-handlers.js';
import { Refusal } from '../refusal.js';
import { type ConsoleSource, takeSnapshot } from './console-snapshot.js';

const ACTION = v.variant('action', [
  v.object({ action: v.literal('create'), name: v.string(), preset: v.string() }),
  v.object({ action: v.picklist(['enable', 'disable']), name: v.string() }),
  v.object({ action: v.picklist(['start-service', 'clear-faults']) }),
]);

type Action = v.InferOutput<typeof ACTION>;

/** Longest body of an action, in characters. */
const MAX_BODY_LENGTH = 1024;

/**
 * Does what a button of the console asks for, and answers with what has come of it.
 *
 * @throws {Refusal}
 */
export async function performAction(
  request: Request,
  call: Call,
  source: ConsoleSource,
): Promise<Response> {
  const action = await readAction(request);
  if (action.action === 'clear-faults') source.faults.clear();
  else carryOut(action, new URL(request.url).origin, call, source);
  return Response.json(takeSnapshot(source));
}

async function readAction(request: Request): Promise<Action> {
  const text = await request.text();
  if (text.length > MAX_BODY_LENGTH) throw new Refusal(400, 'The action is too long.');
  try {
    return v.parse(ACTION, JSON.parse(text));
  } catch {
    throw new Refusal(400, 'The console has no such action.');
  }
}

const MODE_OPERATIONS = {
  enable: 'enableConference',
  disable: 'disableConference',
} as const satisfies Record<string, OperationName>;

/** As a call of the API does, so that the same rules hold. */
function carryOut(
  action: Exclude<Action, { action: 'clear-faults' }>,
  origin: string,
  { remoteAddress }: Call,
  { state, settings }: ConsoleSource,
): void {
  const context = { state, settings, origin, remoteAddress };
  if ('preset' in action) {
    const parameters = { name: action.name, selectPreset: action.preset };
    OPERATION_HANDLERS.createConference(new Map(Object.entries(parameters)), context);
  } else if ('name' in action) {
    OPERATION_HANDLERS[MODE_OPERATIONS[action.action]](new Map([['name', action.name]]), context);
  } else {
    state.isServiceRunning = true;
  }
}
