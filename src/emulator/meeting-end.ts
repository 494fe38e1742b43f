import type { EmulatorSettings } from './emulator-options.js';
import type { Layer } from './handler.js';
import { admit, whyNot } from './meeting-page/admission.js';
import type { EmulatorState } from './operation-handlers.js';

/** Ends every meeting whose conference lets nobody in any more. */
export function endClosedMeetings(
  state: EmulatorState,
  settings: Pick<EmulatorSettings, 'now'>,
): void {
  state.rooms.endWhere((hashKey) => {
    const admission = admit(hashKey, state, settings.now());
    return admission.state === 'open' ? undefined : whyNot(admission.state);
  });
}

/** Looks after each request whether it has ended meetings: any of several operations does. */
export function endMeetingsAfterRequests(
  state: EmulatorState,
  settings: Pick<EmulatorSettings, 'now'>,
): Layer {
  return (next) => async (request, call) => {
    const response = await next(request, call);
    if (call.operation === 'restartService' && response.ok) {
      state.rooms.endWhere(() => 'restarted');
    }
    endClosedMeetings(state, settings);
    return response;
  };
}
