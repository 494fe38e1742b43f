import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { it, type TestContext } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { parseGrant } from '../../src/embed-protocol/grant.js';
import { createEmulator } from '../../src/emulator/emulator.js';
import { signEmbedToken } from '../../src/token-endpoint/token-endpoint.js';
import { CONTRACT, type Exchange, PAGE, type TokenKind } from './contract.js';
import { stageSite } from './package-staging.js';

const TOKEN_KEY = 'canary-token-key-'.repeat(3);
const OPTIONS = { issuer: PAGE, audience: `${PAGE}/livebox/token` };
const CLAIMS = { sub: 'visitor', conferences: ['Board'], origin: PAGE };

/** How a runtime's server is started in a staged site. */
export interface Runtime {
  readonly name: string;
  /** Builds what has to be built, and says what to run. */
  prepare(site: string, port: number): Promise<readonly [program: string, ...args: string[]]>;
}

/** Runs all of the contract against one runtime's documented server. */
export function testContract(runtime: Runtime): void {
  it(`${runtime.name}: the whole contract, one request after the other`, async (t) => {
    const emulator = createEmulator({ conferences: ['Conference-1', 'Board'] });
    const { url, close } = await emulator.listen();
    t.after(close);
    const { username, key, serverKey } = emulator.credentials;
    const { origin, output } = await startServer(t, runtime, {
      LIVEBOX_SERVER: url,
      LIVEBOX_USERNAME: username,
      LIVEBOX_KEY: key,
      LIVEBOX_SERVER_KEY: serverKey,
      LIVEBOX_TOKEN_KEY: TOKEN_KEY,
    });
    let etag = '';
    for (const exchange of CONTRACT) {
      await t.test(exchange.title, async () => {
        const { answer, body } = await send(origin, exchange, etag);
        etag = answer.headers.get('etag') ?? etag;
        checkAnswer(exchange, answer, body);
        const seen = JSON.stringify([[...answer.headers], body]);
        for (const secret of [key, serverKey, TOKEN_KEY]) assert.ok(!seen.includes(secret));
      });
    }
    const enabled = emulator.requests.filter(({ operation }) => operation === 'enableConference');
    assert.equal(enabled.length, 2, 'each conference is switched on once');
    for (const secret of [key, serverKey, TOKEN_KEY]) assert.ok(!output().includes(secret));
  });
}

async function send(
  origin: string,
  { method, query = '', headers = {}, body, token, revalidates }: Exchange,
  etag: string,
): Promise<{ answer: Response; body: string }> {
  const answer = await fetch(`${origin}/livebox/token${query}`, {
    method,
    headers: {
      ...headers,
      ...(token ? { Authorization: `Bearer ${await createToken(token)}` } : {}),
      ...(revalidates ? { 'If-None-Match': etag } : {}),
    },
    ...(body ? { body } : {}),
  });
  return { answer, body: await answer.text() };
}

async function createToken(kind: TokenKind): Promise<string> {
  if (kind === 'view' || kind === 'view enable') {
    const key = { kid: '2026-11', alg: 'HS256', key: TOKEN_KEY } as const;
    return signEmbedToken({ ...CLAIMS, scope: kind }, key, OPTIONS);
  }
  const claims = { ...CLAIMS, scope: 'view', jti: 'jti-1', iss: PAGE, aud: OPTIONS.audience };
  if (kind === 'without a signature') {
    return new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('5m').encode();
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'livebox-embed+jwt', kid: '2026-11' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode('another key of 32 bytes or more...'));
}

function checkAnswer(expected: Exchange, answer: Response, body: string): void {
  assert.equal(answer.status, expected.status, body);
  for (const [name, value] of Object.entries(expected.answers ?? {})) {
    const header = answer.headers.get(name);
    if (value instanceof RegExp) assert.match(header ?? '', value, name);
    else assert.equal(header, value, name);
  }
  if (expected.grants) {
    assert.equal(parseGrant(JSON.parse(body))?.name, expected.grants);
  } else if (expected.code) {
    const problem = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual([problem['code'], problem['status']], [expected.code, expected.status]);
  } else {
    assert.equal(body, '');
  }
}

async function startServer(
  t: TestContext,
  runtime: Runtime,
  environment: Record<string, string>,
): Promise<{ origin: string; output(): string }> {
  const site = await stageSite(t);
  const port = await findPort();
  const [program, ...args] = await runtime.prepare(site, port);
  const child = spawn(program, args, {
    cwd: site,
    env: { PATH: process.env['PATH'], HOME: site, ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  t.after(() => stop(child));
  const origin = `http://127.0.0.1:${port}`;
  await untilItAnswers(origin, child, () => output);
  return { origin, output: () => output };
}

/** Ends the server with all that it has started. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const isGone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await isGone;
}

async function untilItAnswers(
  origin: string,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  for (;;) {
    const isUp = await fetch(`${origin}/up`).then(
      async (response) => (await response.text(), true),
      () => false,
    );
    if (isUp) return;
    if (child.exitCode !== null) throw new Error(`The server ended at once:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a program to its end. @throws {Error} with what it printed, when it fails */
export async function runToEnd(cwd: string, program: string, ...args: string[]): Promise<void> {
  const env = { PATH: process.env['PATH'], HOME: cwd, NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`${program} failed:\n${out}${errors}`);
}
