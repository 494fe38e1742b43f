import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test, type TestContext } from 'node:test';
import type { CheckResult } from '../../src/cli/check/contract-check.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import {
  createTokenEndpoint,
  signEmbedToken,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import { BREAKS, type Break } from './broken-endpoints.js';
import {
  CANARY,
  type Environment,
  type Run,
  runLivebox,
  startLivebox,
  startServer,
} from './cli-fixture.js';

const SITE = 'https://site.example';
const TOKEN_KEY = { kid: '1', alg: 'HS256', key: 'token-secret-0123456789abcdef-0123' } as const;
const TOKENS = { issuer: SITE, audience: `${SITE}/livebox/token`, keys: [TOKEN_KEY] };

interface Endpoint {
  url: string;
  environment: Environment;
}

async function startEndpoint(
  t: TestContext,
  options: Partial<TokenEndpointOptions> = {},
  breakIt: Break['change'] = async (_request, answer) => answer(),
): Promise<Endpoint> {
  const { url: server, environment } = await startServer(t);
  const livebox = new LiveboxClient({ server, username: 'apiuser', ...CANARY });
  const endpoint = createTokenEndpoint({
    livebox,
    conferences: {
      'Conference-1': { access: 'public', enable: 'visitors' },
      Private: { create: { preset: 'Preset-1' } },
    },
    origins: [SITE],
    tokens: TOKENS,
    ...options,
  });
  const listener = createNodeListener({
    fetch: async (request) =>
      breakIt(request, async (changed = request) => endpoint.fetch(changed)),
  });
  const http = createServer(listener);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    http.closeAllConnections();
    http.close();
  });
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/livebox/token`, environment };
}

async function signToken(): Promise<string> {
  const claims = {
    sub: 'check',
    conferences: ['Private'],
    origin: SITE,
    scope: 'view enable',
  } as const;
  return signEmbedToken(claims, TOKEN_KEY, { issuer: SITE, audience: TOKENS.audience });
}

function listFailed(run: Run): string[] {
  const { checks } = run.json() as { checks: CheckResult[] };
  return checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

describe('an endpoint that keeps the contract', () => {
  test('asked as a page of another origin', async (t) => {
    const { url, environment } = await startEndpoint(t);
    const run = await runLivebox(['check', url, '--origin', SITE, '--strict'], environment);
    assert.match(run.stdout, /^\d+ kept, 0 broken, 0 to improve, \d+ not tried$/m);
    assert.doesNotMatch(run.stdout, /^✖|^!/m);
    assert.match(run.stdout, /^✔ get-public: .*\n✔ get-unchanged: /m);
    assert.equal(run.exitCode, 0, run.output);
  });

  test('asked as a page of its own origin', async (t) => {
    const conferences = { 'Conference-1': { access: 'public', enable: 'visitors' } } as const;
    const { url: server, environment } = await startServer(t);
    const livebox = new LiveboxClient({ server, username: 'apiuser', ...CANARY });
    const http = createServer(createNodeListener(createTokenEndpoint({ livebox, conferences })));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    t.after(() => http.close());
    const address = http.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const run = await runLivebox(['check', `http://127.0.0.1:${port}/`, '--json'], environment);
    assert.deepEqual(listFailed(run), []);
    assert.equal(run.exitCode, 0);
  });

  test('asked with a token, which is read from the input', async (t) => {
    const { url, environment } = await startEndpoint(t);
    const args = ['check', url, '--name', 'Private', '--origin', SITE, '--token', '-', '--json'];
    const run = await runLivebox(args, environment, await signToken());
    assert.deepEqual(listFailed(run), []);
    const { checks } = run.json() as { checks: CheckResult[] };
    const tokens = checks.filter(({ id }) => id.startsWith('token-'));
    assert.deepEqual(
      tokens.map(({ status }) => status),
      ['passed', 'passed', 'passed'],
    );
    assert.ok(!run.output.includes(CANARY.key));
  });
});

