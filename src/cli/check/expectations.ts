import { isRecord } from '../../embed-protocol/grant.js';
import { PROBLEM_MEDIA_TYPE, type ProblemCode, PROBLEMS } from '../../embed-protocol/problem.js';
import type { Answer } from './exchange.js';

/** A body as JSON; `undefined` when it is none. */
export function parseBody({ body }: Answer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The media type of an answer in lower case, without parameters. */
export function readMediaType({ headers }: Answer): string {
  return (headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** An answer in a few words: its status and, of a problem, its code. */
export function describeAnswer(answer: Answer): string {
  const code = readCode(answer);
  return code === undefined ? `status ${answer.status}` : `status ${answer.status} ${code}`;
}

/** The code of a problem, where it is one word. */
export function readCode(answer: Answer): string | undefined {
  const body = parseBody(answer);
  const code = isRecord(body) ? body['code'] : undefined;
  return typeof code === 'string' && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
}

/** `{ embedCode }`, or HTML that is one iframe: what a site may answer with code of its own. */
export function isEmbedCodeAnswer(answer: Answer): boolean {
  const body = parseBody(answer);
  if (readMediaType(answer) === 'text/html')
    return /^\s*<iframe[^]*<\/iframe\s*>\s*$/i.test(answer.body);
  return isRecord(body) && !('version' in body) && typeof body['embedCode'] === 'string';
}

/** Whether an answer is not to be stored. */
export function isUncached({ headers }: Answer): boolean {
  return /(^|[\s,])no-store($|[\s,])/i.test(headers.get('Cache-Control') ?? '');
}

/** The members of a header that is a list, in lower case. */
export function readListHeader({ headers }: Answer, name: string): string[] {
  const members = (headers.get(name) ?? '').split(',');
  return members.map((member) => member.trim().toLowerCase()).filter(Boolean);
}

/**
 * Holds an answer to be a refusal of the wire contract.
 *
 * @param codes any of these
 * @returns what was seen instead
 */
export function expectProblem(answer: Answer, codes: readonly ProblemCode[]): string | undefined {
  const wanted = codes.map((code) => `${PROBLEMS[code].status} ${code}`).join(' or ');
  const code = codes.find((one) => one === readCode(answer));
  if (code === undefined || answer.status !== PROBLEMS[code].status) {
    return `expected ${wanted}, got ${describeAnswer(answer)}`;
  }
  const mediaType = readMediaType(answer);
  if (mediaType !== PROBLEM_MEDIA_TYPE) {
    return `Content-Type is ${mediaType || 'missing'}, not ${PROBLEM_MEDIA_TYPE}`;
  }
  const body = parseBody(answer);
  if (!isRecord(body)) return 'the body is not a JSON object';
  if (body['status'] !== answer.status) return 'its status is not that of the answer';
  const { retryable } = PROBLEMS[code];
  if (body['retryable'] !== retryable) return `its retryable is not ${String(retryable)}`;
  const lacks = ['type', 'title'].find((member) => typeof body[member] !== 'string');
  if (lacks !== undefined) return `its ${lacks} is missing`;
  return isUncached(answer) ? undefined : 'Cache-Control is not no-store';
}
