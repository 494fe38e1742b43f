import { createProblemAnswer, createPublicProblemAnswer } from '../../token-endpoint/answer.js';
import { checkOrigin } from '../../token-endpoint/origin-check.js';
import type { Pipeline } from '../../token-endpoint/pipeline.js';

/**
 * Answers requests that come while the last ones end. Pages of the allowed origins can read
 * it, and so the element knows that asking again helps.
 *
 * @param pipeline answers preflights still: without them no page could read why it is refused
 * @param origins `undefined` where only pages of the endpoint's own origin may ask
 */
export function refuseRequests(
  pipeline: Pipeline,
  origins: readonly string[] | undefined,
): Pipeline {
  const refusal = { code: 'shutting_down' } as const;
  const known = origins && new Set(origins);
  return async (question) => {
    const { request } = question;
    if (request.method === 'OPTIONS') return pipeline(question);
    const isHead = request.method === 'HEAD';
    return request.method === 'GET' || isHead
      ? createPublicProblemAnswer(refusal, 'no-store', isHead)
      : createProblemAnswer(refusal, checkOrigin(request, known));
  };
}
