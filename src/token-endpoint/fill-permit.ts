import type { ConferenceCache, FillTask } from './conference-cache.js';
import type { ConferenceFill } from './conference-fill.js';
import type { ClientLimits } from './limits.js';
import type { AskedRequest } from './pipeline.js';
import { untilAborted } from './until-aborted.js';

/**
 * Counts a fill for one client, the first of those who need it: who comes while it is being
 * decided waits, joins the flight that was let through, or becomes the next to be counted.
 */
export class FillPermits {
  readonly #cache: ConferenceCache;
  readonly #pending = new Map<string, Promise<unknown>>();

  constructor(cache: ConferenceCache) {
    this.#cache = cache;
  }

  /**
   * Gets a conference's fill.
   *
   * @throws {Refusal} `rate_limited`, or why Livebox can't be asked
   */
  async obtain(
    task: FillTask,
    limits: ClientLimits,
    request: Pick<AskedRequest, 'signal'>,
  ): Promise<ConferenceFill> {
    const { access } = task;
    for (;;) {
      const known = this.#cache.peek(access);
      if (known) return known;
      const need = this.#cache.foresee(access);
      const pending = this.#pending.get(access.conference.name);
      if (need === 'nothing') return this.#fly(task, request);
      if (!pending) return this.#flyWithPermit(task, limits, request, need);
      await pending;
    }
  }

  #fly(task: FillTask, { signal }: Pick<AskedRequest, 'signal'>): Promise<ConferenceFill> {
    return untilAborted(signal, () => this.#cache.obtain(task));
  }

  async #flyWithPermit(
    task: FillTask,
    limits: ClientLimits,
    request: Pick<AskedRequest, 'signal'>,
    need: 'fill' | 'enable',
  ): Promise<ConferenceFill> {
    const { name } = task.access.conference;
    let settle = (): void => undefined;
    const pending = new Promise<void>((resolve) => {
      settle = resolve;
    });
    this.#pending.set(name, pending);
    let flight: Promise<ConferenceFill>;
    try {
      await limits.consume(need === 'enable' ? 'enable' : 'miss');
      flight = this.#fly(task, request);
    } finally {
      // Those who waited find the flight in the air, or that it is their turn.
      this.#pending.delete(name);
      settle();
    }
    return flight;
  }
}
