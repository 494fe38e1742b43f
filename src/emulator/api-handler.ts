import {
  API_PATH,
  OPERATIONS,
  type Operation,
  type OperationName,
} from '../livebox-api/operations.js';
import { answerPreflight, checkBrowserOrigin, shareWithOrigin } from './browser-origin.js';
import { checkCredentials, credentialsLocation } from './credential-check.js';
import type { EmulatorSettings } from './emulator-options.js';
import type { Call, Handler } from './handler.js';
import {
  type EmulatorState,
  isAvailableWhileStopped,
  OPERATION_HANDLERS,
} from './operation-handlers.js';
import { type Parameters, requireString } from './parameters.js';
import { Refusal } from './refusal.js';
import { readParameters } from './request-body.js';

/** Answers calls to the documented API: the requests below {@link API_PATH}. */
export function createApiHandler(state: EmulatorState, settings: EmulatorSettings): Handler {
  return async (request, call) => {
    const response = await answer(request, call, state, settings).catch((error: unknown) => {
      if (error instanceof Refusal) return error.toResponse();
      throw error;
    });
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-content-type-options', 'nosniff');
    return shareWithOrigin(request, response, settings.origins);
  };
}

/** The operation that a call names, as far as it names one. Leaves the body unread. */
export async function peekOperation(request: Request): Promise<OperationName | undefined> {
  const path = new URL(request.url).pathname.slice(API_PATH.length);
  try {
    return recogniseOperation(path, await readParameters(request.clone()));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function answer(
  request: Request,
  call: Call,
  state: EmulatorState,
  settings: EmulatorSettings,
): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(API_PATH.length);
  const location = credentialsLocation(path);
  if (!location) throw new Refusal(404, 'The API has no such path.');
  const isBrowserCall = checkBrowserOrigin(request, settings.origins);
  if (request.method === 'OPTIONS') return answerPreflight();
  if (request.method !== 'POST') throw new Refusal(400, 'Every call of the API is a POST.');
  const parameters = await readParameters(request);
  call.parameters = parameters;
  checkCredentials(parameters, location, isBrowserCall, settings);
  const operation = recogniseOperation(path, parameters);
  call.operation = operation;
  OPERATIONS[operation].required.forEach((name) => requireString(parameters, name));
  if (!state.isServiceRunning && !isAvailableWhileStopped(operation)) {
    throw new Refusal(503, 'The video conferencing service is stopped: start it first.');
  }
  const { remoteAddress } = call;
  const context = { state, settings, origin: url.origin, remoteAddress };
  return OPERATION_HANDLERS[operation](parameters, context);
}

function recogniseOperation(path: string, parameters: Parameters): OperationName {
  const names = operationNames().filter((name) => OPERATIONS[name].path === path);
  const found = names.find((name) =>
    discriminator(name).every(([parameter, value]) => parameters.get(parameter) === value),
  );
  if (found) return found;
  const choices = names.map((name) =>
    discriminator(name)
      .map(([parameter, value]) => `${parameter} "${value}"`)
      .join(' with '),
  );
  throw new Refusal(400, `The call names no operation of ${path}: ${choices.join(', ')}.`);
}

function operationNames(): OperationName[] {
  return Object.keys(OPERATIONS).filter((name): name is OperationName => name in OPERATIONS);
}

function discriminator(name: OperationName): [string, string][] {
  const operation: Operation = OPERATIONS[name];
  return Object.entries(operation.discriminator);
}
