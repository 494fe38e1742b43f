// The package as others get it: built, packed, and installed into an empty project.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { build, type BuildOptions } from 'esbuild';
import { findChromium } from '../../../scripts/browsers.js';

const run = promisify(execFile);

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Where scripts/suites.js has installed package.json of this folder. */
const TOOLS = join(ROOT, '.cache', 'package');
const NPM = ['--no-audit', '--no-fund', '--no-update-notifier'];

const README = join(ROOT, 'README.md');
const NUMBERS = 'No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve'.split(' ');

const MAX_PACKAGES = 20;
const MAX_BYTES = 15_000_000;

interface Manifest {
  exports: Record<string, string | Record<string, string>>;
}

const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const subpaths = Object.entries(exports).filter(([, target]) => typeof target === 'object');
const specifiers = subpaths
  .map(([subpath]) => `livebox-conference${subpath.slice(1)}`)
  .flatMap((specifier) => {
    if (specifier.includes('/types/')) return [];
    return specifier.replace('/locales/*', '/locales/de');
  });
const serverSpecifiers = subpaths
  .filter(
    ([, target]) => typeof target === 'object' && target['browser'] === './dist/server-only.js',
  )
  .map(([subpath]) => `livebox-conference${subpath.slice(1)}`);
/** Entries that are of use only with an optional peer. */
const PEERS: Record<string, string> = {
  'livebox-conference/react': 'react',
  'livebox-conference/endpoint/redis': '@verrou/core',
  'livebox-conference/endpoint/limits': 'rate-limiter-flexible',
};

const CDN_PAGE = `<!doctype html>
<script type="module" src="/cdn/livebox-conference.js" data-token-endpoint="/owner/token"></script>
<div data-livebox-conference="Conference-1"></div>`;

let folder = '';
let tarball = '';
let project = '';
let installOutput = '';

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livebox-package-'));
  await run('node', ['scripts/build.js'], { cwd: ROOT });
  await run('npm', ['pack', '--pack-destination', folder, ...NPM], { cwd: ROOT });
  tarball = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '');
  project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const { stdout, stderr } = await run('npm', ['install', tarball, ...NPM], { cwd: project });
  installOutput = stdout + stderr;
});

after(() => rmSync(folder, { recursive: true, force: true }));

