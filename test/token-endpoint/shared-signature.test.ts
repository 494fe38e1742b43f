import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compactVerify, errors, jwtVerify } from 'jose';
import { parsePayload } from '../../src/token-endpoint/embed-token.js';
import { Refusal } from '../../src/token-endpoint/refusal.js';
import { isSignedWithSecret } from '../../src/token-endpoint/shared-signature.js';
import { TokenVerifier } from '../../src/token-endpoint/token-verifier.js';
import { AUDIENCE, createPayload, ISSUER, sign } from './token-fixture.js';

const TYPE = 'livebox-embed+jwt';
const SECRETS = new Map(
  Object.entries({ one: 'first-secret-'.repeat(3), two: 'second-secret-'.repeat(3) }),
);
const NOW = new Date('2026-11-23T10:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const RUNS = { numRuns: 2000 };

const toBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const encode = (text: string): string => Buffer.from(text).toString('base64url');

function findSecret(kid: string): Uint8Array<ArrayBuffer> | undefined {
  const secret = SECRETS.get(kid);
  return secret === undefined ? undefined : toBytes(secret);
}

function isSigned(token: string): boolean {
  return isSignedWithSecret(token, findSecret);
}

function signText(text: string, secret = '', algorithm = 'sha256'): string {
  return createHmac(algorithm, secret).update(text).digest('base64url');
}

/** What a header may say, well and badly. */
const header = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('one', 'two').map((kid) => plainHeader(kid)) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        ...[{ crit: ['b64'], b64: false }, { crit: ['exp'], exp: 1 }, { crit: [] }, { b64: false }],
        ...[{ typ: 'JWT' }, { typ: TYPE.toUpperCase() }, { typ: undefined }, { alg: 'HS512' }],
        ...[{ kid: 'three' }, { kid: undefined }, { jku: 'https://evil.example' }],
      )
      .map((change) => JSON.stringify({ alg: 'HS256', typ: TYPE, kid: 'one', ...change })),
  },
  fc
    .record(
      {
        alg: fc.constantFrom('HS256', 'hs256', 'HS512', 'EdDSA', 'none', '', 256, null),
        typ: fc.constantFrom(TYPE, TYPE.toUpperCase(), `application/${TYPE}`, 'JWT', 1),
        kid: fc.constantFrom('one', 'two', 'three', '', '__proto__', 'constructor', ['one'], 1),
        crit: fc.constantFrom(['b64'], ['exp'], [], 'b64'),
        b64: fc.boolean(),
        jwk: fc.constant({ kty: 'oct', k: 'AAAA' }),
        extra: fc.anything(),
      },
      { requiredKeys: ['alg', 'typ', 'kid'] },
    )
    .map((members) => JSON.stringify(members)),
  fc.constantFrom(
    `{"alg":"none","alg":"HS256","typ":"${TYPE}","kid":"one"}`,
    `{"alg":"HS256","alg":"none","typ":"${TYPE}","kid":"one"}`,
    ` {"typ" : "${TYPE}", "kid":"one",\n"alg":"HS256"}`,
    `{"__proto__":{"alg":"HS256"},"typ":"${TYPE}","kid":"one"}`,
    '[]',
    'null',
    '"HS256"',
    '{',
    '',
  ),
);

function plainHeader(kid: string): string {
  return JSON.stringify({ alg: 'HS256', typ: TYPE, kid });
}

const claims = fc
  .record({
    iat: fc.oneof(fc.integer({ min: -700, max: 100 }), fc.constantFrom('now', 0.5, 1e20)),
    exp: fc.oneof(fc.integer({ min: -100, max: 700 }), fc.constantFrom('never', null)),
    nbf: fc.option(fc.oneof(fc.integer({ min: -100, max: 100 }), fc.constant('now')), {
      nil: undefined,
    }),
    iss: fc.constantFrom(ISSUER, ISSUER, ISSUER, 'https://evil.example', [ISSUER]),
    aud: fc.constantFrom(AUDIENCE, AUDIENCE, AUDIENCE, [AUDIENCE], 'https://evil.example'),
    conferences: fc.constantFrom(['Conference-1'], ['Conference-1'], [], 'Conference-1', undefined),
  })
  .map(({ iat, exp, nbf, ...rest }) => {
    const at = (offset: unknown): unknown =>
      typeof offset === 'number' ? SECONDS + offset : offset;
    return { ...createPayload(SECONDS), iat: at(iat), exp: at(exp), nbf: at(nbf), ...rest };
  });

const payload = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.integer({ min: -20, max: 0 }).map((iat) => createPayload(SECONDS + iat)),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: -500, max: -100 })
      .map((iat) => ({ ...createPayload(SECONDS + iat), exp: SECONDS - 1 })),
  },
  { weight: 4, arbitrary: claims },
  fc.jsonValue(),
);

