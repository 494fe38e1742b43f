import type { ConsoleSnapshot } from '../console-snapshot.js';

/** What a button asks for. */
export type ConsoleAction =
  | { action: 'create'; name: string; preset: string }
  | { action: 'enable' | 'disable'; name: string }
  | { action: 'start-service' | 'clear-faults' };

/** What has come of it: one of the two. */
export interface ActionResult {
  snapshot?: ConsoleSnapshot;
  problem?: string;
}

/** Sends an action to the emulator. Never rejects. */
export async function act(action: ConsoleAction): Promise<ActionResult> {
  try {
    const response = await fetch('/console/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    if (response.ok) return { snapshot: (await response.json()) as ConsoleSnapshot };
    const { message } = (await response.json()) as { message: string };
    return { problem: message };
  } catch {
    return { problem: 'The emulator does not answer: is it still running?' };
  }
}
