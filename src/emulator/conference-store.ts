import type { ConferenceSettings } from './conference-settings.js';
import { Refusal } from './refusal.js';

/** Whether visitors may enter a conference. */
export type ConferenceMode = 'on' | 'off';

/** From when to when a conference is open. */
export interface Schedule {
  readonly start: Date;
  readonly end: Date;
}

/** A conference as the emulator keeps it. */
export interface Conference {
  readonly name: string;
  /** Its key in links and embed codes. */
  readonly hashKey: string;
  /** IP address of the caller who created it. */
  readonly createdFrom: string;
  readonly createdAt: Date;
  readonly settings: ConferenceSettings;
  readonly mode: ConferenceMode;
  readonly schedule?: Schedule | undefined;
}

/** The conferences of one emulator, in the order of their creation. */
export class ConferenceStore {
  readonly #conferences = new Map<string, Conference>();

  /**
   * @param conference without a key it gets one
   * @throws {Refusal} 409 when the name is taken
   */
  add(conference: Omit<Conference, 'hashKey'> & { readonly hashKey?: string }): Conference {
    if (this.#conferences.has(conference.name)) {
      throw new Refusal(409, `A conference called ${conference.name} exists already.`);
    }
    const added = { hashKey: createHashKey(), ...conference };
    this.#conferences.set(added.name, added);
    return added;
  }

  /** @throws {Refusal} 404 when there is none */
  get(name: string): Conference {
    const conference = this.#conferences.get(name);
    if (!conference) throw new Refusal(404, `There is no conference called ${name}.`);
    return conference;
  }

  /** The conference whose links carry a key. */
  findByHashKey(hashKey: string): Conference | undefined {
    return this.list().find((conference) => conference.hashKey === hashKey);
  }

  list(): Conference[] {
    return [...this.#conferences.values()];
  }

  /** @throws {Refusal} 404 when there is none */
  change(
    name: string,
    members: Partial<Pick<Conference, 'settings' | 'mode' | 'schedule'>>,
  ): Conference {
    const changed = { ...this.get(name), ...members };
    this.#conferences.set(name, changed);
    return changed;
  }

  /** @throws {Refusal} 404 when there is none */
  remove(name: string): Conference {
    const conference = this.get(name);
    this.#conferences.delete(name);
    return conference;
  }

  has(name: string): boolean {
    return this.#conferences.has(name);
  }

  get size(): number {
    return this.#conferences.size;
  }

  /** Switches every conference off and takes its schedule away. */
  reset(): void {
    for (const { name } of this.list()) {
      this.change(name, { mode: 'off', schedule: undefined });
    }
  }
}

function createHashKey(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