describe('a broken endpoint is found', () => {
  for (const { title, change, failed, isFailure = true, needsToken = false } of BREAKS) {
    test(title, async (t) => {
      const { url, environment } = await startEndpoint(t, {}, change);
      const args = ['check', url, '--origin', SITE, '--json'];
      if (needsToken) args.push('--name', 'Private', '--token', await signToken());
      const run = await runLivebox(args, environment);
      assert.deepEqual(listFailed(run).sort(), [...failed].sort());
      assert.equal(run.exitCode, isFailure ? 1 : 0);
      assert.ok(!run.output.includes(CANARY.key));
    });
  }
});

test('an endpoint with three lines of its own code is readable', async (t) => {
  const embedCode = '<iframe src="https://livebox.example/m"></iframe>';
  const { url } = await startEndpoint(t, {}, async () => Response.json({ embedCode }));
  const run = await runLivebox(['check', url, '--json']);
  const { checks } = run.json() as { checks: CheckResult[] };
  assert.equal(checks.find(({ id }) => id === 'grant-form')?.status, 'passed');
});

describe('where no endpoint is, one line says so', () => {
  const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
  const page = (status: number): Response =>
    new Response('<!doctype html><p>Hello', { status, headers: HTML });

  for (const [title, answer, said] of [
    [
      'a page of an application',
      () => page(200),
      /it answered 200 text\/html, where .* JSON\. Check the path/,
    ],
    [
      'a page that says 404',
      () => page(404),
      /it answered 404 text\/html, where .* JSON\. Check the path/,
    ],
    ['a server that fails', () => page(502), /it answered 502 text\/html, .* Look at the log/],
    ['nothing', () => new Response(null, { status: 404 }), /it answered 404 without a body/],
    [
      'JSON of another program',
      () => Response.json({ message: 'Not found' }, { status: 404 }),
      /it answered 404 application\/json, where an endpoint answers JSON with a code\./,
    ],
  ] as const) {
    test(title, async (t) => {
      const { url, environment } = await startEndpoint(t, {}, async () => answer());
      const run = await runLivebox(['check', url], environment);
      assert.deepEqual([run.exitCode, run.stdout], [1, '']);
      assert.match(run.stderr, /^livebox: endpoint_not_found: .*\n$/);
      assert.ok(run.stderr.includes(`There is no token endpoint at ${url}: `));
      assert.match(run.stderr, said);
    });
  }

  test('another path of livebox serve', async (t) => {
    const { environment } = await startServer(t);
    const serve = startLivebox(t, ['serve', '--port', '0'], {
      ...environment,
      LIVEBOX_CONFERENCES: 'Conference-1',
    });
    const { url } = JSON.parse(await serve.line(/"listening"/)) as { url: string };
    const run = await runLivebox(['check', new URL('/grants', url).href]);
    assert.equal(run.exitCode, 1);
    assert.match(
      run.stderr,
      /^livebox: endpoint_not_found: .* 404 application\/problem\+json, .*\n$/,
    );
  });

  test('an address that leads to another', async (t) => {
    const answer = (): Response => Response.redirect('https://site.example/livebox/token', 301);
    const { url } = await startEndpoint(t, {}, async () => answer());
    const run = await runLivebox(['check', url]);
    assert.deepEqual([run.exitCode, run.stdout], [1, '']);
    assert.match(
      run.stderr,
      /^livebox: endpoint_redirected: .* redirects to https:\/\/site\.example\/livebox\/token, .*\n$/,
    );
  });
});

test('nobody there: one line', async () => {
  const run = await runLivebox(['check', 'http://127.0.0.1:9/livebox/token']);
  assert.deepEqual([run.exitCode, run.stdout], [1, '']);
  assert.match(run.stderr, /^livebox: endpoint_unreachable: .*\n$/);
});

test('mistakes in the call: exit code 2', async () => {
  for (const args of [
    ['ftp://site.example/'],
    ['https://user:pass@site.example/'],
    ['https://site.example/', '--name', 'two words'],
    ['https://site.example/', '--origin', 'site.example'],
  ]) {
    assert.equal((await runLivebox(['check', ...args])).exitCode, 2);
  }
});
