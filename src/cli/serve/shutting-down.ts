import { answerProblem, answerPublicProblem } from '../../token-endpoint/answer.js';
import { checkOrigin } from '../../token-endpoint/origin-check.js';

/**
 * Answers a request that comes while the last ones end. Pages of the allowed origins can
 * read it, and so the element knows that asking again helps.
 *
 * @param origins `undefined` where only pages of the endpoint's own origin may ask
 */
export function answerShuttingDown(
  request: Request,
  origins: readonly string[] | undefined,
): Response {
  const refusal = { code: 'shutting_down' } as const;
  const isHead = request.method === 'HEAD';
  if (request.method === 'GET' || isHead) return answerPublicProblem(refusal, 'no-store', isHead);
  return answerProblem(refusal, checkOrigin(request, origins && new Set(origins)));
}
