import type { Problem, ProblemCode } from '../embed-protocol/problem.js';

/**
 * `endpoint.grant()` gives no grant. What the tag would have been told is in `problem`; `cause`,
 * where there is one, is for the site's log and holds no credential.
 *
 * @example
 * const grant = await endpoint.grant('Conference-1').catch((error) => {
 *   if (error instanceof GrantError) return undefined; // the tag asks itself, and says why not
 *   throw error;
 * });
 */
export class GrantError extends Error {
  override readonly name = 'GrantError';
  /** Stable, such as `conference_not_open`: one page for each in docs/problems/. */
  readonly code: ProblemCode;
  /** As the endpoint answers it (RFC 9457). */
  readonly problem: Problem;

  /** @param why what the answer does not tell, if it is known */
  constructor(code: ProblemCode, problem: Problem, why?: string, cause?: unknown) {
    super(
      `No grant (${code}): ${why ?? problem.detail ?? problem.title}`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.problem = problem;
  }
}
