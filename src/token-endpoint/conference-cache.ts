import { LRUCache } from 'lru-cache';
import type { CacheSettings } from './cache-options.js';
import type { ConferenceAccess } from './conference-access.js';
import type { ConferenceFill } from './conference-fill.js';
import { toRefusal } from './failure.js';
import { createEntry, createFailedEntry, type FillEntry } from './fill-entry.js';
import type { Refusal } from './refusal.js';

/** Size of the frame in whole CSS px, such as `800px`. */
export interface FillSize {
  readonly width: string;
  readonly height: string;
}

/** What one fill is made for. */
export interface FillTask {
  /** Whether whoever caused it may switch the conference on, and waits for it. */
  readonly access: ConferenceAccess;
  /** The size of who asked first. */
  readonly size: FillSize;
}

/** What the cache needs besides its times. */
export interface FillSource {
  now(): Date;
  /** Asks Livebox, or whoever has asked it already. */
  load(task: FillTask, make: () => Promise<FillEntry>): Promise<FillEntry>;
  fill(task: FillTask): Promise<ConferenceFill>;
  onFailure(refusal: Refusal, conference: string): void;
  onUse(use: CacheUse): void;
}

/** How a request came by what it got. */
export type CacheUse = 'hit' | 'stale' | 'coalesced' | 'miss';

/** Conferences remembered at most. */
const MAX_CONFERENCES = 5000;

/** A flight that enables may have to follow one that does not, and that one another. */
const MAX_FLIGHTS = 3;

/** One fill for all who ask for a conference: while it is made, while it is fresh, while it fails. */
export class ConferenceCache {
  readonly #settings: CacheSettings;
  readonly #source: FillSource;
  readonly #entries: LRUCache<string, FillEntry, FillTask>;
  /** The conferences of flights in the air, and whether each one enables. */
  readonly #flights = new Map<string, boolean>();

