import { randomUUID } from 'node:crypto';
import { type ContractCheck, NotApplicable } from './contract-check.js';
import type { Answer } from './exchange.js';
import { expectProblem, isUncached, readListHeader } from './expectations.js';
import type { Target } from './target.js';

const NO_TOKEN = new NotApplicable('no token was given (--token -)');
const IS_PUBLIC = new NotApplicable('the conference needs no token');
const NO_GET = new NotApplicable('GET is not served for this conference');

/** Headers that differ from answer to answer without telling anything. */
const VARYING_HEADERS =
  /^(date|x-request-id|age|connection|keep-alive|ratelimit.*|x-ratelimit.*)$/i;

/** Who sees what. */
export const ACCESS_CHECKS: readonly ContractCheck[] = [
  {
    id: 'unknown-conference',
    level: 'must',
    rule: 'An unknown conference: 404 conference_unavailable (401 token_missing without a token).',
    async run(target) {
      const answer = await askForUnknown(target);
      const hasToken = target.options.token !== undefined;
      return expectProblem(answer, [
        'conference_unavailable',
        ...(hasToken ? [] : ['token_missing' as const]),
      ]);
    },
  },
  {
    id: 'unknown-identical',
    level: 'must',
    rule: 'Answers for unknown names are identical, byte for byte.',
    async run(target) {
      const [one, other] = [await askForUnknown(target), await askForUnknown(target, '-longer')];
      if (one.body !== other.body || one.status !== other.status) return 'the bodies differ';
      return listHeaders(one) === listHeaders(other) ? undefined : 'the headers differ';
    },
  },
  {
    id: 'token-missing',
    level: 'must',
    rule: 'A conference that needs a token, asked for without one: 401 token_missing, or 404 conference_unavailable.',
    async run(target) {
      if (target.options.token === undefined) return NO_TOKEN;
      const answer = await target.post({ headers: { Authorization: undefined } });
      return answer.status === 200
        ? IS_PUBLIC
        : expectProblem(answer, ['token_missing', 'conference_unavailable']);
    },
  },
  {
    id: 'token-forged',
    level: 'must',
    rule: 'A token whose signature was changed: 401 token_invalid.',
    run: async (target) => expectTokenRefused(target, forge),
  },
  {
    id: 'token-unsigned',
    level: 'must',
    rule: 'A token that says it needs no signature (alg: none): 401 token_invalid.',
    run: async (target) => expectTokenRefused(target, unsign),
  },
  {
    id: 'get-public',
    level: 'must',
    rule: 'GET of a public conference: readable anywhere, cacheable, with ETag and without cookies.',
    async run(target) {
      const answer = await target.get();
      if (answer.status !== 200) return NO_GET;
      if (answer.headers.get('Access-Control-Allow-Origin') !== '*') {
        return 'Access-Control-Allow-Origin is not *';
      }
      const caching = readListHeader(answer, 'Cache-Control').join(', ');
      if (isUncached(answer) || !/(s-maxage|max-age)=\d/.test(caching))
        return `Cache-Control is ${caching || 'missing'}`;
      if (!answer.headers.has('ETag')) return 'ETag is missing';
      return answer.headers.has('Set-Cookie') ? 'it sets a cookie' : undefined;
    },
  },
  {
    id: 'get-unchanged',
    level: 'should',
    rule: 'GET with the ETag of an unchanged answer (If-None-Match): 304.',
    async run(target) {
      const first = await target.get();
      const tag = first.headers.get('ETag');
      if (first.status !== 200 || tag === null) return NO_GET;
      const { status } = await target.get({ headers: { 'If-None-Match': tag } });
      return status === 304 ? undefined : `got status ${status}`;
    },
  },
  {
    id: 'get-ignores-token',
    level: 'must',
    rule: 'GET never reads a token: its answer is for everybody.',
    async run(target) {
      const { token } = target.options;
      if (token === undefined) return NO_TOKEN;
      const [without, withToken] = [
        await target.get(),
        await target.get({ headers: { Authorization: `Bearer ${token}` } }),
      ];
      return without.status === withToken.status
        ? undefined
        : `${without.status} without, ${withToken.status} with a token`;
    },
  },
  {
    id: 'retry-after',
    level: 'must',
    rule: 'The answers 429, 503 and 504 have Retry-After.',
    async run(target) {
      const bad = target.answers.find(
        ({ answer }) =>
          [429, 503, 504].includes(answer.status) && !answer.headers.has('Retry-After'),
      );
      return bad && `a ${bad.answer.status} came without it`;
    },
  },
];

async function askForUnknown(target: Target, suffix = ''): Promise<Answer> {
  return target.post({ body: JSON.stringify({ name: `check-${randomUUID()}${suffix}` }) });
}

function listHeaders({ headers }: Answer): string {
  const telling = [...headers].filter(([name]) => !VARYING_HEADERS.test(name));
  return JSON.stringify(telling);
}

async function expectTokenRefused(
  target: Target,
  change: (token: string) => string,
): ReturnType<ContractCheck['run']> {
  const { token } = target.options;
  if (token === undefined) return NO_TOKEN;
  const without = await target.post({ headers: { Authorization: undefined } });
  if (without.status === 200) return IS_PUBLIC;
  const headers = { Authorization: `Bearer ${change(token)}` };
  return expectProblem(await target.post({ headers }), ['token_invalid']);
}

/** Changes the first character of the signature: the last may not count. */
function forge(token: string): string {
  const [header, claims, signature = ''] = token.split('.');
  return [header, claims, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)].join('.');
}

function unsign(token: string): string {
  const [header = '', claims] = token.split('.');
  const members: unknown = JSON.parse(Buffer.from(header, 'base64url').toString() || '{}');
  const unsigned = JSON.stringify({ ...Object(members), alg: 'none' });
  return `${Buffer.from(unsigned).toString('base64url')}.${claims ?? ''}.`;
}
