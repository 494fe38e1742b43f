import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { signEmbedToken } from '../../src/token-endpoint/token-endpoint.js';
import {
  CANARY,
  type Environment,
  findDeadServer,
  type Run,
  runLivebox,
  type Running,
  startLivebox,
  startServer,
  writeTemporary,
} from './cli-fixture.js';
import { startSlowServer } from './slow-server.js';

const SITE = 'https://site.example';
const CONFERENCES = '{"Conference-1":{"access":"public","enable":"visitors"},"Private":{}}';
const SECRET = 'canary-token-secret-0123456789abcdef';
const TOKENS = {
  LIVEBOX_TOKEN_KEY: SECRET,
  LIVEBOX_TOKEN_ISSUER: SITE,
  LIVEBOX_TOKEN_AUDIENCE: `${SITE}/livebox/token`,
};

interface Service {
  running: Running;
  origin: string;
  ask(body: object, headers?: Record<string, string>): Promise<Response>;
}

async function startService(
  t: TestContext,
  environment: Environment,
  ...args: string[]
): Promise<Service> {
  const running = startLivebox(t, ['serve', '--port', '0', ...args], {
    LIVEBOX_CONFERENCES: CONFERENCES,
    LIVEBOX_ORIGINS: SITE,
    ...environment,
  });
  const { url } = JSON.parse(await running.line(/"listening"/)) as { url: string };
  return {
    running,
    origin: new URL(url).origin,
    ask: async (body, headers = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: SITE, ...headers },
        body: JSON.stringify(body),
      }),
  };
}

function assertNoSecret(text: string): void {
  assert.doesNotMatch(text, /canary/);
}

function readLog(run: Run): Record<string, unknown>[] {
  const lines = run.stdout.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Opens a connection and sends a text. */
function sendRaw(
  t: TestContext,
  origin: string,
  text: string,
): { socket: Socket; ended: Promise<string> } {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
  const ended = new Promise<string>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
  socket.write(text);
  return { socket, ended };
}

describe('the report', () => {
  test('tells what was understood, and no key', async (t) => {
    const { environment, url } = await startServer(t);
    const run = await runLivebox(['serve', '--dry-run', '--metrics'], {
      ...environment,
      ...TOKENS,
      LIVEBOX_CONFERENCES: CONFERENCES,
      LIVEBOX_ORIGINS: `${SITE}, https://www.site.example`,
      LIVEBOX_PROBE: 'true',
    });
    assert.equal(run.exitCode, 0, run.output);
    for (const line of [
      new RegExp(`^  server +${url} +\\(LIVEBOX_SERVER\\)$`, 'm'),
      /^ {2}key +set, not shown +\(LIVEBOX_KEY\)$/m,
      /^ {2}address +http:\/\/127\.0\.0\.1:3000\/livebox\/token$/m,
      /^ {2}conferences +Conference-1 \(access: public, enable: visitors\), Private \(access: token, enable: token\)$/m,
      /^ {2}origins +https:\/\/site\.example, https:\/\/www\.site\.example$/m,
      /^ {2}frame probe +on$/m,
      /^ {2}tokens +issuer https:\/\/site\.example, .*keys default \(HS256\)$/m,
    ]) {
      assert.match(run.stderr, line);
    }
    assertNoSecret(run.output);
  });

  test('names all that is missing at once, with exit code 2', async () => {
    const run = await runLivebox(['serve'], { LIVEBOX_USERNAME: 'apiuser' });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /Not set: LIVEBOX_SERVER, LIVEBOX_KEY, LIVEBOX_CONFERENCES\./);
  });

  test('warns of what lets nobody in', async (t) => {
    const { environment } = await startServer(t);
    const LIVEBOX_CONFERENCES = 'Conference-1 Conference-2';
    const run = await runLivebox(['serve', '--dry-run', '--host', '::1'], {
      ...environment,
      LIVEBOX_CONFERENCES,
    });
    assert.doesNotMatch(run.stderr, /Other machines can reach/);
    assert.match(
      run.stderr,
      /! Nobody can see a conference with "access":"token": set LIVEBOX_TOKEN_KEY\./,
    );
    assert.match(run.stderr, /! LIVEBOX_ORIGINS is not set/);
  });

  test('a shorter time for requests is one for their headers too', async (t) => {
    const { environment } = await startServer(t);
    const run = await runLivebox(['serve', '--dry-run'], {
      ...environment,
      LIVEBOX_CONFERENCES: CONFERENCES,
      LIVEBOX_REQUEST_TIMEOUT: '3000',
    });
    assert.equal(run.exitCode, 0, run.output);
    assert.match(run.stderr, /^ {2}timeouts +headers 3000 ms, request 3000 ms$/m);
  });

  test('mistakes have exit code 2 and quote no value', async (t) => {
    const { environment } = await startServer(t);
    for (const mistake of [
      { LIVEBOX_CONFERENCES: '{"canary' },
      { LIVEBOX_CONFERENCES: '{"A":{"access":"canary"}}' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_PORT: 'canary' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_PATH: '/healthz' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_LOG_LEVEL: 'canary' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_PROBE: 'canary' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_METRICS: '1' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_HEADERS_TIMEOUT: '20000' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_REQUEST_TIMEOUT: '0' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_ORIGINS: '*' },
      { LIVEBOX_CONFERENCES: CONFERENCES, LIVEBOX_TOKEN_KEY: SECRET },
      { LIVEBOX_CONFERENCES: CONFERENCES, ...TOKENS, LIVEBOX_TOKEN_KEY: 'canary-short' },
      {
        LIVEBOX_CONFERENCES: CONFERENCES,
        ...TOKENS,
        LIVEBOX_TOKEN_KEY: '-----BEGIN PUBLIC KEY-----\ncanary\n-----END PUBLIC KEY-----',
      },
    ]) {
      const run = await runLivebox(['serve', '--dry-run'], { ...environment, ...mistake });
      assert.equal(run.exitCode, 2, run.output);
    }
  });
});

