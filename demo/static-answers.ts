/**
 * Answers for a conference that runs, as a token endpoint does.
 *
 * @param meeting address of the meeting page, relative to the page that asks
 */
export function grantAnswer(name: string, meeting: string): Response {
  const src = new URL(meeting, location.href);
  src.searchParams.set('name', name);
  return Response.json({
    version: 1,
    name,
    enabled: true,
    src: src.href,
    frameOrigins: [src.origin],
    expiresAt: inMinutes(5),
  });
}

/** Answers with a problem, as a token endpoint does. */
export function problemAnswer(status: number, code: string, members: object = {}): Response {
  const problem = { type: 'about:blank', title: code, status, code, retryable: false, ...members };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** The time in so many minutes, as the wire contract writes it. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