describe('installed for the tag alone, the package', () => {
  test(`brings at most ${MAX_PACKAGES} packages, none with an install script`, (context) => {
    const lock = readFileSync(join(project, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as {
      packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }>;
    };
    const installed = Object.keys(packages).filter((path) => path !== '');
    context.diagnostic(`${installed.length} packages: ${installed.join(', ')}`);
    assert.ok(installed.length <= MAX_PACKAGES, installed.join('\n'));
    const withScript = installed.filter((path) => packages[path]?.hasInstallScript);
    assert.deepEqual(withScript, []);
  });

  test(`takes at most ${MAX_BYTES / 1e6} MB of the disk`, (context) => {
    const bytes = diskUsage(join(project, 'node_modules'));
    context.diagnostic(`${(bytes / 1e6).toFixed(1)} MB`);
    assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
  });

  test('is as small as README says', () => {
    const lock = readFileSync(join(project, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, unknown> };
    const megabytes = Math.round(diskUsage(join(project, 'node_modules')) / 1e6);
    const claim = /^(\w+) packages, (\d+) MB, no install script/m.exec(
      readFileSync(README, 'utf8'),
    );
    // The project itself is the lockfile's first entry.
    const count = Object.keys(packages).length - 1;
    assert.deepEqual(claim?.slice(1), [NUMBERS[count], String(megabytes)]);
  });

  test('installs without a warning', () => {
    assert.doesNotMatch(installOutput, /warn|deprecated|EBADENGINE/i);
  });

  for (const specifier of specifiers.filter((name) => !(name in PEERS))) {
    test(`${specifier} is imported in Node, and does nothing by that`, async () => {
      const { stdout, stderr } = await importInNode(specifier, project);
      assert.equal(stderr, '');
      assert.match(stdout, /^imported$/m);
    });
  }

  for (const [specifier, peer] of Object.entries(PEERS)) {
    test(`${specifier} says that ${peer} is missing, or waits until it is needed`, async () => {
      const output = await importInNode(specifier, project).then(
        ({ stdout }) => stdout,
        (error: unknown) => String(error),
      );
      assert.match(output, new RegExp(`^imported$|Cannot find package '${peer}|${peer}`, 'm'));
    });
  }

  test('runs its command', async () => {
    const { stdout } = await run('npx', ['--no-install', 'livebox', '--version'], { cwd: project });
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.equal(stdout.trim(), version);
  });
});

describe('a bundler', () => {
  for (const specifier of serverSpecifiers) {
    test(`ends a browser's build at ${specifier}, and says why`, async () => {
      const failure = await bundle(`import '${specifier}';`, { platform: 'browser' }).catch(
        (error: unknown) => error,
      );
      assert.match(String(failure), /holds credentials: it is for servers only/);
    });
  }

  for (const specifier of ['livebox-conference/endpoint', 'livebox-conference/api']) {
    test(`takes ${specifier} for Workers, as Wrangler does`, async () => {
      const [file] = await bundle(`export * from '${specifier}';`, {
        platform: 'browser',
        conditions: ['workerd', 'worker', 'browser'],
      });
      assert.ok(file && file.length > 1000);
    });
  }

  test('keeps the tag when it is imported for its side effect alone', async () => {
    const [file] = await bundle(`import 'livebox-conference';`, {
      platform: 'browser',
      minify: true,
    });
    assert.match(file ?? '', /customElements\.define|\.define\("livebox-conference"/);
  });

  test('leaves out of the class alone what is not used', async () => {
    const [file] = await bundle(`import 'livebox-conference/element';`, { platform: 'browser' });
    assert.equal(file?.trim(), '');
  });
});

describe('the files for a script tag', () => {
  test('have the hashes that docs/cdn.md says (npm run release writes them)', () => {
    const page = readFileSync(join(ROOT, 'docs', 'cdn.md'), 'utf8');
    for (const file of readdirSync(installed('dist/cdn')).filter((name) => name.endsWith('.js'))) {
      const bytes = readFileSync(installed(`dist/cdn/${file}`));
      const hash = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
      assert.ok(page.includes(`\`${file}\` | ${bytes.length} |`), `${file}: its size`);
      assert.ok(page.includes(hash), `${file}: its hash`);
    }
  });

  test("turn an editor's markup into a conference, from the script tag's endpoint", async () => {
    const requested = new Set<string>();
    const server = createServer(({ url = '' }, response) => {
      requested.add(url);
      const isScript = url.startsWith('/cdn/');
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? readFileSync(installed(`dist${url}`)) : CDN_PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: false,
    });
    try {
      const page = await browser.newPage();
      const asked = page.waitForRequest('**/owner/token');
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      assert.equal((await asked).method(), 'POST');
      assert.ok(requested.has('/cdn/livebox-conference-cms.js'));
    } finally {
      await browser.close();
      server.close();
    }
  });
});

describe('tools say that the package is well-formed:', () => {
  before(async () => {
    await run('npm', ['install', '--no-save', tarball, ...NPM], { cwd: TOOLS });
  });

  test('publint', async () => {
    const { stdout } = await run('npx', ['--no-install', 'publint', tarball, '--strict'], {
      cwd: TOOLS,
    });
    assert.match(stdout, /All good!/);
  });

  test('are the types wrong', async () => {
    await run('npx', ['--no-install', 'attw', tarball, '--profile', 'esm-only'], { cwd: TOOLS });
  });

  test('TypeScript, in plain code and with React, Preact, Solid, Vue and Svelte', async () => {
    const types = join(TOOLS, 'types');
    rmSync(types, { recursive: true, force: true });
    cpSync(join(ROOT, 'test', 'types'), types, { recursive: true });
    // It prints what is wrong; with nothing wrong it prints nothing.
    const tsc = run('npx', ['--no-install', 'tsc', '--project', types], { cwd: TOOLS });
    const failure = await tsc.catch((error: unknown) => error);
    assert.equal(
      failure && typeof failure === 'object' && 'stdout' in failure && failure.stdout,
      '',
    );
  });
});

function installed(path: string): string {
  return join(project, 'node_modules', 'livebox-conference', path);
}

function importInNode(specifier: string, cwd: string) {
  // It ends by itself: an import that leaves a timer or a socket runs into the time limit.
  const code = `await import('${specifier}'); console.log('imported');`;
  return run('node', ['--input-type=module', '--eval', code], { cwd, timeout: 20_000 });
}

async function bundle(contents: string, options: BuildOptions): Promise<string[]> {
  const { outputFiles = [] } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
    ...options,
  });
  return outputFiles.map(({ text }) => text);
}

/** Bytes in blocks of 4 KiB, as a disk keeps files. */
function diskUsage(path: string): number {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).length)
    .reduce((total, size) => total + Math.ceil(size / 4096) * 4096, 0);
}