describe('a running service', () => {
  test('keeps the wire contract, and no key leaves it', async (t) => {
    const { environment } = await startServer(t);
    const { running, origin } = await startService(t, { ...environment, ...TOKENS });
    const args = ['check', `${origin}/livebox/token`, '--origin', SITE];
    const check = await runLivebox(args, environment);
    assert.equal(check.exitCode, 0, check.output);
    running.signal('SIGTERM');
    const run = await running.ended();
    assert.equal(run.exitCode, 0);
    assertNoSecret(run.output);
  });

  test('health, readiness and what is not there', async (t) => {
    const { environment } = await startServer(t);
    const { origin } = await startService(t, environment);
    for (const [path, status] of [
      ['/healthz', 200],
      ['/readyz', 200],
      ['/metrics', 404],
      ['/', 404],
      ['/livebox/token/', 404],
    ] as const) {
      const response = await fetch(origin + path);
      assert.equal(response.status, status, path);
      assert.equal(response.headers.get('Cache-Control'), 'no-store');
      assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
      assert.match(response.headers.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/);
    }
    assert.equal((await fetch(`${origin}/healthz`, { method: 'POST' })).status, 404);
  });

  test('metrics carry no names', async (t) => {
    const { environment } = await startServer(t);
    const { origin, ask } = await startService(t, environment, '--metrics');
    assert.equal((await ask({ name: 'Conference-1' })).status, 200);
    assert.equal((await ask({ name: 'Unknown' })).status, 404);
    const text = await (await fetch(`${origin}/metrics`)).text();
    assert.match(text, /^livebox_requests_total\{status="200",code="ok"\} 1$/m);
    assert.match(text, /^livebox_requests_total\{status="404",code="conference_unavailable"\} 1$/m);
    assert.match(text, /^livebox_cache_uses_total\{use="miss"\} 1$/m);
    assert.match(text, /^livebox_breaker_state\{state="closed"\} 1$/m);
    assert.match(
      text,
      /livebox_upstream_call_duration_seconds_count\{operation="enableConference",outcome="ok"\} 1/,
    );
    assert.doesNotMatch(text, /Conference-1|Unknown|canary|site\.example/);
  });

  test('its log has the request’s id and the token’s hash; nothing that a visitor wrote', async (t) => {
    const { environment } = await startServer(t, { conferences: ['Private'] });
    const { running, ask } = await startService(t, { ...environment, ...TOKENS });
    const key = { kid: 'default', alg: 'HS256', key: SECRET } as const;
    const token = await signEmbedToken(
      { sub: 'u1', conferences: ['Private'], origin: SITE, scope: 'view enable' },
      key,
      { issuer: SITE, audience: TOKENS.LIVEBOX_TOKEN_AUDIENCE },
    );
    const headers = { Authorization: `Bearer ${token}`, 'X-Request-Id': 'from-the-proxy-1' };
    const granted = await ask({ name: 'Private' }, headers);
    assert.equal(granted.status, 200);
    assert.equal(granted.headers.get('X-Request-Id'), 'from-the-proxy-1');
    const refused = await ask({ name: 'visitor\nwrote' }, { 'X-Request-Id': 'visitor wrote' });
    assert.match(refused.headers.get('X-Request-Id') ?? '', /^[\da-f-]{36}$/);
    running.signal('SIGTERM');
    const run = await running.ended();
    const requests = readLog(run).filter(({ msg }) => msg === 'request');
    const { requestId, tokenHash, conference, status } = requests[0] ?? {};
    const hash = createHash('sha256').update(token).digest('hex').slice(0, 16);
    assert.deepEqual(
      { requestId, tokenHash, conference, status },
      { requestId: 'from-the-proxy-1', tokenHash: hash, conference: 'Private', status: 200 },
    );
    assert.deepEqual([requests[1]?.['status'], requests[1]?.['code']], [422, 'validation_failed']);
    assert.equal(requests[1]?.['conference'], undefined);
    assert.ok(!run.output.includes(token));
    assert.doesNotMatch(run.stdout, /visitor/);
    assertNoSecret(run.output);
  });

  test('its log names the conference of every way to ask for one', async (t) => {
    const { environment } = await startServer(t, {
      conferences: [{ name: 'Conference-1', mode: 'on' }],
    });
    const { running, origin, ask } = await startService(t, environment);
    const url = `${origin}/livebox/token?name=Conference-1`;
    const ETag = (await fetch(url)).headers.get('ETag') ?? '';
    assert.equal((await fetch(url, { headers: { 'If-None-Match': ETag } })).status, 304);
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 200);
    assert.equal((await ask({ name: 'Conference-1' })).status, 200);
    assert.equal((await fetch(`${origin}/livebox/token?name=Unknown`)).status, 404);
    running.signal('SIGTERM');
    const requests = readLog(await running.ended()).filter(({ msg }) => msg === 'request');
    assert.deepEqual(
      requests.map(({ method, status, code, conference }) => [method, status, code, conference]),
      [
        ['GET', 200, undefined, 'Conference-1'],
        ['GET', 304, undefined, 'Conference-1'],
        ['HEAD', 200, undefined, 'Conference-1'],
        ['POST', 200, undefined, 'Conference-1'],
        ['GET', 404, 'conference_unavailable', undefined],
      ],
    );
    assert.equal(requests.at(-1)?.['why'], 'Unknown is not in the option conferences.');
  });

  test('failures of Livebox are logged with their cause', async (t) => {
    const { environment } = await startServer(t);
    const service = await startService(t, { ...environment, LIVEBOX_KEY: 'canary-wrong-key' });
    assert.equal((await service.ask({ name: 'Conference-1' })).status, 502);
    service.running.signal('SIGTERM');
    const run = await service.running.ended();
    const failure = readLog(run).find(({ level }) => level === 50);
    assert.equal(failure?.['code'], 'upstream_refused');
    assert.match(String(failure['error']), /administrator/);
    assertNoSecret(run.output);
  });

  test('a Livebox server out of reach is logged with what the network said', async (t) => {
    const { environment } = await startServer(t);
    const nobody = { ...environment, LIVEBOX_SERVER: await findDeadServer() };
    const service = await startService(t, nobody);
    assert.equal((await service.ask({ name: 'Conference-1' })).status, 503);
    service.running.signal('SIGTERM');
    const run = await service.running.ended();
    const failure = readLog(run).find(({ level }) => level === 50);
    assert.match(String(failure?.['cause']), /^fetch failed: .*ECONNREFUSED/);
    assertNoSecret(run.output);
  });

  test('a configuration file brings its own logger', async (t) => {
    const { environment } = await startServer(t);
    const code = `const log = (fields, message) => process.stdout.write('MINE ' + JSON.stringify({ ...fields, message }) + '\\n');
      export default {
        endpoint: { conferences: { A: { access: 'public' } }, origins: ['${SITE}'] },
        serve: { port: 0, path: '/grants', logger: { info: log, warn: log, error: log } },
      };`;
    const file = await writeTemporary(t, 'livebox.mjs', code);
    const running = startLivebox(t, ['serve', '--config', file], environment);
    assert.match(await running.line(/^MINE/), /"url":"http:\/\/127\.0\.0\.1:\d+\/grants"/);
  });

  test('a configuration file’s hooks hear what the log and the metrics do', async (t) => {
    const { environment } = await startServer(t);
    const code = `export default {
        endpoint: {
          conferences: { 'Conference-1': { access: 'public', enable: 'visitors' } },
          onError: (error, { code }) => console.log('FAILURE', error.name, code),
          onEvent: ({ type, use }) => console.log('EVENT', type, use),
        },
      };`;
    const file = await writeTemporary(t, 'livebox.mjs', code);
    const wrong = { ...environment, LIVEBOX_KEY: 'canary-wrong-key', LIVEBOX_CONFIG: file };
    const running = startLivebox(t, ['serve', '--port', '0'], { ...wrong, LIVEBOX_ORIGINS: SITE });
    const { url } = JSON.parse(await running.line(/"listening"/)) as { url: string };
    assert.equal((await fetch(`${url}?name=Conference-1`)).status, 502);
    running.signal('SIGTERM');
    const { stdout } = await running.ended();
    assert.match(stdout, /^FAILURE LiveboxCredentialsError upstream_refused$/m);
    assert.match(stdout, /^EVENT cache miss$/m);
    assert.match(stdout, /"level":50,.*"upstream_refused"/);
  });

  test('limits rates once it knows how many proxies stand in front', async (t) => {
    const { environment } = await startServer(t);
    const LIVEBOX_TRUSTED_PROXIES = '1';
    const { origin, ask } = await startService(
      t,
      { ...environment, LIVEBOX_TRUSTED_PROXIES },
      '--metrics',
    );
    const guess = async (address: string): Promise<Response> =>
      ask({ name: 'Unknown' }, { 'X-Forwarded-For': address });
    let last = await guess('198.51.100.1');
    for (let count = 0; last.status === 404 && count < 100; count++) {
      last = await guess('198.51.100.1');
    }
    assert.equal(last.status, 429);
    assert.match(last.headers.get('Retry-After') ?? '', /^\d+$/);
    assert.equal((await guess('198.51.100.2')).status, 404);
    const text = await (await fetch(`${origin}/metrics`)).text();
    assert.match(text, /^livebox_limited_total\{kind="failure"\} [1-9]/m);
    assert.doesNotMatch(text, /198\.51/);
  });

  test('goes on while Redis is out of reach, and tells no password', async (t) => {
    const { environment } = await startServer(t);
    const { running, ask } = await startService(t, {
      ...environment,
      LIVEBOX_REDIS_URL: 'redis://user:canary-password@127.0.0.1:9',
      LIVEBOX_TRUSTED_PROXIES: '0',
    });
    assert.equal((await ask({ name: 'Conference-1' })).status, 200);
    running.signal('SIGTERM');
    const run = await running.ended();
    assert.match(run.stderr, /shared cache +Redis$/m);
    assert.match(run.stdout, /store_unavailable/);
    assertNoSecret(run.output);
  });

  test('a port in use is told in one line, with exit code 1', async (t) => {
    const { environment, url } = await startServer(t);
    const { port } = new URL(url);
    const run = await runLivebox(['serve', '--port', port], {
      ...environment,
      LIVEBOX_CONFERENCES: CONFERENCES,
    });
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /^livebox: port_in_use: Port \d+ .* --port \d+\.$/m);
  });
});

