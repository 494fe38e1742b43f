// The endpoints of docs/guides, which use nothing of this package, run as their readers run
// them and held to the wire contract by `livebox check`.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { describe, test, type TestContext } from 'node:test';
import type { EmulatorOptions } from '../../src/emulator/emulator.js';
import {
  CANARY,
  runLivebox,
  type Server,
  startServer,
  writeTemporary,
} from '../cli/cli-fixture.js';

const SITE = 'https://site.example';

interface Guide {
  file: string;
  /** How its README says to start it. */
  command: string;
  args: (file: string) => string[];
}

const GUIDES: Record<string, Guide> = {
  node: { file: 'token-endpoint.mjs', command: process.execPath, args: (file) => [file] },
  php: {
    file: 'token-endpoint.php',
    command: 'php',
    args: (file) => ['-d', 'display_errors=1', '-S', '127.0.0.1:0', file],
  },
  python: { file: 'token_endpoint.py', command: 'python3', args: (file) => ['-B', file] },
};

/** Embed codes of which nothing may be used. */
const HOSTILE = [
  'no iframe at all',
  '<iframe src="{src}"></iframe><script>alert(1)</script>',
  '<iframe src="{src}" onload="alert(1)"></iframe>',
  '<iframe src="{src}" srcdoc="<b>x</b>"></iframe>',
  '<iframe src="{src}" src="https://foreign.example/"></iframe>',
  '<iframe src="https://foreign.example/"></iframe>',
  '<iframe src="{origin}.foreign.example/"></iframe>',
  '<iframe src="{origin}@foreign.example/"></iframe>',
  '<iframe src="javascript:alert(1)//{src}"></iframe>',
  '<iframe src="{src}&quot;x"></iframe>',
  '<iframe src="{src}\\x"></iframe>',
  '<iframe width="400px"></iframe>',
  `<iframe src="{src}&amp;x=${encodeURIComponent(CANARY.key)}"></iframe>`,
  `<iframe src="{src}&amp;x=${Buffer.from(CANARY.serverKey).toString('base64url')}"></iframe>`,
];

/** As the vendor's page prints it, and as others write it. */
const HARMLESS = [
  '<iframe scrolling src=” {src}” width=”400px” height=”400px” allowfullscreen ></iframe>',
  "\n<IFRAME width=400 src='{src}'\n></iframe >\n",
];

interface Endpoint extends Server {
  at: string;
  output: () => string;
}

async function startGuide(
  t: TestContext,
  { command, args }: Guide,
  file: string,
  options: EmulatorOptions = {},
  changes: Record<string, string> = {},
): Promise<Endpoint> {
  const conferences = ['Conference-1', 'Unlisted', { name: 'Board', mode: 'off' as const }];
  const server = await startServer(t, { conferences, requireServerKey: true, ...options });
  const child = spawn(command, args(file), {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...server.environment,
      LIVEBOX_CONFERENCES: 'Conference-1,Board,Missing',
      LIVEBOX_ENABLE: 'Conference-1',
      LIVEBOX_ORIGINS: `https://other.example,${SITE}`,
      PORT: '0',
      ...changes,
    },
  });
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  return { ...server, ...(await waitForAddress(child)) };
}

async function waitForAddress(child: ChildProcess): Promise<{ at: string; output: () => string }> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(output);
      if (address) resolve({ at: `${address[0]}/livebox/token`, output: () => output });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`It ended: ${output}`)));
  });
}

async function startCutServer(t: TestContext): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('[', () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function ask(at: string, name: string): Promise<{ status: number; body: string }> {
  const headers = { 'Content-Type': 'application/json', Origin: SITE };
  const body = JSON.stringify({ name, width: '640px', height: '360px' });
  const response = await fetch(at, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

for (const [language, guide] of Object.entries(GUIDES)) {
  const path = `docs/guides/${language}/${guide.file}`;

  describe(`the endpoint in ${language}`, () => {
    test('keeps the wire contract', async (t) => {
      const { at, environment, output } = await startGuide(t, guide, path);
      const run = await runLivebox(['check', at, '--origin', SITE, '--strict'], environment);
      assert.match(run.stdout, /^\d+ kept, 0 broken, 0 to improve, \d+ not tried$/m);
      assert.match(run.stdout, /^✔ no-credential/m);
      assert.equal(run.exitCode, 0, run.output);
      assert.doesNotMatch(output(), /canary|Warning|Traceback/);
    });

    test('is found out when it is broken', async (t) => {
      const source = await readFile(path, 'utf8');
      const broken = source.replace('MAX_BODY = 4096', 'MAX_BODY = 409600');
      assert.notEqual(broken, source);
      const { at, environment } = await startGuide(
        t,
        guide,
        await writeTemporary(t, guide.file, broken),
      );
      const run = await runLivebox(['check', at, '--origin', SITE], environment);
      assert.match(run.stdout, /^✖ body-length: /m);
      assert.equal(run.exitCode, 1);
    });

    test('tells nothing of conferences that are off, unlisted or missing', async (t) => {
      const { at, environment } = await startGuide(t, guide, path);
      const [off, ...others] = [
        await ask(at, 'Board'),
        await ask(at, 'Unlisted'),
        await ask(at, 'Missing'),
        await ask(at, 'Unknown'),
      ];
      assert.equal(off.status, 404);
      for (const other of others) assert.deepEqual(other, off);
      const { stdout } = await runLivebox(['conferences', 'list', '--json'], environment);
      assert.doesNotMatch(stdout, /"on"/, 'a visitor without the right switched one on');
    });

    test('reduces the embed code to a checked address, or refuses it', async (t) => {
      let form = '';
      const embedCode = (src: string): string =>
        form.replaceAll('{src}', src).replaceAll('{origin}', new URL(src).origin);
      const { at, url, output } = await startGuide(t, guide, path, { embedCode });
      for (form of HARMLESS) {
        const { status, body } = await ask(at, 'Conference-1');
        assert.equal(status, 200, form);
        const { src, frameOrigins } = JSON.parse(body) as { src: string; frameOrigins: string[] };
        assert.equal(new URL(src).origin, url);
        assert.deepEqual(frameOrigins, [url]);
      }
      for (form of HOSTILE) {
        const { status, body } = await ask(at, 'Conference-1');
        assert.equal(status, 502, `${form} ${body}`);
        assert.match(body, /"code": ?"upstream_invalid"/);
      }
      assert.doesNotMatch(output(), /canary/);
    });

    test('says what Livebox did wrong', async (t) => {
      const refused = await startGuide(t, guide, path, {}, { LIVEBOX_KEY: 'wrong' });
      assert.match((await ask(refused.at, 'Conference-1')).body, /"upstream_refused"/);
      const gone = await startGuide(t, guide, path, {}, { LIVEBOX_SERVER: 'http://127.0.0.1:1' });
      assert.match((await ask(gone.at, 'Conference-1')).body, /"upstream_unavailable"/);
      // A server that promises more than it sends.
      const cut = await startGuide(t, guide, path, {}, { LIVEBOX_SERVER: await startCutServer(t) });
      assert.match((await ask(cut.at, 'Conference-1')).body, /"upstream_(unavailable|invalid)"/);
    });
  });
}
