import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { SignJWT } from 'jose';
import {
  type EmbedTokenClaims,
  EmbedTokenError,
  type EmbedTokenKey,
  signEmbedToken,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, OWN_PAGE, readCode, type Road, SITE, startRoad } from './endpoint-fixture.js';
import {
  AUDIENCE,
  bring,
  CLAIMS,
  createPayload,
  forge,
  ISSUER,
  SHARED,
  sign,
  TOKENS,
} from './token-fixture.js';

const ASKED = { name: 'Conference-1' };
const ON = { conferences: [{ name: 'Conference-1', mode: 'on' as const }, 'Off', 'Other'] };

function startTokenRoad(
  t: TestContext,
  endpoint: Partial<TokenEndpointOptions> = {},
): Promise<Road> {
  const conferences = { 'Conference-1': {}, Off: {}, Other: {} };
  return startRoad(t, { emulator: ON, endpoint: { conferences, tokens: TOKENS, ...endpoint } });
}

const PAIR = generateKeyPairSync('ed25519');
const PRIVATE_PEM = PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PUBLIC_PEM = PAIR.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PUBLIC_JWK = PAIR.publicKey.export({ format: 'jwk' }) as JsonWebKey;
const PRIVATE_JWK = PAIR.privateKey.export({ format: 'jwk' }) as JsonWebKey;

describe('an embed token', () => {
  it('lets its bearer see the conference that it names, and no other one', async (t) => {
    const { ask, calls } = await startTokenRoad(t);
    const headers = bring(await sign());
    assert.equal((await ask(ASKED, headers)).status, 200);
    assert.deepEqual(calls(), ['listConferences', 'getEmbedCode']);
    assert.equal(
      await readCode(await ask({ name: 'Other' }, headers)),
      '404 conference_unavailable',
    );
    assert.equal(calls().length, 2);
  });

  it('switches on only with the scope to', async (t) => {
    const { ask, calls } = await startTokenRoad(t);
    const claims = { conferences: ['Off'] };
    const viewer = bring(await sign(claims));
    assert.equal(await readCode(await ask({ name: 'Off' }, viewer)), '404 conference_unavailable');
    assert.ok(!calls().includes('enableConference'));
    const host = bring(await sign({ ...claims, scope: 'view enable' }));
    assert.equal((await ask({ name: 'Off' }, host)).status, 200);
    assert.ok(calls().includes('enableConference'));
  });

  it('switches nothing on where enable is "never"', async (t) => {
    const { ask, calls } = await startTokenRoad(t, { conferences: { Off: { enable: 'never' } } });
    const host = bring(await sign({ conferences: ['Off'], scope: 'view enable' }));
    assert.equal(await readCode(await ask({ name: 'Off' }, host)), '404 conference_unavailable');
    assert.deepEqual(calls(), ['listConferences']);
  });

  it('switches on a public conference whose visitors only see it', async (t) => {
    const { ask } = await startTokenRoad(t, { conferences: { Off: { access: 'public' } } });
    assert.equal((await ask({ name: 'Off' })).status, 404);
    const host = bring(await sign({ conferences: ['Off'], scope: 'view enable' }));
    assert.equal((await ask({ name: 'Off' }, host)).status, 200);
  });

  it('is verified by either of two keys, each with its own algorithm', async (t) => {
    const eddsa = { kid: 'next', alg: 'EdDSA', key: PUBLIC_PEM } as const;
    const { ask } = await startTokenRoad(t, { tokens: { ...TOKENS, keys: [SHARED, eddsa] } });
    for (const key of [PRIVATE_PEM, PRIVATE_JWK]) {
      const signer = { kid: 'next', alg: 'EdDSA', key } as const;
      const token = await signEmbedToken(CLAIMS, signer, { issuer: ISSUER, audience: AUDIENCE });
      assert.equal((await ask(ASKED, bring(token))).status, 200);
    }
    assert.equal((await ask(ASKED, bring(await sign()))).status, 200);
  });

  it('of a key that was taken away is not valid', async (t) => {
    const keys = [{ ...SHARED, kid: '2026-12' }];
    const { ask } = await startTokenRoad(t, { tokens: { ...TOKENS, keys } });
    assert.equal(await readCode(await ask(ASKED, bring(await sign()))), '401 token_invalid');
  });

  it('expires to the second, remembered or not', async (t) => {
    let time = Date.parse('2026-11-23T10:00:00Z');
    const now = (): Date => new Date(time);
    const { ask } = await startTokenRoad(t, { now });
    const [known, fresh] = [bring(await sign({}, { now })), bring(await sign({}, { now }))];
    time += 299_999;
    assert.equal((await ask(ASKED, known)).status, 200);
    time += 1;
    for (const headers of [known, fresh]) {
      const response = await ask(ASKED, headers);
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
      assert.equal(await readCode(response), '401 token_expired');
    }
  });

  it('is good on the page that it was made for only, also once it is known', async (t) => {
    const partner = 'https://partner.example';
    const { ask } = await startTokenRoad(t, { origins: [SITE, partner] });
    const headers = bring(await sign());
    assert.equal((await ask(ASKED, headers)).status, 200);
    const stolen = { ...headers, Origin: partner, 'Sec-Fetch-Site': 'cross-site' };
    assert.equal(await readCode(await ask(ASKED, stolen)), '401 token_invalid');
  });

  it('lets a program in, which names no origin', async (t) => {
    const { ask, endpoint } = await startTokenRoad(t, {
      conferences: { 'Conference-1': {}, Other: OPEN },
    });
    const headers = { Authorization: `Bearer ${await sign()}` };
    assert.equal((await ask(ASKED, headers)).status, 200);
    assert.equal(
      await readCode(await ask({ name: 'Other' }, headers)),
      '404 conference_unavailable',
    );
    assert.equal(await readCode(await ask(ASKED, {})), '403 origin_not_allowed');
    const crossSite = { ...headers, 'Sec-Fetch-Site': 'cross-site' };
    assert.equal(await readCode(await ask(ASKED, crossSite)), '403 origin_not_allowed');
    const preflight = new Request(SITE, { method: 'OPTIONS' });
    assert.equal((await endpoint.fetch(preflight)).status, 403);
  });
});

