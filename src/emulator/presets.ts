import type { Tools } from './meeting-page/room-messages.js';

export type { Tools } from './meeting-page/room-messages.js';

/**
 * The presets of an emulator: their names, or each name with the tools it takes away or gives.
 * A tool that is not named is there.
 *
 * @example { 'Preset-1': {}, Listener: { camera: false, microphone: false, screenShare: false } }
 */
export type PresetOptions = readonly string[] | Readonly<Record<string, Partial<Tools>>>;

const ALL_TOOLS: Tools = { camera: true, microphone: true, screenShare: true };

/** The tools of each preset, in the order of the presets. */
export function resolvePresets(presets: PresetOptions): ReadonlyMap<string, Tools> {
  const entries: [string, Partial<Tools>][] = isNameList(presets)
    ? presets.map((name) => [name, {}])
    : Object.entries(presets);
  return new Map(entries.map(([name, tools]) => [name, { ...ALL_TOOLS, ...tools }]));
}

// `Array.isArray` does not narrow a readonly array.
function isNameList(presets: PresetOptions): presets is readonly string[] {
  return Array.isArray(presets);
}
