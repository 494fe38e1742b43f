import { createProblem, PROBLEM_MEDIA_TYPE } from '../../embed-protocol/problem.js';

/** When to ask again, in seconds: another process answers then. */
const RETRY_SECONDS = 5;

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
  const problem = createProblem('shutting_down', {
    detail: 'The token endpoint is restarting. Try again in a moment.',
  });
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Referrer-Policy': 'no-referrer',
    'Retry-After': String(RETRY_SECONDS),
    Vary: 'Origin',
    'X-Content-Type-Options': 'nosniff',
    ...createCrossOriginHeaders(request, origins),
  };
  const body = request.method === 'HEAD' ? null : JSON.stringify(problem);
  return new Response(body, { status: problem.status, headers });
}

function createCrossOriginHeaders(
  { method, headers }: Request,
  origins: readonly string[] | undefined,
): Record<string, string> {
  const exposed = { 'Access-Control-Expose-Headers': 'Date, Age, Retry-After' };
  // What is asked for by GET is public.
  if (method === 'GET') return { ...exposed, 'Access-Control-Allow-Origin': '*' };
  const origin = headers.get('Origin');
  if (origin === null || !origins?.includes(origin)) return {};
  return {
    ...exposed,
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
  };
}