describe('a token that is not valid', () => {
  const seconds = Math.floor(Date.now() / 1000);
  const good = createPayload(seconds);
  const without = (claim: string): Record<string, unknown> =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim));
  const publicKey = new TextEncoder().encode(PUBLIC_PEM);

  const tokens: Record<string, () => Promise<string>> = {
    'signed by another key': () => forge(good, {}, new Uint8Array(32)),
    'signed with the public key as the secret': () => forge(good, { kid: 'pair' }, publicKey),
    'of a key that is unknown': () => forge(good, { kid: 'other' }),
    'of no key': () => forge(good, { kid: undefined }),
    'of a kid that every object has': () => forge(good, { kid: '__proto__' }),
    'that is of another type': () => forge(good, { typ: 'JWT' }),
    'that is of no type': () => forge(good, { typ: undefined }),
    'of another HMAC': () => forge(good, { alg: 'HS512' }, new Uint8Array(64)),
    'signed by nobody': async () => {
      const part = (value: unknown): string =>
        Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none', typ: 'livebox-embed+jwt', kid: SHARED.kid })}.${part(good)}.`;
    },
    'whose payload was changed': async () => {
      const [header, , signature] = (await forge(good)).split('.');
      const changed = Buffer.from(JSON.stringify({ ...good, scope: 'view enable' }));
      return [header, changed.toString('base64url'), signature].join('.');
    },
    'of another issuer': () => forge({ ...good, iss: 'https://evil.example' }),
    'for another endpoint': () => forge({ ...good, aud: 'https://evil.example' }),
    'for several endpoints': () => forge({ ...good, aud: [AUDIENCE, 'https://evil.example'] }),
    'that lives too long': () => forge({ ...good, exp: seconds + 601 }),
    'that ends before it begins': () => forge({ ...good, iat: seconds + 20, exp: seconds + 10 }),
    'of the future': () => forge(createPayload(seconds + 120)),
    'not to be used yet': () => forge({ ...good, nbf: seconds + 120 }),
    'without conferences': () => forge(without('conferences')),
    'without expiry': () => forge(without('exp')),
    'without a time of issue': () => forge(without('iat')),
    'without an origin': () => forge(without('origin')),
    'without a scope': () => forge(without('scope')),
    'without an id': () => forge(without('jti')),
    'without a subject': () => forge(without('sub')),
    'for a pattern of conferences': () => forge({ ...good, conferences: ['*'] }),
    'whose conferences are text': () => forge({ ...good, conferences: 'Conference-1' }),
    'with another scope': () => forge({ ...good, scope: 'view enable admin' }),
    'for any origin': () => forge({ ...good, origin: '*' }),
    'for another page': () => forge({ ...good, origin: 'https://other.example' }),
    'that is no JWT': async () => 'abc',
    'without end': async () => 'a'.repeat(100_000),
  };
  for (const [title, create] of Object.entries(tokens)) {
    it(`${title}: 401 token_invalid, whatever is asked for, and no call`, async (t) => {
      const pair = { kid: 'pair', alg: 'EdDSA', key: PUBLIC_JWK } as const;
      const { ask, calls, errors } = await startTokenRoad(t, {
        tokens: { ...TOKENS, keys: [SHARED, pair] },
      });
      const headers = bring(await create());
      const answers = new Set<string>();
      for (const name of ['Conference-1', 'Unknown']) {
        answers.add(await (await ask({ name }, headers)).text());
      }
      assert.equal(answers.size, 1);
      assert.match([...answers][0] ?? '', /"code":"token_invalid"/);
      assert.deepEqual(calls(), []);
      assert.deepEqual(errors, []);
    });
  }

  it('is not quoted and neither is the key', async (t) => {
    const { ask } = await startTokenRoad(t);
    const token = await forge({ ...good, iss: 'https://evil.example' });
    const text = await (await ask(ASKED, bring(token))).text();
    assert.ok(!text.includes(token.slice(-20)) && !text.includes('evil'));
  });
});

