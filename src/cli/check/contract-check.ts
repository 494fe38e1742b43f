import type { Target } from './target.js';

/** One rule of the wire contract and how an endpoint is held to it. */
export interface ContractCheck {
  /** Stable. */
  readonly id: string;
  /** The rule, as a sentence. */
  readonly rule: string;
  /** `should`: reported, and a failure with `--strict` only. */
  readonly level: 'must' | 'should';
  /** @returns what was seen instead; `undefined` when the rule is kept */
  run(target: Target): Promise<string | NotApplicable | undefined>;
}

/** Why a rule could not be tried on this endpoint. */
export class NotApplicable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A rule that was tried. */
export interface CheckResult {
  readonly id: string;
  readonly rule: string;
  readonly level: 'must' | 'should';
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What was seen, or why it was skipped. */
  readonly detail?: string;
}

/** Tries rules one after another: an endpoint may limit rates. */
export async function runChecks(
  checks: readonly ContractCheck[],
  target: Target,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const { id, rule, level } = check;
    const found = await check.run(target);
    const base = { id, rule, level };
    if (found === undefined) results.push({ ...base, status: 'passed' });
    else if (found instanceof NotApplicable) {
      results.push({ ...base, status: 'skipped', detail: found.reason });
    } else results.push({ ...base, status: 'failed', detail: found });
  }
  return results;
}
