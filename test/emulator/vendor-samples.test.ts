import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { describe, test } from 'node:test';
import {
  type Answered,
  assertDocumented,
  assertRefusal,
  fill,
  KEY,
  PAGE_ORIGIN,
  withEmulator,
} from '../fixtures/vendor-samples/documented-answer.js';
import {
  keepsWording,
  LANGUAGES,
  mayChangeWording,
  readWording,
  repairSnippet,
  type VendorSample,
  type WireRequest,
} from '../fixtures/vendor-samples/repair.js';
import {
  documentedResponse,
  README,
  SAMPLE_REQUESTS,
  SECTIONS,
} from '../fixtures/vendor-samples/vendor-samples.js';
import { encodeNestedForm, readWireRequest } from '../fixtures/vendor-samples/wire-form.js';

interface Answer extends Answered {
  headers: Record<string, string | string[] | undefined>;
}

describe('vendor samples: the fixtures', () => {
  test('there are 16 sections of 9 languages, in the order of the page', () => {
    assert.equal(SECTIONS.length, 16);
    for (const { samples } of SECTIONS) {
      assert.deepEqual(
        samples.map(({ language }) => language),
        LANGUAGES,
      );
    }
    const lines = SECTIONS.flatMap(({ line, samples }) => [
      line,
      ...samples.flatMap((sample) => sample.lines),
    ]);
    assert.deepEqual(
      lines,
      [...lines].sort((a, b) => a - b),
    );
  });

  for (const { slug, samples } of SECTIONS) {
    test(`${slug}: each request is what its repaired snippet sends`, () => {
      for (const sample of samples) {
        assert.equal(sample.original.length, sample.lines[1] - sample.lines[0] + 1);
        assert.deepEqual(
          readWireRequest(sample.language, fill(repairSnippet(sample), 'https://livebox.example')),
          fillRequest(sample.request),
          sample.language,
        );
      }
    });

    test(`${slug}: repairs change punctuation and order, and no word unlisted`, () => {
      for (const { language, repairs } of samples) {
        for (const repair of repairs) {
          assert.ok(keepsWording(repair) || mayChangeWording(repair), `${language} ${repair.kind}`);
        }
      }
    });
  }

  test('the README lists every repair', () => {
    const readme = README.replace(/ +/g, ' ');
    for (const { slug, samples } of SECTIONS) {
      const row = `| ${[slug, ...samples.map(listRepairs)].join(' | ')} |`;
      assert.ok(readme.includes(row), row);
    }
  });

  test('only the forms that cannot nest expect a refusal', () => {
    const refused = SECTIONS.flatMap(({ slug, samples }) =>
      samples
        .filter(({ expected }) => expected.outcome === 'refused')
        .map(({ language }) => `${slug} · ${language}`),
    );
    assert.deepEqual(refused, [
      'schedule · python',
      'schedule · csharp',
      'unschedule · python',
      'unschedule · csharp',
    ]);
  });
});

for (const { section, slug, operation, samples } of SECTIONS) {
  describe(`vendor samples: ${section}`, () => {
    for (const sample of samples) {
      const { language, expected } = sample;
      test(`${slug} · ${language} · ${expected.outcome}`, async () => {
        await withEmulator(operation, async (url) => {
          if (language === 'xhr') await assertPreflight(url, sample.request.path);
          const answer = await send(url, sample);
          assert.ok(!answer.body.includes(KEY), 'the answer holds the key');
          if (expected.outcome === 'refused') assertRefusal(answer);
          else assertDocumented(answer, documentedResponse(slug), url);
        });
      });
    }
  });
}

describe('vendor samples: the blocks under "Sample Request"', () => {
  test('there are 18, and their words are the words of the page', () => {
    assert.equal(SAMPLE_REQUESTS.length, 18);
    for (const { original, parameters, slug } of SAMPLE_REQUESTS) {
      const page = original
        .join('')
        .replace('################', 'key')
        .replace(/dd-mm[^”]*/g, 'date');
      const repaired = JSON.stringify(parameters).replace(/\d\d-\d\d-\d{4} [\d:]+/g, 'date');
      assert.equal(readWording(repaired), readWording(page), slug);
    }
  });

  for (const [index, { slug, parameters }] of SAMPLE_REQUESTS.entries()) {
    const { operation, samples } = SECTIONS.find((section) => section.slug === slug)!;
    const json = { contentType: 'application/json', body: JSON.stringify(parameters) };
    const form = {
      contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
      body: encodeNestedForm(parameters).replaceAll('%7B%7Bkey%7D%7D', '{{key}}'),
    };
    for (const [name, wire] of Object.entries({ json, form })) {
      test(`${index + 1} ${slug} · ${name}`, async () => {
        await withEmulator(operation, async (url) => {
          const request = { ...samples[0]!.request, ...wire };
          assertDocumented(
            await send(url, { language: 'curl', request }),
            documentedResponse(slug),
            url,
          );
        });
      });
    }
  }
});

function fillRequest(request: WireRequest): WireRequest {
  return { ...request, body: request.body.replaceAll('{{key}}', KEY) };
}

type Sent = Pick<VendorSample, 'language' | 'request'>;

/** A cell of the README's table: the kinds that stand there, with how often they occur. */
function listRepairs({ repairs }: VendorSample): string {
  const counts = new Map<string, number>();
  for (const repair of repairs) {
    if ('count' in repair || repair.kind === 'placeholder') continue;
    counts.set(repair.kind, (counts.get(repair.kind) ?? 0) + 1);
  }
  const cells = [...counts].map(([kind, count]) => (count > 1 ? `${kind} ×${count}` : kind));
  return cells.join(', ') || '–';
}

function isBrowserSample({ language }: Sent): boolean {
  return language === 'xhr' || language === 'jquery';
}

async function send(url: string, sample: Sent): Promise<Answer> {
  const { method, path, contentType, body } = fillRequest(sample.request);
  const headers = { 'content-type': contentType, 'content-length': `${body.length}` };
  if (!isBrowserSample(sample)) return exchange(url + path, method, headers, body);
  const answer = await exchange(url + path, method, { ...headers, origin: PAGE_ORIGIN }, body);
  assert.equal(answer.headers['access-control-allow-origin'], PAGE_ORIGIN);
  return answer;
}

/** A browser asks before it sends JSON to another origin. */
async function assertPreflight(url: string, path: string): Promise<void> {
  const { status, headers } = await exchange(url + path, 'OPTIONS', {
    origin: PAGE_ORIGIN,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  });
  assert.ok(status >= 200 && status < 300);
  assert.equal(headers['access-control-allow-origin'], PAGE_ORIGIN);
  assert.match(String(headers['access-control-allow-headers']), /content-type/i);
}

/** One request with exactly these headers: `fetch` would add its own. */
function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('error', reject).on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
      });
    });
    outgoing.on('error', reject).end(body);
  });
}