describe('slow clients are cut off', () => {
  const LIMITS = { LIVEBOX_HEADERS_TIMEOUT: '200', LIVEBOX_REQUEST_TIMEOUT: '400' };

  test('one that never ends its headers', async (t) => {
    const { environment } = await startServer(t);
    const { origin } = await startService(t, { ...environment, ...LIMITS });
    const { ended } = sendRaw(t, origin, 'POST /livebox/token HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    assert.match(await ended, /^HTTP\/1\.1 408 /);
  });

  test('one that never ends its body', async (t) => {
    const { environment, emulator } = await startServer(t);
    const { origin } = await startService(t, { ...environment, ...LIMITS });
    const head = `POST /livebox/token HTTP/1.1\r\nHost: x\r\nOrigin: ${SITE}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
    assert.doesNotMatch(await sendRaw(t, origin, head).ended, /^HTTP\/1\.1 200/);
    assert.deepEqual(emulator.requests, []);
  });

  test('one that sends endless headers', async (t) => {
    const { environment } = await startServer(t);
    const { origin } = await startService(t, environment);
    const head = `POST /livebox/token HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}`;
    assert.match(await sendRaw(t, origin, head).ended, /^HTTP\/1\.1 431 /);
  });
});

describe('SIGTERM', () => {
  test('lets the last request end, and tells others to come back', async (t) => {
    const { environment, asked, goOn } = await startSlowServer(t);
    const { running, origin, ask } = await startService(t, environment);
    const last = ask({ name: 'Conference-1' });
    await asked;
    running.signal('SIGTERM');
    await running.line(/"shutting down"/);
    assert.equal((await fetch(`${origin}/readyz`)).status, 503);
    assert.equal((await fetch(`${origin}/healthz`)).status, 200);
    const late = await ask({ name: 'Conference-1' });
    assert.equal(late.status, 503);
    assert.equal(((await late.json()) as { code: string }).code, 'shutting_down');
    assert.match(late.headers.get('Retry-After') ?? '', /^\d+$/);
    assert.equal(late.headers.get('Access-Control-Allow-Origin'), SITE);
    assert.equal(late.headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
    const anybody = await fetch(`${origin}/livebox/token?name=Conference-1`, { method: 'HEAD' });
    assert.equal(anybody.status, 503);
    assert.equal(anybody.headers.get('Access-Control-Allow-Origin'), '*');
    goOn();
    assert.equal((await last).status, 200);
    const run = await running.ended();
    assert.equal(run.exitCode, 0);
    assert.equal(readLog(run).at(-1)?.['cutOff'], 0);
    const codes = readLog(run).map(({ code }) => code);
    assert.deepEqual(codes.filter(Boolean), ['shutting_down', 'shutting_down']);
    await assert.rejects(fetch(`${origin}/healthz`));
  });

  test('serves on for the drain delay, though it says that it is not ready', async (t) => {
    const { environment } = await startServer(t);
    const { running, origin, ask } = await startService(t, {
      ...environment,
      LIVEBOX_DRAIN_DELAY: '20000',
    });
    running.signal('SIGTERM');
    await running.line(/"shutting down"/);
    assert.equal((await fetch(`${origin}/readyz`)).status, 503);
    assert.equal((await ask({ name: 'Conference-1' })).status, 200);
    // A second one ends it at once.
    running.signal('SIGTERM');
    await running.ended();
  });

  test('a request that does not end is cut off after the shutdown timeout', async (t) => {
    const { environment, asked } = await startSlowServer(t);
    const { running, ask } = await startService(t, {
      ...environment,
      LIVEBOX_SHUTDOWN_TIMEOUT: '100',
    });
    const last = ask({ name: 'Conference-1' });
    await asked;
    running.signal('SIGTERM');
    await assert.rejects(last);
    const run = await running.ended();
    assert.equal(run.exitCode, 0);
    const [request, stopped] = readLog(run).slice(-2);
    assert.deepEqual([request?.['msg'], request?.['aborted']], ['request', true]);
    assert.deepEqual([stopped?.['msg'], stopped?.['cutOff']], ['stopped', 1]);
  });
});

test('the canaries are what is looked for', () => {
  for (const key of [...Object.values(CANARY), SECRET]) assert.match(key, /canary/);
});
