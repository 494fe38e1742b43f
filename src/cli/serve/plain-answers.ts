import type { ServerResponse } from 'node:http';

/** For answers that no page has a use for. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: object,
  contentType = 'application/json',
): void {
  answerText(response, status, JSON.stringify(body), contentType);
}

/** Answers with a text. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  contentType: string,
): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': contentType });
  response.end(text);
}
