import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { OWN_PAGE, readCode, readJson, SITE, startRoad } from './endpoint-fixture.js';

const PARTNER = 'https://partner.example';
const LISTED = { endpoint: { origins: [PARTNER, 'http://localhost:5173'] } };
const ASKED = { name: 'Conference-1' };
const CROSS_SITE = { Origin: PARTNER, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' };

describe('pages that may ask', () => {
  const allowed: Record<string, [listed: boolean, headers: Record<string, string>]> = {
    'the own origin with Fetch Metadata': [false, OWN_PAGE],
    'the own origin without Fetch Metadata': [false, { Origin: SITE }],
    'the own origin behind a proxy that ends TLS': [
      false,
      { Origin: 'http://site.example', 'Sec-Fetch-Site': 'same-origin' },
    ],
    'the own origin where the URL has another host than the page asked for': [
      false,
      { ...OWN_PAGE, Origin: 'https://www.site.example', Host: 'www.site.example' },
    ],
    'no Origin, but the mark of the same origin': [false, { 'Sec-Fetch-Site': 'same-origin' }],
    'a listed origin': [true, CROSS_SITE],
    'a listed origin without Fetch Metadata': [true, { Origin: PARTNER }],
    'a listed origin on loopback': [true, { Origin: 'http://localhost:5173' }],
  };
  for (const [title, [listed, headers]] of Object.entries(allowed)) {
    it(title, async (t) => {
      const { ask } = await startRoad(t, listed ? LISTED : {});
      assert.equal((await ask(ASKED, headers)).status, 200);
    });
  }

  const refused: Record<string, [listed: boolean, headers: Record<string, string>]> = {
    'nothing that tells': [false, {}],
    'another origin': [false, { Origin: 'https://evil.example' }],
    'another origin that claims to be the same': [
      false,
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    ],
    'the same host on another port': [false, { ...OWN_PAGE, Origin: `${SITE}:8443` }],
    'the host that was asked for, without Fetch Metadata': [
      false,
      { Origin: 'https://www.site.example', Host: 'www.site.example' },
    ],
    'the own origin, cross-site': [false, { ...OWN_PAGE, 'Sec-Fetch-Site': 'cross-site' }],
    'the own origin, same site': [false, { ...OWN_PAGE, 'Sec-Fetch-Site': 'same-site' }],
    'another scheme without Fetch Metadata': [false, { Origin: 'http://site.example' }],
    'an origin with a path': [false, { ...OWN_PAGE, Origin: `${SITE}/` }],
    'no Origin, cross-site': [false, { 'Sec-Fetch-Site': 'cross-site' }],
    'no Origin, typed by the user': [false, { 'Sec-Fetch-Site': 'none' }],
    'a form that navigates': [false, { ...OWN_PAGE, 'Sec-Fetch-Mode': 'navigate' }],
    'a document': [false, { ...OWN_PAGE, 'Sec-Fetch-Dest': 'document' }],
    'a frame': [false, { ...OWN_PAGE, 'Sec-Fetch-Dest': 'iframe' }],
    'Origin: null': [false, { Origin: 'null' }],
    'Origin: null of the same origin': [false, { ...OWN_PAGE, Origin: 'null' }],
    'Origin: null where origins are listed': [true, { Origin: 'null' }],
    'an origin that is not listed': [true, { Origin: 'https://evil.example' }],
    'the own origin where it is not listed': [true, OWN_PAGE],
    'a listed origin in other spelling': [true, { Origin: 'https://PARTNER.example' }],
    'a subdomain of a listed origin': [true, { Origin: 'https://a.partner.example' }],
    'a listed origin as a prefix': [true, { Origin: `${PARTNER}.evil.example` }],
    'a form of a listed origin': [true, { ...CROSS_SITE, 'Sec-Fetch-Mode': 'navigate' }],
  };
  for (const [title, [listed, headers]] of Object.entries(refused)) {
    it(`not: ${title}`, async (t) => {
      const { ask, calls } = await startRoad(t, listed ? LISTED : {});
      const response = await ask(ASKED, headers);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(await readCode(response), '403 origin_not_allowed');
      assert.deepEqual(calls(), []);
    });
  }
});

describe('CORS', () => {
  const preflight = (headers: Record<string, string>): Request =>
    new Request(`${SITE}/livebox/token`, {
      method: 'OPTIONS',
      headers: { 'Access-Control-Request-Method': 'POST', ...headers },
    });

  it('lets a listed origin read grants and problems', async (t) => {
    const { ask } = await startRoad(t, LISTED);
    for (const name of ['Conference-1', 'Unknown', '?']) {
      const { headers } = await ask({ name }, CROSS_SITE);
      assert.equal(headers.get('access-control-allow-origin'), PARTNER);
      assert.equal(headers.get('access-control-allow-credentials'), 'true');
      assert.equal(headers.get('access-control-expose-headers'), 'Date, Age, Retry-After');
      assert.equal(headers.get('vary'), 'Origin');
    }
  });

  it('answers the preflight of a listed origin, cacheable by the browser', async (t) => {
    const { endpoint, calls } = await startRoad(t, LISTED);
    const response = await endpoint.fetch(preflight(CROSS_SITE));
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), PARTNER);
    assert.equal(response.headers.get('access-control-allow-methods'), 'POST');
    assert.equal(
      response.headers.get('access-control-allow-headers'),
      'content-type, authorization',
    );
    assert.equal(response.headers.get('access-control-max-age'), '7200');
    assert.equal(await response.text(), '');
    assert.deepEqual(calls(), []);
  });

  it('refuses the preflight of any other', async (t) => {
    const { endpoint } = await startRoad(t, LISTED);
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}]) {
      const response = await endpoint.fetch(preflight(headers));
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('access-control-allow-methods'), null);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    }
  });
});

