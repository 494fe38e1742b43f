import type { Problem, ProblemCode } from '../embed-protocol/problem.js';

/** Why no grant is given: thrown inside the endpoint, answered as a problem. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly members: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'>;
  /** Whether the site's log has heard of it: many visitors may share one failure. */
  isReported = false;
  /** The cause, where it is the visitor's or a setting's: for the site alone, never answered. */
  why: string | undefined;
  /** When to ask again, in seconds; `undefined` where it is not known. */
  retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    members: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'> = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.members = members;
  }

  /** Adds {@link why}. */
  because(why: string): this {
    this.why = why;
    return this;
  }

  /** A failure that another process met and reported. */
  static fromElsewhere(code: ProblemCode): Refusal {
    const refusal = new Refusal(code);
    refusal.isReported = true;
    return refusal;
  }
}
