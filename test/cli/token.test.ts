import assert from 'node:assert/strict';
import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { describe, test } from 'node:test';
import { runLivebox, writeTemporary } from './cli-fixture.js';

const SECRET = 'canary-token-secret-0123456789abcdef';
const PARTIES = {
  LIVEBOX_TOKEN_ISSUER: 'https://site.example',
  LIVEBOX_TOKEN_AUDIENCE: 'https://site.example/livebox/token',
};
const SHARED = { ...PARTIES, LIVEBOX_TOKEN_KEY: SECRET };
const SIGN = ['token', 'sign', '--conference', 'A', 'B', '--origin', 'https://site.example'];

async function sign(environment: Record<string, string>, ...more: string[]): Promise<string> {
  const run = await runLivebox([...SIGN, ...more], environment);
  assert.equal(run.exitCode, 0, run.output);
  assert.doesNotMatch(run.output, /canary/);
  return run.stdout.trim();
}

describe('livebox token sign', () => {
  test('writes the claims of the wire contract', async () => {
    const run = await runLivebox(
      [...SIGN, '--enable', '--subject', 'u1', '--lifetime', '60', '--json'],
      SHARED,
    );
    const result = run.json() as Record<string, unknown>;
    assert.deepEqual(
      [result['iss'], result['aud'], result['sub'], result['conferences'], result['scope']],
      [
        PARTIES.LIVEBOX_TOKEN_ISSUER,
        PARTIES.LIVEBOX_TOKEN_AUDIENCE,
        'u1',
        ['A', 'B'],
        'view enable',
      ],
    );
    assert.equal(Number(result['exp']) - Number(result['iat']), 60);
  });

  test('refuses what no endpoint would accept, with exit code 2', async () => {
    for (const [environment, ...args] of [
      [{}, ...SIGN],
      [{ LIVEBOX_TOKEN_KEY: SECRET }, ...SIGN],
      [{ ...SHARED, LIVEBOX_TOKEN_KEY: 'canary-short' }, ...SIGN],
      [SHARED, ...SIGN, '--lifetime', '601'],
      [SHARED, 'token', 'sign', '--conference', 'two words', '--origin', 'https://site.example'],
      [SHARED, 'token', 'sign', '--conference', 'A', '--origin', 'http://site.example'],
      [SHARED, 'token', 'sign', '--origin', 'https://site.example'],
    ] as [Record<string, string>, ...string[]][]) {
      const run = await runLivebox(args, environment);
      assert.equal(run.exitCode, 2, run.output);
      assert.doesNotMatch(run.output, /canary/);
    }
  });
});

describe('livebox token inspect', () => {
  test('accepts what the endpoint accepts: a shared secret', async () => {
    const token = await sign(SHARED);
    const run = await runLivebox(['token', 'inspect', '-', '--json'], SHARED, `${token}\n`);
    assert.equal(run.exitCode, 0);
    assert.equal((run.json() as { verdict: string }).verdict, 'accepted');
  });

  test('a key pair, whose private half only the signer has', async (t) => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const LIVEBOX_TOKEN_SIGNING_KEY_FILE = await writeTemporary(
      t,
      'private.pem',
      await exportPKCS8(privateKey),
    );
    const token = await sign({ ...PARTIES, LIVEBOX_TOKEN_SIGNING_KEY_FILE });
    const LIVEBOX_TOKEN_KEY = await exportSPKI(publicKey);
    const run = await runLivebox(['token', 'inspect', token], { ...PARTIES, LIVEBOX_TOKEN_KEY });
    assert.match(run.stdout, /alg +EdDSA\n/);
    assert.match(run.stdout, /verdict +accepted/);
    assert.equal(run.exitCode, 0);
  });

  test('the key before the last while keys are rotated', async () => {
    const token = await sign({ ...SHARED, LIVEBOX_TOKEN_KEY_ID: '2026-10' });
    const rotated = {
      ...PARTIES,
      LIVEBOX_TOKEN_KEY: 'another-secret-0123456789abcdef-0123',
      LIVEBOX_TOKEN_KEY_ID: '2026-11',
      LIVEBOX_TOKEN_OLD_KEY: SECRET,
      LIVEBOX_TOKEN_OLD_KEY_ID: '2026-10',
    };
    assert.equal((await runLivebox(['token', 'inspect', token], rotated)).exitCode, 0);
  });

  test('the keys of a configuration file', async (t) => {
    const tokens = {
      issuer: 'https://site.example',
      audience: 'https://site.example/livebox/token',
      keys: [{ kid: '1', alg: 'HS256', key: SECRET }],
    };
    const LIVEBOX_CONFIG = await writeTemporary(
      t,
      'livebox.json',
      JSON.stringify({ endpoint: { tokens } }),
    );
    const token = await sign({ LIVEBOX_CONFIG });
    assert.equal((await runLivebox(['token', 'inspect', token], { LIVEBOX_CONFIG })).exitCode, 0);
  });

  test('refuses a changed token, another key and another audience, with exit code 1', async () => {
    const token = await sign(SHARED);
    const [header, claims = '', signature] = token.split('.');
    const wider = Buffer.from(claims, 'base64url').toString().replace('["A","B"]', '["A","Z"]');
    const changed = [header, Buffer.from(wider).toString('base64url'), signature].join('.');
    for (const [text, environment] of [
      [changed, SHARED],
      [token, { ...SHARED, LIVEBOX_TOKEN_KEY: 'another-secret-0123456789abcdef-0123' }],
      [token, { ...SHARED, LIVEBOX_TOKEN_AUDIENCE: 'https://other.example' }],
    ] as const) {
      const run = await runLivebox(['token', 'inspect', text], environment);
      assert.equal(run.exitCode, 1);
      assert.match(run.stdout, /verdict +REFUSED/);
    }
  });

  test('says when nothing was verified, and when it is no token', async () => {
    const token = await sign(SHARED);
    const run = await runLivebox(['token', 'inspect'], { LIVEBOX_TOKEN: token });
    assert.match(run.stdout, /verdict +NOT VERIFIED/);
    const none = await runLivebox(['token', 'inspect', 'no.token']);
    assert.deepEqual([none.exitCode, none.stdout], [1, '']);
    assert.match(none.stderr, /token_invalid/);
  });
});
