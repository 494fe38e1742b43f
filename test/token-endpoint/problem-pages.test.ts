import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { PROBLEMS } from '../../src/embed-protocol/problem.js';
import { PROBLEM_DETAILS } from '../../src/token-endpoint/problem-details.js';

const ELEMENT_CODES = [
  'name_invalid',
  'endpoint_missing',
  'endpoint_invalid',
  'offline',
  'network',
  'timeout',
  'embed_code_invalid',
  'frame_origin_not_allowed',
  'insecure_context',
  'permissions_policy_blocked',
  'csp_blocked',
];
const PAGES = new URL('../../docs/problems/', import.meta.url);

describe('every problem has a page', () => {
  for (const code of [...Object.keys(PROBLEMS), ...ELEMENT_CODES]) {
    it(code, async () => {
      const page = await readFile(new URL(`${code}.md`, PAGES), 'utf8');
      assert.ok(page.startsWith(`# \`${code}\`\n`));
      for (const part of ['What happened', 'Who can fix it', 'How', 'What the visitor sees']) {
        assert.ok(page.includes(`**${part}.** `), part);
      }
    });
  }

  it('with the status that the endpoint answers', async () => {
    for (const [code, { status }] of Object.entries(PROBLEMS)) {
      const page = await readFile(new URL(`${code}.md`, PAGES), 'utf8');
      assert.ok(page.includes(`with status ${status}.`), code);
    }
  });
});

it('every problem says what to do in a sentence', () => {
  for (const detail of Object.values(PROBLEM_DETAILS)) assert.match(detail, /^[A-Z].{15,}\.$/);
});