/** How a signature is made: mostly right, and wrong in the ways that forgers try. */
const seal = fc.constantFrom<((text: string) => string)[]>(
  ...['one', 'two', 'one', 'two', 'one', 'two'].map(
    (kid) => (text: string) => signText(text, SECRETS.get(kid)),
  ),
  (text) => signText(text, 'another-secret-'.repeat(3)),
  (text) => signText(text, ''),
  (text) => signText(text, SECRETS.get('one'), 'sha512').slice(0, 43),
  (text) => signText(text.split('.')[1] ?? '', SECRETS.get('one')),
  (text) => `${signText(text, SECRETS.get('one'))}=`,
  (text) => signText(text, SECRETS.get('one')).slice(0, 42),
  (text) => signText(text, SECRETS.get('one')).toLowerCase(),
  (text) => flipLastBit(signText(text, SECRETS.get('one'))),
  () => '',
  () => 'A'.repeat(43),
);

/** The same 32 bytes in another spelling: the last two bits of the last letter say nothing. */
function flipLastBit(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(signature.at(-1) ?? '');
  return signature.slice(0, -1) + (alphabet[last ^ 1] ?? '');
}

/** What happens to a token on its way. */
const damage = fc.oneof(
  { weight: 6, arbitrary: fc.constant((token: string) => token) },
  fc
    .tuple(fc.nat(), fc.constantFrom('', '.', '=', ' ', '\n', 'A', '+', '/', 'é', '\u0000'))
    .map(([at, text]) => (token: string) => {
      const index = at % (token.length + 1);
      return token.slice(0, index) + text + token.slice(index + (text === '' ? 1 : 0));
    }),
);

const token = fc.tuple(header, payload, seal, damage).map(([head, body, makeSignature, spoil]) => {
  const text = `${encode(head)}.${encode(JSON.stringify(body))}`;
  return spoil(`${text}.${makeSignature(text)}`);
});

describe('a signature with a shared secret, told at once', () => {
  it('is told of every token that this package signs', async () => {
    const key = 'canary-secret-'.repeat(3);
    assert.equal(
      isSignedWithSecret(await sign(), () => toBytes(key)),
      true,
    );
    assert.equal(
      isSignedWithSecret(await sign(), () => toBytes(`${key}!`)),
      false,
    );
    assert.equal(
      isSignedWithSecret(await sign(), () => undefined),
      false,
    );
  });

  it('is told of every plain token, whatever it says', () => {
    const kids = fc.constantFrom('one', 'two');
    fc.assert(
      fc.property(kids, kids, fc.jsonValue(), (kid, signer, body) => {
        const text = `${encode(plainHeader(kid))}.${encode(JSON.stringify(body))}`;
        assert.equal(isSigned(`${text}.${signText(text, SECRETS.get(signer))}`), kid === signer);
      }),
    );
  });

  it('is never told where jose finds none', async () => {
    let told = 0;
    const check = async (text: string): Promise<void> => {
      if (!isSigned(text)) return;
      told += 1;
      const { protectedHeader } = await compactVerify(
        text,
        ({ kid }) => findSecret(kid ?? '') ?? new Uint8Array(),
        { algorithms: ['HS256'] },
      );
      assert.deepEqual([protectedHeader.alg, protectedHeader.typ], ['HS256', TYPE]);
    };
    await fc.assert(fc.asyncProperty(token, check), RUNS);
    assert.ok(told > 100, `only ${told} of ${RUNS.numRuns} were signed`);
  });
});

/** What jose alone makes of a token: whom it is for, or why it is refused. */
async function judge(text: string): Promise<string> {
  try {
    const { payload: read } = await jwtVerify(
      text,
      ({ kid, alg }) => {
        const secret = alg === 'HS256' ? findSecret(kid ?? '') : undefined;
        if (secret) return secret;
        throw new errors.JWKSNoMatchingKey();
      },
      {
        algorithms: ['HS256', 'EdDSA'],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'iat', 'conferences'],
        currentDate: NOW,
        clockTolerance: 30,
        maxTokenAge: 600,
      },
    );
    const verified = parsePayload(read.aud === AUDIENCE ? read : undefined);
    if ('claim' in verified) return 'token_invalid';
    return verified.exp <= SECONDS ? 'token_expired' : verified.sub;
  } catch (error) {
    return error instanceof errors.JWTExpired ? 'token_expired' : 'token_invalid';
  }
}

describe('what is made of a token', () => {
  it('is what jose alone makes of it', async () => {
    const keys = [...SECRETS].map(([kid, key]) => ({ kid, alg: 'HS256', key }) as const);
    const seen: Record<string, number> = {};
    const check = async (text: string): Promise<void> => {
      const verifier = new TokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys }, () => NOW);
      const outcome = await verifier.verify(text).then(
        ({ sub }) => sub,
        (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
      );
      seen[outcome] = (seen[outcome] ?? 0) + 1;
      assert.equal(outcome, await judge(text));
    };
    await fc.assert(fc.asyncProperty(token, check), RUNS);
    assert.deepEqual(Object.keys(seen).sort(), ['token_expired', 'token_invalid', 'visitor-1']);
  });
});
