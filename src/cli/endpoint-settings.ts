import { readList } from './environment.js';
import type { Settings } from './settings.js';

/** The origins that meeting pages may come from, where the settings name any. */
export async function readFrameOrigins(settings: Settings): Promise<readonly string[] | undefined> {
  const fromEnvironment = await readList(settings.environment, 'LIVEBOX_FRAME_ORIGINS');
  const fromFile = settings.file.endpoint?.['frameOrigins'];
  if (fromEnvironment) return fromEnvironment;
  return isTexts(fromFile) ? fromFile : undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
