import { CommandError } from '../cli-error.js';
import type { Answer } from './exchange.js';
import { isEmbedCodeAnswer, parseBody, readCode, readMediaType } from './expectations.js';
import type { Target } from './target.js';

/**
 * Makes sure that a token endpoint answers at all: where another program does, every rule
 * would be broken, and none of them would say why.
 *
 * @throws {CommandError} `endpoint_not_found`, `endpoint_redirected`, `endpoint_unreachable`
 */
export async function assertEndpoint(target: Target): Promise<void> {
  const answer = await target.grant();
  if (isRedirect(answer)) {
    // An endpoint may redirect one request only: that is a broken rule.
    if (!isRedirect(await target.post({ body: '{}' }))) return;
    throw new CommandError('endpoint_redirected', describeRedirect(target, answer));
  }
  if (isEndpointAnswer(answer)) return;
  throw new CommandError('endpoint_not_found', describeStranger(target, answer));
}

function isRedirect({ status }: Answer): boolean {
  return status >= 300 && status < 400;
}

/** A web server says 404 or 405 in JSON too, but without the code of a problem. */
function isEndpointAnswer(answer: Answer): boolean {
  if (isEmbedCodeAnswer(answer) || readCode(answer) !== undefined) return true;
  return parseBody(answer) !== undefined && ![404, 405].includes(answer.status);
}

function describeRedirect({ options: { url } }: Target, { headers }: Answer): string {
  const location = headers.get('Location') ?? '';
  const goal = URL.canParse(location, url) ? new URL(location, url).href : 'another address';
  return `${url.href} redirects to ${goal}, and the tag follows no redirect: check that address, and use it in the tag too.`;
}

function describeStranger({ options: { url } }: Target, answer: Answer): string {
  const { status, body } = answer;
  const what =
    body.trim() === '' ? 'without a body' : readMediaType(answer) || 'without a media type';
  const advice =
    status >= 500
      ? 'Look at the log of this server, and of a proxy in front of it.'
      : 'Check the path, such as /livebox/token, and that your server passes POST to the endpoint there.';
  return `There is no token endpoint at ${url.href}: it answered ${status} ${what}, where an endpoint answers JSON${
    parseBody(answer) === undefined ? '' : ' with a code'
  }. ${advice}`;
}