describe('a request', () => {
  it('is a POST, or a GET (see public-grant.test.ts)', async (t) => {
    const { endpoint, calls } = await startRoad(t);
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const request = new Request(`${SITE}/token?name=Conference-1`, { method, headers: OWN_PAGE });
      const response = await endpoint.fetch(request);
      assert.equal(response.status, 405, method);
      assert.equal(response.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
      assert.equal((await readJson(response))['code'], 'method_not_allowed');
    }
    assert.deepEqual(calls(), []);
  });

  it('says that it is JSON', async (t) => {
    const { ask } = await startRoad(t);
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain; application/json',
      'application/json, text/plain',
      'application/jsonp',
      '',
    ];
    for (const type of types) {
      const response = await ask(ASKED, { ...OWN_PAGE, 'Content-Type': type });
      assert.equal(await readCode(response), '415 unsupported_media_type', type);
    }
    const spelled = { ...OWN_PAGE, 'Content-Type': 'Application/JSON; charset=utf-8' };
    assert.equal((await ask(ASKED, spelled)).status, 200);
  });

  it('is well-formed JSON in UTF-8', async (t) => {
    const { ask, endpoint } = await startRoad(t);
    for (const body of [
      '',
      '{',
      'name=Conference-1',
      '{"name":"Conference-1"}}',
      '['.repeat(4096),
    ]) {
      assert.equal(await readCode(await ask(body)), '400 malformed_json', body.slice(0, 30));
    }
    const bytes = new Uint8Array([...new TextEncoder().encode('{"name":"'), 0xff, 0x22, 0x7d]);
    const headers = { ...OWN_PAGE, 'Content-Type': 'application/json' };
    const latin = await endpoint.fetch(new Request(SITE, { method: 'POST', headers, body: bytes }));
    assert.equal(await readCode(latin), '400 malformed_json');
    const empty = await endpoint.fetch(new Request(SITE, { method: 'POST', headers }));
    assert.equal(await readCode(empty), '400 malformed_json');
  });

  it('names a conference and whole px, and is never quoted', async (t) => {
    const { ask, calls } = await startRoad(t);
    const mark = 'visitor-wrote-this';
    const bodies: [unknown, string][] = [
      [null, 'body'],
      [[], 'body'],
      ['"Conference-1"', 'body'],
      [{}, 'name'],
      [{ name: 5 }, 'name'],
      [{ name: '' }, 'name'],
      [{ name: `${mark}<script>` }, 'name'],
      [{ name: `Conference-1","action":"Remove","x":"${mark}` }, 'name'],
      [{ name: 'a'.repeat(65) }, 'name'],
      [{ name: 'Conference-1\n' }, 'name'],
      [{ ...ASKED, width: `${mark}%` }, 'width'],
      [{ ...ASKED, width: '0px' }, 'width'],
      [{ ...ASKED, width: '100000px' }, 'width'],
      [{ ...ASKED, height: 450 }, 'height'],
      [{ ...ASKED, height: null }, 'height'],
      ['{"__proto__":{"name":"Conference-1"}}', 'name'],
    ];
    for (const [body, parameter] of bodies) {
      const response = await ask(body);
      const text = await response.text();
      assert.equal(response.status, 422, text);
      assert.ok(text.includes(`The parameter \\"${parameter}\\"`), text);
      assert.ok(!text.includes(mark));
    }
    assert.deepEqual(calls(), []);
  });
});

