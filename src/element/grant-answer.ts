import { type Grant, parseGrant } from '../embed-protocol/grant.js';
import { ConferenceError } from './conference-error.js';

/**
 * Reads a token endpoint's answer. The usual one, a grant, is read here; what reads any
 * other loads when there is one.
 *
 * @param name the conference that was asked for
 * @param pageOrigins the origins that the page itself lets frames come from
 * @throws {ConferenceError} when it is no permission to show that conference
 */
export async function readGrantAnswer(
  response: Response,
  name: string,
  pageOrigins: readonly string[] | undefined,
): Promise<Grant> {
  const body = await response.text().catch((cause: unknown) => {
    throw new ConferenceError('network', { retryable: true, detail: 'Half an answer.', cause });
  });
  const json = parseJson(body);
  const grant = response.ok && !response.redirected ? parseGrant(json) : undefined;
  if (grant?.name === name) return grant;
  const { readOtherAnswer } = await import('./trouble.js');
  return readOtherAnswer({ response, body, json, name, pageOrigins });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
