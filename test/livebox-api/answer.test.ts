import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isWordAnswer,
  parseEmbedCodeAnswer,
  parseHashKeyAnswer,
  parseLinkAnswer,
  parseListAnswer,
  readFailureMessage,
} from '../../src/livebox-api/answer.js';
import { type AnswerWord, OPERATIONS } from '../../src/livebox-api/operations.js';
import { ServerClock } from '../../src/livebox-api/server-clock.js';

const clock = new ServerClock('UTC');
const words = Object.values(OPERATIONS).flatMap(({ answer }): AnswerWord[] =>
  answer.form === 'word' ? [answer.word] : [],
);
const word = fc.constantFrom(...words);
const mixedCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      Array.from(text, (letter, index) =>
        upper[index] ? letter.toUpperCase() : letter.toLowerCase(),
      ).join(''),
    );

test('a word is accepted in every listed form and any letter case, and no other word', () => {
  const cases = word.chain((expected) =>
    fc.tuple(
      fc.constant(expected),
      mixedCase(expected),
      mixedCase('success'),
      mixedCase('status'),
      mixedCase('data'),
    ),
  );
  fc.assert(
    fc.property(cases, word, ([expected, written, success, status, data], other) => {
      const forms = [
        written,
        `\ufeff  ${written}\r\n`.trim(),
        JSON.stringify(written),
        JSON.stringify({ [status]: success, [data]: written }, null, 2),
      ];
      for (const form of forms) {
        assert.ok(isWordAnswer(form, expected), form);
        assert.equal(isWordAnswer(form, other), other === expected, form);
      }
      assert.ok(!isWordAnswer(JSON.stringify({ [status]: 'failure', [data]: written }), expected));
      assert.ok(!isWordAnswer(JSON.stringify([written]), expected));
    }),
  );
});

test('no parser throws, whatever the answer is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), word, (text, expected) => {
      isWordAnswer(text, expected);
      parseHashKeyAnswer(text, 'Added', 'A');
      parseLinkAnswer(text, 'Enabled', 'A');
      parseListAnswer(text, clock);
      parseEmbedCodeAnswer(text);
      readFailureMessage(text);
    }),
    { numRuns: 1000 },
  );
});

test('a list comes back as it was sent, a lone object as a list of one', () => {
  const entry = fc.record({
    ConferenceName: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    CreatedFrom: fc.ipV4(),
    CreatedDate: fc.constant('23-11-2026 10:00:00'),
    Hashkey: fc.string({ minLength: 1 }),
    Mode: fc.constantFrom('on', 'off'),
  });
  fc.assert(
    fc.property(fc.array(entry), entry, (list, lone) => {
      const read = parseListAnswer(JSON.stringify(list), clock);
      assert.deepEqual(
        read?.map(({ name, mode, hashKey, createdFrom }) => [name, mode, hashKey, createdFrom]),
        list.map((item) => [item.ConferenceName, item.Mode, item.Hashkey, item.CreatedFrom]),
      );
      const [one] = parseListAnswer(JSON.stringify(lone), clock) ?? [];
      assert.equal(one?.name, lone.ConferenceName);
      assert.deepEqual(one.createdAt, new Date('2026-11-23T10:00:00Z'));
      assert.equal(parseListAnswer(JSON.stringify([...list, { Mode: 'on' }]), clock), undefined);
    }),
  );
});

test("only a conference link's first slashes are collapsed, and only an http address is one", () => {
  const parse = (conferencelink: unknown) =>
    parseLinkAnswer(
      JSON.stringify({ name: 'A', status: 'enabled', conferencelink }),
      'Enabled',
      'A',
    )?.conferenceLink;
  const link = 'https://server_url/lbmeeting/?key=a//b&to=https://c//d';
  assert.equal(parse(link), link);
  assert.equal(parse('https://server_url//lbmeeting/?key=a//b&to=https://c//d'), link);
  assert.equal(parse('http://localhost:8080//m'), 'http://localhost:8080/m');
  for (const bad of ['', '/m', '//a/m', 'javascript:alert(1)', 'https://', 'https:///a', 7]) {
    assert.equal(parse(bad), undefined, String(bad));
  }
});

test('an embed code is text with an iframe, or a JSON string of it; a failure is none', () => {
  const code = '<IFRAME src=“https://a/b”></IFRAME>';
  assert.equal(parseEmbedCodeAnswer(code), code);
  assert.equal(parseEmbedCodeAnswer(` ${code}\n`), ` ${code}\n`);
  assert.equal(parseEmbedCodeAnswer(JSON.stringify(code)), code);
  for (const bad of ['', '""', 'failure', '<p>No</p>', { status: 'failure', message: code }]) {
    const text = typeof bad === 'string' ? bad : JSON.stringify(bad);
    assert.equal(parseEmbedCodeAnswer(text), undefined, text);
  }
});