describe('a body', () => {
  /** A body that tells how much of it was taken. */
  function createBody(chunk: Uint8Array): { body: ReadableStream<Uint8Array>; seen: BodyLog } {
    const seen: BodyLog = { chunks: 0, isCancelled: false };
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          seen.chunks += 1;
          controller.enqueue(chunk);
        },
        // Never confirms.
        cancel() {
          seen.isCancelled = true;
          return new Promise<void>(() => undefined);
        },
      },
      { highWaterMark: 0 },
    );
    return { body, seen };
  }
  interface BodyLog {
    chunks: number;
    isCancelled: boolean;
  }
  const send = async (
    t: TestContext,
    body: BodyInit,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const { endpoint } = await startRoad(t);
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { ...OWN_PAGE, 'Content-Type': 'application/json', ...headers },
      body,
      duplex: 'half',
    };
    return endpoint.fetch(new Request(SITE, init));
  };

  it('is read to 4096 bytes and then cancelled, whatever Content-Length says', async (t) => {
    const { body, seen } = createBody(new Uint8Array(1000).fill(0x20));
    const response = await send(t, body, { 'Content-Length': '20' });
    assert.equal(await readCode(response), '413 body_too_large');
    assert.deepEqual(seen, { chunks: 5, isCancelled: true });
  });

  it('may have 4096 bytes and not one more', async (t) => {
    const text = JSON.stringify(ASKED);
    assert.equal((await send(t, text.padEnd(4096))).status, 200);
    assert.equal((await send(t, text.padEnd(4097))).status, 413);
  });

  it('is counted in bytes, not in characters', async (t) => {
    const text = JSON.stringify({ ...ASKED, note: '€'.repeat(1400) });
    assert.ok(text.length < 4096);
    assert.equal((await send(t, text)).status, 413);
  });

  it('that breaks off is a problem of the request', async (t) => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
    assert.equal(await readCode(await send(t, body)), '400 malformed_json');
  });
});

describe('every answer', () => {
  it('is kept by nobody, framed by nobody and taken for nothing else', async (t) => {
    const { ask, endpoint } = await startRoad(t, LISTED);
    const answers = [
      await ask(ASKED, CROSS_SITE),
      await ask({ name: 'Unknown' }, CROSS_SITE),
      await ask(ASKED, {}),
      await ask('{', CROSS_SITE),
      await endpoint.fetch(new Request(SITE, { method: 'PUT', headers: CROSS_SITE })),
      await endpoint.fetch(new Request(SITE, { method: 'OPTIONS', headers: CROSS_SITE })),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 404, 403, 400, 405, 204],
    );
    for (const { headers, status } of answers) {
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(
        headers.get('content-security-policy'),
        "default-src 'none'; frame-ancestors 'none'",
      );
      assert.equal(headers.get('vary'), 'Origin');
      assert.equal(headers.get('set-cookie'), null);
      if (status >= 400) assert.equal(headers.get('content-type'), 'application/problem+json');
    }
  });

  it('comes whatever bytes were sent', async (t) => {
    const { endpoint } = await startRoad(t, { emulator: { conferences: [] } });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 5000 }), fc.json()), async (body) => {
        const request = new Request(SITE, {
          method: 'POST',
          headers: { ...OWN_PAGE, 'Content-Type': 'application/json' },
          body,
        });
        const { status } = await endpoint.fetch(request);
        assert.ok([400, 404, 413, 422].includes(status), String(status));
      }),
      { numRuns: 300 },
    );
  });
});
