import type { DataFile } from './data-file.js';
import { EmulatorError } from './emulator-error.js';
import type { Layer } from './handler.js';
import type { EmulatorState } from './operation-handlers.js';

/** Saves the state behind each request that may have changed it, before the answer goes out. */
export function keepState(file: DataFile, state: EmulatorState): Layer {
  return (next) => async (request, call) => {
    const response = await next(request, call);
    if (request.method !== 'POST') return response;
    try {
      file.save(state);
      return response;
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      return Response.json({ status: 'failure', message: error.message }, { status: 500 });
    }
  };
}