  constructor(settings: CacheSettings, source: FillSource) {
    this.#settings = settings;
    this.#source = source;
    this.#entries = new LRUCache<string, FillEntry, FillTask>({
      max: MAX_CONFERENCES,
      ttl: settings.freshFor,
      ttlResolution: 0,
      perf: { now: () => source.now().getTime() },
      noDeleteOnStaleGet: true,
      // A flight belongs to all who wait for it: nothing ends it early.
      ignoreFetchAbort: true,
      fetchMethod: async (_, before, { options, context }) => {
        const entry = await this.#fly(context, before);
        options.ttl = Math.max(1, entry.freshUntil - this.#now());
        return this.#keep(entry, before);
      },
    });
  }

  /** What is known and fresh, without waiting; it may be a failure that is thrown. */
  peek(access: ConferenceAccess): ConferenceFill | undefined {
    const entry = this.#entries.get(access.conference.name);
    if (!entry || isEnablingDue(entry, access)) return undefined;
    this.#source.onUse('hit');
    return this.#read(entry, access);
  }

  /**
   * Foresees whether getting a fill means a call to Livebox that nobody has caused yet.
   *
   * @returns `enable` when it may change the conference
   */
  foresee(access: ConferenceAccess): 'nothing' | 'fill' | 'enable' {
    const { name } = access.conference;
    const held = this.#entries.peek(name, { allowStale: true });
    const isHeld = held !== undefined && this.#isUsable(held);
    if (isHeld && !isEnablingDue(held, access)) return 'nothing';
    const flight = this.#flights.get(name);
    if (flight === true || (flight === false && !access.mayEnable)) return 'nothing';
    return access.mayEnable ? 'enable' : 'fill';
  }

  /**
   * Gets a conference's fill, from Livebox if need be.
   *
   * @throws {Refusal} when Livebox fails and nothing good is remembered
   */
  async obtain(task: FillTask): Promise<ConferenceFill> {
    for (let flight = 1; ; flight++) {
      const entry = await this.#fetch(task);
      // What is off after an enabling flight was switched off meanwhile, and stays off.
      const isDue = isEnablingDue(entry, task.access) && !entry.wasEnabling;
      if (!isDue || flight === MAX_FLIGHTS) return this.#read(entry, task.access);
    }
  }

  async #fetch({ access, size }: FillTask): Promise<FillEntry> {
    const { conference } = access;
    const held = this.#entries.peek(conference.name, { allowStale: true });
    const isHeld = held !== undefined && this.#isUsable(held);
    const isDue = isHeld && isEnablingDue(held, access);
    // Nobody waits for a refresh in the background: it enables nothing.
    const mayEnable = access.mayEnable && (isDue || !isHeld);
    const status: LRUCache.Status<string, FillEntry, FillTask> = {};
    const entry = await this.#entries.fetch(conference.name, {
      allowStale: isHeld && !isDue,
      forceRefresh: isDue,
      context: { access: { conference, mayEnable }, size },
      status,
    });
    this.#source.onUse(readUse(status));
    if (entry) return entry;
    throw new Error('The cache lost a fill.');
  }

  async #fly(task: FillTask, before: FillEntry | undefined): Promise<FillEntry> {
    const { conference, mayEnable } = task.access;
    this.#flights.set(conference.name, mayEnable);
    try {
      return await this.#source.load(task, () => this.#make(task, before));
    } finally {
      this.#flights.delete(conference.name);
    }
  }

  /** Never rejects because of Livebox: a failure is remembered as a success is. */
  async #make(task: FillTask, before: FillEntry | undefined): Promise<FillEntry> {
    try {
      const fill = await this.#source.fill(task);
      const wasEnabling = task.access.mayEnable;
      return createEntry(fill, {
        now: this.#now(),
        freshFor: this.#settings.freshFor,
        wasEnabling,
      });
    } catch (error) {
      const refusal = toRefusal(error);
      this.#source.onFailure(refusal, task.access.conference.name);
      return createFailedEntry(refusal, before, this.#now());
    }
  }

  /** A failure that came from elsewhere leaves what this process knows. */
  #keep(entry: FillEntry, before: FillEntry | undefined): FillEntry {
    if (entry.fill || !before?.fill) return entry;
    return { ...entry, fill: before.fill, filledAt: before.filledAt };
  }

  #read({ fill, filledAt, refusal }: FillEntry, { mayEnable }: ConferenceAccess): ConferenceFill {
    if (!refusal) return required(fill);
    const { freshFor, staleFor } = this.#settings;
    const isTooOld = this.#now() > filledAt + freshFor + staleFor;
    if (!fill || isTooOld || (mayEnable && fill.mode !== 'on')) throw refusal;
    return fill;
  }

  /** Whether an entry may be given out while it is refreshed. */
  #isUsable({ fill, filledAt, freshUntil }: FillEntry): boolean {
    const { freshFor, staleFor } = this.#settings;
    const now = this.#now();
    return (
      fill !== undefined && now < freshUntil + freshFor && now < filledAt + freshFor + staleFor
    );
  }

  #now(): number {
    return this.#source.now().getTime();
  }
}

/** Whether this caller would get in by switching the conference on. */
export function isEnablingDue({ fill, refusal }: FillEntry, access: ConferenceAccess): boolean {
  if (!access.mayEnable || refusal || !fill) return false;
  return fill.mode === 'off' || (fill.mode === 'missing' && access.conference.create !== undefined);
}

function required(fill: ConferenceFill | undefined): ConferenceFill {
  if (fill) return fill;
  throw new Error('An entry has neither a fill nor a failure.');
}

function readUse({ fetch, returnedStale }: LRUCache.Status<string, FillEntry, FillTask>): CacheUse {
  if (returnedStale) return 'stale';
  if (fetch === 'hit') return 'hit';
  return fetch === 'inflight' ? 'coalesced' : 'miss';
}
