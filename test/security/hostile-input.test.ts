import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readClient } from '../../src/token-endpoint/client-address.js';
import { readEntry } from '../../src/token-endpoint/fill-entry.js';
import { mayBeFramed } from '../../src/token-endpoint/frame-policy.js';
import { OWN_PAGE, SITE, startRoad } from '../token-endpoint/endpoint-fixture.js';
import { TOKENS } from '../token-endpoint/token-fixture.js';

/** ms that one input of the longest kind may take: a quadratic parser takes far longer. */
const LONGEST = 250;

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
    const text = fc.oneof(fc.string(), fc.ipV6(), fc.ipV4(), HEADER);
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
          filledAt: fc.anything(),
          freshUntil: fc.oneof(fc.constant(2000), fc.double()),
          fill: fc.record({
            mode: fc.constantFrom('on', 'off', 'ON', '__proto__'),
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
