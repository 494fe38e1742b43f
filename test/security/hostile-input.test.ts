import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readClient } from '../../src/token-endpoint/client-address.js';
import { readEntry } from '../../src/token-endpoint/fill-entry.js';
import { mayBeFramed } from '../../src/token-endpoint/frame-policy.js';
import { createPost, OWN_PAGE, SITE, startRoad } from '../token-endpoint/endpoint-fixture.js';
import { SHARED, TOKENS } from '../token-endpoint/token-fixture.js';

/** ms that one input of the longest kind may take: a quadratic parser takes far longer. */
const LONGEST = 1000;

/** What a header can hold. */
const HEADER = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }).map((text) => text.trim()),
  fc.constantFrom('', ',', 'W/"', '*', '::', 'Bearer ', 'Bearer a.b.c', 'application/json;'),
);

const HEADER_NAMES = [
  ...['Authorization', 'Content-Type', 'If-None-Match', 'Origin', 'Sec-Fetch-Site'],
  ...['Sec-Fetch-Mode', 'Sec-Fetch-Dest', 'X-Forwarded-For', 'Access-Control-Request-Headers'],
];

/** Texts that are long, and of the kind that makes careless patterns slow. */
const LONG: Record<string, string> = {
  spaces: ' '.repeat(60_000),
  'spaces within': `a${' '.repeat(60_000)}!`,
  commas: ','.repeat(60_000),
  'quotes and commas': '"a",'.repeat(15_000),
  colons: ':'.repeat(60_000),
  dots: '1.'.repeat(30_000),
  'an almost right list': `${'a '.repeat(30_000)}!`,
  'open brackets': '['.repeat(60_000),
  semicolons: 'frame-ancestors;'.repeat(4000),
  'nested JSON': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
};

const CHECK = { now: 1000, longest: 60_000, frameOrigins: ['https://livebox.example'] };

describe('any header', () => {
  it('gets a whole answer: never a failure of the endpoint', async (t) => {
    const { endpoint, errors } = await startRoad(t, {
      endpoint: { origins: [SITE], tokens: TOKENS },
    });
    const headers = fc.dictionary(fc.constantFrom(...HEADER_NAMES), HEADER, { maxKeys: 5 });
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE');
    const query = fc.webQueryParameters();
    await fc.assert(
      fc.asyncProperty(headers, method, query, async (given, verb, search) => {
        const request = new Request(`${SITE}/livebox/token?name=Unknown&${search}`, {
          method: verb,
          headers: { ...OWN_PAGE, 'Content-Type': 'application/json', ...given },
          body: verb === 'POST' || verb === 'DELETE' ? '{"name":"Unknown"}' : null,
        });
        const { status } = await endpoint.fetch(request);
        assert.ok(status < 500, String(status));
      }),
      { numRuns: 500 },
    );
    assert.deepEqual(errors, []);
  });

  it('that is a token, almost: 401, never a failure of the endpoint', async (t) => {
    const { endpoint, errors } = await startRoad(t, { endpoint: { tokens: TOKENS } });
    const encode = (text: string): string => Buffer.from(text).toString('base64url');
    const head = fc.record({
      alg: fc.constantFrom('HS256', 'EdDSA', 'none', 'RS256', ''),
      typ: fc.constantFrom('livebox-embed+jwt', 'JWT'),
      kid: fc.oneof(fc.constant(SHARED.kid), fc.jsonValue()),
      crit: fc.oneof(fc.constant(undefined), fc.jsonValue()),
    });
    const part = fc.oneof(
      head.map((value) => encode(JSON.stringify(value))),
      fc.json().map(encode),
      fc.stringMatching(/^[\w=+/.-]{0,50}$/),
    );
    const token = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(
        token.filter((text) => text !== ''),
        async (text) => {
          const headers = { Authorization: `Bearer ${text}` };
          const answer = await endpoint.fetch(
            createPost({ name: 'Unknown' }, { ...OWN_PAGE, ...headers }),
          );
          assert.equal(answer.status, 401);
        },
      ),
      { numRuns: 500 },
    );
    assert.deepEqual(errors, []);
  });

  for (const [title, text] of Object.entries(LONG)) {
    it(`is read in a moment when it is full of ${title}`, async (t) => {
      const { endpoint } = await startRoad(t, {
        endpoint: { origins: [SITE], tokens: TOKENS, trustedProxies: 3 },
      });
      const names = ['Authorization', 'Content-Type', 'If-None-Match', 'X-Forwarded-For', 'Origin'];
      const start = performance.now();
      for (const name of names) {
        const given = { ...OWN_PAGE, 'Content-Type': 'application/json' };
        for (const [method, body] of [
          ['POST', '{"name":"Unknown"}'],
          ['GET', null],
        ] as const) {
          const headers = { ...given, [name]: name === 'Authorization' ? `Bearer ${text}` : text };
          await endpoint.fetch(
            new Request(`${SITE}/?name=${text.slice(0, 99)}`, { method, headers, body }),
          );
        }
      }
      assert.ok(performance.now() - start < LONGEST * names.length * 2);
    });
  }
});

describe('any client address', () => {
  it('is one short line, or unknown', () => {
    const long = fc.string({ minLength: 60, maxLength: 200 });
    const text = fc.oneof(fc.string(), long, fc.ipV6(), fc.ipV4(), HEADER);
    fc.assert(
      fc.property(text, HEADER, fc.nat(5), (remoteAddress, forwarded, proxies) => {
        const headers = new Headers();
        headers.set('X-Forwarded-For', forwarded);
        assert.match(readClient(headers, { remoteAddress }, proxies), /^[\da-f.:/]+$|^unknown$/);
      }),
    );
  });
});

describe('any answer that is not ours', () => {
  it('an entry of the shared store is of an allowed origin, or none', () => {
    const value = fc.oneof(
      fc.json(),
      fc
        .record({
          version: fc.constant(1),
          filledAt: fc.oneof(fc.constant(900), fc.anything()),
          freshUntil: fc.oneof(fc.constant(2000), fc.constant(2000), fc.double()),
          fill: fc.record({
            mode: fc.constantFrom('on', 'on', 'off', '__proto__'),
            src: fc.oneof(fc.webUrl(), fc.string(), fc.constant('https://livebox.example/m')),
            probe: fc.anything(),
          }),
        })
        .map((entry) => JSON.stringify(entry)),
    );
    fc.assert(
      fc.property(value, (text) => {
        const fill = readEntry(text ?? '', { ...CHECK, isSafe: () => true })?.fill;
        if (fill?.mode === 'on') assert.equal(new URL(fill.src).origin, 'https://livebox.example');
      }),
      { numRuns: 1000 },
    );
  });

  it('a framing policy is decided, and 60,000 characters of it in a moment', () => {
    const decide = (frameOptions: string, securityPolicy: string): boolean =>
      mayBeFramed({ frameOptions, securityPolicy }, SITE, 'https://livebox.example');
    fc.assert(
      fc.property(fc.string(), fc.string(), (options, policy) => {
        assert.equal(typeof decide(options, `frame-ancestors ${policy}`), 'boolean');
      }),
    );
    for (const text of Object.values(LONG)) {
      const start = performance.now();
      decide(text, `frame-ancestors ${text}`);
      assert.ok(performance.now() - start < LONGEST);
    }
  });
});
