import type { OperationName } from '../livebox-api/operations.js';
import { OPERATIONS } from '../livebox-api/operations.js';
import { EmulatorError } from './emulator-error.js';
import { type Fault, type FaultPlace, parseFaults } from './fault.js';

/** What faults act on: everything, all calls of the API, one operation, or the meeting page. */
export type FaultTarget = 'all' | FaultPlace | OperationName;

/** Where and how often faults act. */
export interface FaultScope {
  /** Default `all`. */
  on?: FaultTarget;
  /** How many requests they act on. Default: all of them. */
  times?: number;
}

/** Faults that are set. */
export interface ActiveFaults {
  readonly on: FaultTarget;
  readonly faults: string;
  /** How many more requests they act on; `undefined`: all. */
  readonly timesLeft: number | undefined;
}

/** Makes an emulator misbehave. */
export interface FaultControls {
  /** The faults that are set. */
  readonly active: readonly ActiveFaults[];
  /**
   * Sets faults, instead of those set before on the same target. A request meets those of
   * its operation; without any, those of its place (`api`, `meeting`); else those of `all`.
   *
   * @param faults such as `latency=200; status=503`
   * @throws {EmulatorError} `fault_invalid`
   * @example
   * emulator.faults.set('status=503', { on: 'getEmbedCode', times: 2 });
   */
  set(faults: string, scope?: FaultScope): void;
  /** Takes faults away: those of one target, or all. */
  clear(on?: FaultTarget): void;
}

/** Faults found for a request. */
export interface FoundFaults {
  /** As they were written. */
  readonly text: string;
  readonly faults: readonly Fault[];
}

interface Rule extends FoundFaults {
  timesLeft: number | undefined;
}

/** The faults that are set on an emulator. */
export class FaultRules implements FaultControls {
  readonly #rules = new Map<FaultTarget, Rule>();

  get active(): ActiveFaults[] {
    return [...this.#rules].map(([on, { text, timesLeft }]) => ({ on, faults: text, timesLeft }));
  }

  set(faults: string, { on = 'all', times }: FaultScope = {}): void {
    if (!isTarget(on)) {
      const names = ['all', 'api', 'meeting', ...Object.keys(OPERATIONS)].join(', ');
      throw new EmulatorError('fault_invalid', `Faults act on one of ${names}.`);
    }
    if (times !== undefined && !(Number.isSafeInteger(times) && times > 0)) {
      throw new EmulatorError('fault_invalid', 'Faults act a whole number of times, 1 or more.');
    }
    this.#rules.set(on, { text: faults, faults: parseFaults(faults), timesLeft: times });
  }

  clear(on?: FaultTarget): void {
    if (on === undefined) this.#rules.clear();
    else this.#rules.delete(on);
  }

  /**
   * The faults that a request meets; counts it.
   *
   * @param readOperation tells the request's operation; not called when no rule asks
   */
  async take(
    place: FaultPlace,
    readOperation: () => Promise<OperationName | undefined>,
  ): Promise<FoundFaults | undefined> {
    const isForOperation = [...this.#rules.keys()].some((target) => target in OPERATIONS);
    const operation = place === 'api' && isForOperation ? await readOperation() : undefined;
    return (operation && this.#use(operation)) ?? this.#use(place) ?? this.#use('all');
  }

  #use(target: FaultTarget): FoundFaults | undefined {
    const rule = this.#rules.get(target);
    if (rule?.timesLeft === undefined) return rule;
    rule.timesLeft -= 1;
    if (rule.timesLeft === 0) this.#rules.delete(target);
    return rule;
  }
}

function isTarget(target: string): target is FaultTarget {
  return ['all', 'api', 'meeting'].includes(target) || Object.hasOwn(OPERATIONS, target);
}