it('a key that can not be read is a failure of the endpoint, and is not quoted', async (t) => {
  const key = '-----BEGIN PUBLIC KEY-----\ncanary\n-----END PUBLIC KEY-----';
  const keys = [{ kid: 'pair', alg: 'EdDSA', key } as const];
  const { ask, errors } = await startTokenRoad(t, { tokens: { ...TOKENS, keys } });
  const { privateKey } = PAIR;
  const header = { alg: 'EdDSA', typ: 'livebox-embed+jwt', kid: 'pair' };
  const token = await new SignJWT(createPayload(0)).setProtectedHeader(header).sign(privateKey);
  assert.equal(await readCode(await ask(ASKED, bring(token))), '500 internal');
  assert.ok(errors[0]?.error instanceof Error);
  assert.ok(!String(errors[0].error.stack).includes('canary'));
});

it('without tokens in the options a token is not looked at', async (t) => {
  const { ask } = await startRoad(t, { emulator: ON });
  assert.equal((await ask(ASKED, bring('anything'))).status, 200);
});

describe('what is not for this caller', () => {
  const conferences = {
    Public: { access: 'public', enable: 'never' },
    Token: {},
    Hook: { access: 'authorize' },
  } as const;

  it('is the same, byte for byte: unknown, forbidden and off, with and without a token', async (t) => {
    for (const headers of [OWN_PAGE, bring(await sign({ conferences: ['Public'] }))]) {
      const { ask, calls } = await startRoad(t, {
        emulator: { conferences: ['Public', 'Token', 'Hook'] },
        endpoint: { conferences, tokens: TOKENS, authorize: () => false },
      });
      const answers = new Set<string>();
      for (const name of ['Unknown', 'Public', 'Token', 'Hook', '__proto__']) {
        const response = await ask(`{"name":"${name}"}`, headers);
        answers.add(
          JSON.stringify([response.status, [...response.headers], await response.text()]),
        );
      }
      assert.equal(answers.size, 1);
      assert.match([...answers][0] ?? '', /404.*conference_unavailable/);
      assert.deepEqual(calls(), ['listConferences']);
    }
  });
});

