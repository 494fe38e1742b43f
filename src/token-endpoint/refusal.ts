import type { Problem, ProblemCode } from '../embed-protocol/problem.js';

/** Why no grant is given: thrown inside the endpoint, answered as a problem. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly members: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'>;

  constructor(
    code: ProblemCode,
    members: Pick<Problem, 'detail' | 'opensAt' | 'closesAt'> = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.members = members;
  }
}
