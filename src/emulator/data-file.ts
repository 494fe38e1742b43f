import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { isConferenceName } from '../embed-protocol/conference-name.js';
import type { ConferenceSettings } from './conference-settings.js';
import { ConferenceStore } from './conference-store.js';
import { EmulatorError } from './emulator-error.js';
import type { EmulatorState } from './operation-handlers.js';

/** What a data file keeps: all that calls of the API can change. */
export type SavedState = Pick<EmulatorState, 'conferences' | 'isServiceRunning'>;

const name = v.pipe(
  v.string(),
  v.check((text) => isConferenceName(text), 'is no name'),
);
const date = v.pipe(
  v.string(),
  v.isoTimestamp('is no date'),
  v.transform((text) => new Date(text)),
);
const presetChoice = v.union([v.literal(false), v.strictObject({ preset: name })]);

const CONFERENCE = v.strictObject({
  name,
  hashKey: v.pipe(v.string(), v.regex(/^[\w-]{16,64}$/, 'is no key')),
  createdFrom: v.string(),
  createdAt: date,
  mode: v.picklist(['on', 'off']),
  schedule: v.optional(v.strictObject({ start: date, end: date })),
  settings: v.strictObject({
    preset: name,
    authentication: v.union([
      v.literal(false),
      v.strictObject({
        signUp: presetChoice,
        guest: presetChoice,
        usernamePassword: v.boolean(),
        pin: v.boolean(),
      }),
    ]),
  }),
});

const DATA = v.strictObject({
  version: v.literal(1),
  isServiceRunning: v.boolean(),
  conferences: v.array(CONFERENCE),
});

/** A file that an emulator's state survives a restart in. */
export class DataFile {
  readonly #path: string;
  #saved = '';

  /** @param path where it is, or will be */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Reads the state. A file that can't be understood is left as it is.
   *
   * @param presets the presets that the emulator has
   * @returns `undefined` when there is no file yet
   * @throws {EmulatorError} `data_file_invalid` or `data_file_unusable`
   */
  load(presets: readonly string[]): SavedState | undefined {
    const text = this.#read();
    if (text === undefined) return undefined;
    const { conferences: saved, isServiceRunning } = this.#parse(text);
    const conferences = new ConferenceStore();
    for (const conference of saved) {
      if (conferences.has(conference.name)) {
        throw this.#invalid(`the conference ${conference.name} stands there twice`);
      }
      const unknown = listPresets(conference.settings).find((preset) => !presets.includes(preset));
      if (unknown !== undefined) {
        throw this.#invalid(
          `${conference.name} has the preset ${unknown}, which the option presets does not name`,
        );
      }
      conferences.add(conference);
    }
    return { conferences, isServiceRunning };
  }

  /**
   * Writes the state when it has changed: whole or not at all.
   *
   * @throws {EmulatorError} `data_file_unusable`
   */
  save({ conferences, isServiceRunning }: SavedState): void {
    const data = { version: 1, isServiceRunning, conferences: conferences.list() };
    const text = `${JSON.stringify(data, null, 2)}\n`;
    if (text === this.#saved) return;
    const unfinished = `${this.#path}.${String(process.pid)}.tmp`;
    try {
      writeFileSync(unfinished, text, { mode: 0o600 });
      renameSync(unfinished, this.#path);
    } catch (cause) {
      rmSync(unfinished, { force: true });
      throw this.#unusable("can't be written", cause);
    }
    this.#saved = text;
  }

  #read(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      throw this.#unusable("can't be read", cause);
    }
  }

  #parse(text: string): v.InferOutput<typeof DATA> {
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch (cause) {
      throw this.#invalid('it is not JSON', cause);
    }
    const result = v.safeParse(DATA, data, { abortEarly: true });
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw this.#invalid(`${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }

  #invalid(reason: string, cause?: unknown): EmulatorError {
    const message =
      `The emulator's data file ${this.#path} is damaged, or not one: ${reason}. ` +
      'It was left as it is: repair it, move it away to start afresh, or name another file.';
    return new EmulatorError('data_file_invalid', message, { cause });
  }

  #unusable(what: string, cause: unknown): EmulatorError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message =
      `The emulator's data file ${this.#path} ${what}: ${reason}. ` +
      'Check that its folder exists and that you may write there, or name another file.';
    return new EmulatorError('data_file_unusable', message, { cause });
  }
}

function listPresets({ preset, authentication }: ConferenceSettings): string[] {
  const { signUp = false, guest = false } = authentication || {};
  return [preset, ...(signUp ? [signUp.preset] : []), ...(guest ? [guest.preset] : [])];
}