describe('signEmbedToken', () => {
  const options = { issuer: ISSUER, audience: AUDIENCE };
  const mistakes: Record<string, [claims: unknown, key: unknown, options: unknown, claim: string]> =
    {
      'no conference': [{ ...CLAIMS, conferences: [] }, SHARED, options, 'conferences'],
      'a name that is none': [
        { ...CLAIMS, conferences: ['a b'] },
        SHARED,
        options,
        'conferences.0',
      ],
      'an origin with a path': [{ ...CLAIMS, origin: `${SITE}/` }, SHARED, options, 'origin'],
      'an unknown scope': [{ ...CLAIMS, scope: 'enable' }, SHARED, options, 'scope'],
      nobody: [{ ...CLAIMS, sub: '' }, SHARED, options, 'sub'],
      'no issuer': [CLAIMS, SHARED, { ...options, issuer: '' }, 'iss'],
      'no audience': [CLAIMS, SHARED, { ...options, audience: undefined }, 'aud'],
      'too long a life': [CLAIMS, SHARED, { ...options, lifetime: 601 }, 'exp'],
      'half a second': [CLAIMS, SHARED, { ...options, lifetime: 0.5 }, 'exp'],
      'a short secret': [CLAIMS, { ...SHARED, key: 'canary-short' }, options, 'key'],
      'a PEM as the secret': [CLAIMS, { ...SHARED, key: PUBLIC_PEM }, options, 'key'],
      'a public key': [CLAIMS, { kid: 'a', alg: 'EdDSA', key: PUBLIC_PEM }, options, 'key'],
      'a public JWK': [CLAIMS, { kid: 'a', alg: 'EdDSA', key: PUBLIC_JWK }, options, 'key'],
      'a key that is none': [
        CLAIMS,
        { kid: 'a', alg: 'EdDSA', key: '-----BEGIN PRIVATE KEY-----\ncanary' },
        options,
        'key',
      ],
      'another algorithm': [CLAIMS, { ...SHARED, alg: 'none' }, options, 'key'],
      'no conferences': [{ ...CLAIMS, conferences: undefined }, SHARED, options, 'conferences'],
      'a key of which the id was forgotten': [
        CLAIMS,
        { ...SHARED, kid: undefined },
        options,
        'key',
      ],
      'a key without an id': [CLAIMS, { ...SHARED, kid: '' }, options, 'key'],
    };
  for (const [title, [claims, key, given, claim]] of Object.entries(mistakes)) {
    it(`refuses ${title} and quotes no key`, async () => {
      const signing = signEmbedToken(
        claims as EmbedTokenClaims,
        key as EmbedTokenKey,
        given as typeof options,
      );
      await assert.rejects(signing, (error: unknown) => {
        assert.ok(error instanceof EmbedTokenError);
        assert.equal(error.claim, claim);
        assert.ok(!String(error.stack).includes('canary') && error.cause === undefined);
        return true;
      });
    });
  }

  it('writes the claims of the contract, each token with an id of its own', async () => {
    const now = (): Date => new Date('2026-11-23T10:00:00.900Z');
    const read = (token: string): { header: unknown; payload: Record<string, unknown> } => {
      const [header, payload] = token
        .split('.')
        .slice(0, 2)
        .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object);
      return { header, payload: { ...payload } };
    };
    const { header, payload } = read(await sign({}, { now, lifetime: 600 }));
    const { jti, ...rest } = payload;
    assert.deepEqual(header, { alg: 'HS256', typ: 'livebox-embed+jwt', kid: SHARED.kid });
    const iat = Date.parse('2026-11-23T10:00:00Z') / 1000;
    assert.deepEqual(rest, {
      ...CLAIMS,
      scope: 'view',
      iss: ISSUER,
      aud: AUDIENCE,
      iat,
      exp: iat + 600,
    });
    assert.notEqual(read(await sign()).payload['jti'], jti);
  });
});
