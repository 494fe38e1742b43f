import type { ProblemCode } from '../../embed-protocol/problem.js';
import { type ContractCheck } from './contract-check.js';
import { describeAnswer, expectProblem, readListHeader } from './expectations.js';
import type { Target, Variation } from './target.js';

const LONG_BODY = JSON.stringify({ name: 'Conference-1', padding: 'x'.repeat(5000) });

/** How an endpoint treats requests that are not what the element sends. */
export const REQUEST_CHECKS: readonly ContractCheck[] = [
  refuses('body-not-json', 'A body that is not JSON: 400 malformed_json.', ['malformed_json'], {
    body: '{"name": ',
  }),
  refuses(
    'media-type',
    'A body that is not application/json: 415 unsupported_media_type.',
    ['unsupported_media_type'],
    { headers: { 'Content-Type': 'text/plain' } },
  ),
  refuses('name-missing', 'A body without a name: 422 validation_failed.', ['validation_failed'], {
    body: '{}',
  }),
  refuses(
    'name-invalid',
    'A name with other characters: 422 validation_failed.',
    ['validation_failed'],
    {
      body: JSON.stringify({ name: '../Conference 1' }),
    },
  ),
  refuses('name-type', 'A name that is no string: 422 validation_failed.', ['validation_failed'], {
    body: JSON.stringify({ name: ['Conference-1'] }),
  }),
  {
    id: 'size-invalid',
    level: 'must',
    rule: 'A width that is not in whole px: 422 validation_failed.',
    async run(target) {
      const { name } = target.options;
      const body = JSON.stringify({ name, width: '"><script>', height: '450px' });
      return expectProblem(await target.post({ body }), ['validation_failed']);
    },
  },
  refuses('body-length', 'A body over 4096 bytes: 413 body_too_large.', ['body_too_large'], {
    body: LONG_BODY,
  }),
  refuses(
    'body-length-chunked',
    'The same without Content-Length: 413 body_too_large.',
    ['body_too_large'],
    { body: LONG_BODY, isChunked: true },
  ),
  refuses('method', 'Another method: 405 method_not_allowed.', ['method_not_allowed'], {
    method: 'PUT',
  }),
  {
    id: 'method-allow',
    level: 'should',
    rule: 'A 405 names the methods in Allow.',
    async run(target) {
      const answer = await target.post({ method: 'PUT' });
      if (answer.status !== 405) return `got ${describeAnswer(answer)}`;
      return readListHeader(answer, 'Allow').includes('post') ? undefined : 'Allow lacks POST';
    },
  },
  {
    id: 'no-redirect',
    level: 'must',
    rule: 'No answer is a redirect: the element refuses them.',
    run: async (target) =>
      findAnswer(target, (status) => status >= 300 && status < 400 && status !== 304),
  },
  {
    id: 'no-server-error',
    level: 'must',
    rule: 'No request of this suite makes the endpoint fail (500).',
    run: async (target) => findAnswer(target, (status) => status === 500),
  },
];

function refuses(
  id: string,
  rule: string,
  codes: readonly ProblemCode[],
  variation: Variation,
): ContractCheck {
  const run: ContractCheck['run'] = async (target) =>
    expectProblem(await target.post(variation), codes);
  return { id, rule, level: 'must', run };
}

function findAnswer(target: Target, isBad: (status: number) => boolean): string | undefined {
  const bad = target.answers.find(({ answer }) => isBad(answer.status));
  return bad && `a ${bad.sent.method} was answered with ${describeAnswer(bad.answer)}`;
}
