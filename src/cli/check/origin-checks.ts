import { type ContractCheck, NotApplicable } from './contract-check.js';
import type { Answer } from './exchange.js';
import { describeAnswer, expectProblem, readListHeader } from './expectations.js';
import type { Target } from './target.js';

/** A page that no endpoint has reason to serve: `.invalid` is reserved (RFC 2606). */
const FOREIGN = 'https://foreign.invalid';

const SAME_ORIGIN = new NotApplicable(
  'the page has the endpoint’s own origin (give another one that it allows by --origin)',
);

/** Which pages an endpoint answers, and how it says so to browsers. */
export const ORIGIN_CHECKS: readonly ContractCheck[] = [
  {
    id: 'cors-grant',
    level: 'must',
    rule: 'A page of another, allowed origin may read the answer.',
    async run(target) {
      if (!target.isCrossOrigin) return SAME_ORIGIN;
      return expectReadable(await target.grant(), target);
    },
  },
  {
    id: 'cors-problem',
    level: 'must',
    rule: 'It may read problems as well.',
    async run(target) {
      if (!target.isCrossOrigin) return SAME_ORIGIN;
      return expectReadable(await target.post({ body: '{}' }), target);
    },
  },
  {
    id: 'cors-preflight',
    level: 'must',
    rule: 'A preflight allows POST with content-type and authorization.',
    async run(target) {
      if (!target.isCrossOrigin) return SAME_ORIGIN;
      return expectPreflight(await target.preflight(), target);
    },
  },
  {
    id: 'cors-preflight-cached',
    level: 'should',
    rule: 'A preflight has Access-Control-Max-Age, so that browsers keep it.',
    async run(target) {
      if (!target.isCrossOrigin) return SAME_ORIGIN;
      const { headers } = await target.preflight();
      return Number(headers.get('Access-Control-Max-Age')) > 0 ? undefined : 'it is missing';
    },
  },
  {
    id: 'cors-exposed',
    level: 'should',
    rule: 'Date, Age and Retry-After are exposed to pages of other origins.',
    async run(target) {
      if (!target.isCrossOrigin) return SAME_ORIGIN;
      const exposed = readListHeader(await target.grant(), 'Access-Control-Expose-Headers');
      const missing = ['date', 'age', 'retry-after'].filter((name) => !exposed.includes(name));
      return missing.length > 0 ? `not exposed: ${missing.join(', ')}` : undefined;
    },
  },
  {
    id: 'cors-vary',
    level: 'must',
    rule: 'An answer that depends on the page’s origin says Vary: Origin.',
    async run(target) {
      if (!target.isCrossOrigin) return SAME_ORIGIN;
      const vary = readListHeader(await target.grant(), 'Vary');
      return vary.includes('origin') || vary.includes('*') ? undefined : 'Vary lacks Origin';
    },
  },
  {
    id: 'origin-foreign',
    level: 'must',
    rule: 'A page of an origin that is not allowed: 403 origin_not_allowed, unreadable to it.',
    async run(target) {
      const headers = { Origin: FOREIGN, 'Sec-Fetch-Site': 'cross-site' };
      const answer = await target.post({ headers });
      return expectProblem(answer, ['origin_not_allowed']) ?? expectUnreadable(answer);
    },
  },
  {
    id: 'origin-lookalike',
    level: 'must',
    rule: 'Origins are compared whole: one that begins with an allowed one is refused.',
    async run(target) {
      const headers = {
        Origin: `${target.options.origin}.foreign.invalid`,
        'Sec-Fetch-Site': 'cross-site',
      };
      return expectProblem(await target.post({ headers }), ['origin_not_allowed']);
    },
  },
  {
    id: 'origin-null',
    level: 'must',
    rule: 'Origin: null (a sandboxed frame): 403 origin_not_allowed.',
    async run(target) {
      const headers = { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' };
      return expectProblem(await target.post({ headers }), ['origin_not_allowed']);
    },
  },
  {
    id: 'origin-missing',
    level: 'must',
    rule: 'Neither Origin nor Sec-Fetch-Site: same-origin nor a token: 403 origin_not_allowed.',
    async run(target) {
      const headers = { Origin: undefined, 'Sec-Fetch-Site': undefined, Authorization: undefined };
      return expectProblem(await target.post({ headers }), ['origin_not_allowed']);
    },
  },
];

function expectReadable({ headers }: Answer, { options }: Target): string | undefined {
  const allowed = headers.get('Access-Control-Allow-Origin');
  if (allowed === options.origin) return undefined;
  return `Access-Control-Allow-Origin is ${allowed ?? 'missing'}, not ${options.origin}`;
}

function expectUnreadable({ headers }: Answer): string | undefined {
  const allowed = headers.get('Access-Control-Allow-Origin');
  return allowed === null ? undefined : `Access-Control-Allow-Origin is ${allowed}`;
}

function expectPreflight(answer: Answer, target: Target): string | undefined {
  if (answer.status < 200 || answer.status > 299) return `got ${describeAnswer(answer)}`;
  if (!readListHeader(answer, 'Access-Control-Allow-Methods').includes('post')) {
    return 'Access-Control-Allow-Methods lacks POST';
  }
  const allowed = readListHeader(answer, 'Access-Control-Allow-Headers');
  const missing = ['content-type', 'authorization'].filter((name) => !allowed.includes(name));
  if (missing.length > 0) return `Access-Control-Allow-Headers lacks ${missing.join(', ')}`;
  return expectReadable(answer, target);
}
