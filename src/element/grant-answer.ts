import { EmbedCodeError, readEmbedCode } from '../embed-protocol/embed-code.js';
import { type Grant, isRecord, isTime, parseGrant } from '../embed-protocol/grant.js';
import { ConferenceError } from './conference-error.js';

/** What an endpoint's answer is called that is not a problem of the contract, by its status. */
const CODE_OF_STATUS: Partial<Record<number, string>> = {
  404: 'endpoint_missing',
  429: 'rate_limited',
  500: 'internal',
  502: 'upstream_unavailable',
  503: 'upstream_unavailable',
  504: 'upstream_timeout',
};

/**
 * Reads a token endpoint's answer: a grant, `{ "embedCode": "<iframe …>" }`, or a
 * `text/html` body that is one iframe and nothing else.
 *
 * @param name the conference that was asked for
 * @param pageOrigins the origins that the page itself lets frames come from; embed code
 *   is only read when there are some
 * @throws {ConferenceError} for everything else
 */
export async function readGrantAnswer(
  response: Response,
  name: string,
  pageOrigins: readonly string[] | undefined,
): Promise<Grant> {
  if (response.redirected || response.type === 'opaqueredirect') {
    throw new ConferenceError(
      'endpoint_invalid',
      'The token endpoint answered with a redirect. Set token-endpoint to its final address.',
    );
  }
  const body = await response.text();
  const json = parseJson(body);
  if (!response.ok) throw problemOf(response, json);
  const mediaType = response.headers.get('content-type') ?? '';
  const embedCode = isRecord(json)
    ? json['embedCode']
    : /^text\/html\b/i.test(mediaType) && /^\s*<iframe\b/i.test(body)
      ? body
      : undefined;
  const grant =
    typeof embedCode === 'string'
      ? grantOfEmbedCode(embedCode, name, pageOrigins)
      : parseGrant(json);
  if (grant?.name !== name) {
    throw new ConferenceError(
      'endpoint_invalid',
      `The token endpoint answered ${String(response.status)} (${mediaType || 'no content type'}), but not with a grant for “${name}”. Check that token-endpoint leads to a token endpoint.`,
      { status: response.status },
    );
  }
  return grant;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function grantOfEmbedCode(
  embedCode: string,
  name: string,
  pageOrigins: readonly string[] | undefined,
): Grant {
  if (!pageOrigins) {
    throw new ConferenceError(
      'frame_origin_not_allowed',
      'The token endpoint answered with embed code. Say where its frame may come from: frame-origins="https://…" on the tag, or <meta name="livebox-frame-origins" content="https://…">.',
    );
  }
  try {
    const src = readEmbedCode(embedCode, pageOrigins);
    return { version: 1, name, enabled: true, src, frameOrigins: [...pageOrigins] };
  } catch (error) {
    if (!(error instanceof EmbedCodeError)) throw error;
    throw new ConferenceError(error.code, error.message, { cause: error });
  }
}

function problemOf(response: Response, json: unknown): ConferenceError {
  const { status } = response;
  const problem = isRecord(json) ? json : {};
  const { code, retryable, detail } = problem;
  const byStatus = CODE_OF_STATUS[status] ?? 'endpoint_invalid';
  return new ConferenceError(
    typeof code === 'string' ? code : byStatus,
    typeof detail === 'string' ? detail : `The token endpoint answered ${String(status)}.`,
    {
      status,
      retryable: typeof retryable === 'boolean' ? retryable : [429, 502, 503, 504].includes(status),
      retryAfter: secondsOf(response.headers.get('retry-after')),
      opensAt: timeOf(problem['opensAt']),
      closesAt: timeOf(problem['closesAt']),
    },
  );
}

function secondsOf(header: string | null): number | undefined {
  return header && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}

/** Reads an RFC 3339 time. */
export function timeOf(value: unknown): Date | undefined {
  return isTime(value) ? new Date(value) : undefined;
}
