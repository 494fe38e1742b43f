import { EmbedCodeError, readEmbedCode } from '../embed-protocol/embed-code.js';
import { type Grant, isRecord } from '../embed-protocol/grant.js';
import { timeOf } from './conference.js';
import { ConferenceError } from './conference-error.js';

/** An answer that is not a grant for the conference that was asked for. */
export interface OtherAnswer {
  readonly response: Response;
  readonly body: string;
  /** The body's JSON value, if it is JSON. */
  readonly json: unknown;
  readonly name: string;
  readonly pageOrigins: readonly string[] | undefined;
}

/** What an answer is called that is not a problem of the contract, by its status. */
const CODE_OF_STATUS: Partial<Record<number, string>> = {
  404: 'endpoint_missing',
  429: 'rate_limited',
  500: 'internal',
  502: 'upstream_unavailable',
  503: 'upstream_unavailable',
  504: 'upstream_timeout',
};

/**
 * Reads `{ "embedCode": "<iframe …>" }` and a `text/html` body that is one iframe and
 * nothing else, so that a site can answer with three lines of its own code.
 *
 * @throws {ConferenceError} for a problem, a redirect, and everything that is neither
 */
export function readOtherAnswer(answer: OtherAnswer): Grant {
  const { response, body, json, name, pageOrigins } = answer;
  if (response.redirected || response.type === 'opaqueredirect') {
    throw new ConferenceError('endpoint_invalid', { detail: 'It answered with a redirect.' });
  }
  if (!response.ok) throw problemOf(response, json);
  const mediaType = response.headers.get('content-type') ?? '';
  const isFrame = /^text\/html\b/i.test(mediaType) && /^\s*<iframe\b/i.test(body);
  const embedCode = isRecord(json) ? json['embedCode'] : isFrame ? body : undefined;
  if (typeof embedCode === 'string') return grantOf(embedCode, name, pageOrigins);
  const detail = `It answered ${String(response.status)} ${mediaType}.`;
  throw new ConferenceError('endpoint_invalid', { status: response.status, detail });
}

function grantOf(
  embedCode: string,
  name: string,
  pageOrigins: readonly string[] | undefined,
): Grant {
  if (!pageOrigins) {
    throw new ConferenceError('frame_origin_not_allowed', { detail: 'Embed code came.' });
  }
  try {
    const src = readEmbedCode(embedCode, pageOrigins);
    return { version: 1, name, enabled: true, src, frameOrigins: [...pageOrigins] };
  } catch (error) {
    if (!(error instanceof EmbedCodeError)) throw error;
    throw new ConferenceError(error.code, { detail: error.message, cause: error });
  }
}

function problemOf({ status, headers, url }: Response, json: unknown): ConferenceError {
  const problem = isRecord(json) ? json : {};
  const { code, retryable, detail } = problem;
  const byStatus = CODE_OF_STATUS[status] ?? 'endpoint_invalid';
  const isProblem = typeof code === 'string';
  const answered = `${url} answered ${String(status)}, and no problem of the contract.`.trim();
  return new ConferenceError(isProblem ? code : byStatus, {
    status,
    ...(typeof detail === 'string' ? { detail } : !isProblem && { detail: answered }),
    retryable: typeof retryable === 'boolean' ? retryable : [429, 502, 503, 504].includes(status),
    retryAfter: millisecondsOf(headers.get('retry-after')),
    clockOffset: clockOffsetOf(headers),
    opensAt: timeOf(problem['opensAt']),
    closesAt: timeOf(problem['closesAt']),
  });
}

function millisecondsOf(header: string | null): number {
  return header && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : 0;
}

/** How far the server's clock is ahead: of use to a visitor whose own is wrong. */
function clockOffsetOf(headers: Headers): number {
  const age = Number(headers.get('age') ?? 0) * 1000;
  const date = Date.parse(headers.get('date') ?? '') + age;
  return Number.isNaN(date) ? 0 : date - Date.now();
}
