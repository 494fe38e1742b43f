// What `npm start` and `npm test` need before they can run, on a machine that has nothing
// but Node. It imports no package, for there may be none yet.
//   node scripts/setup.js              the packages of package-lock.json
//   node scripts/setup.js --browsers   and a Chromium and Redis; with CI=true all three engines
//   node scripts/setup.js --browsers --scale   and nginx; with CI=true curl, PHP and Python
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CHROMIUM_CACHE,
  findChromium,
  findFirefox,
  findServer,
  findWebKit,
  ROOT,
} from './browsers.js';
import { run } from './run.js';

// The last release that declares Node 20.
const CHROMIUM_PACKAGE = '@sparticuz/chromium@147.0.0';

const NPM_OPTIONS = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

requireNode(20, 19);
await installPackages();
if (process.argv.includes('--browsers')) {
  await installBrowsers().catch((error) => fail(error.message));
}

function requireNode(major, minor) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  fail(
    `This project needs Node ${major}.${minor} or newer, and this is ${process.version}.`,
    'Install a newer one from https://nodejs.org, then run the same command again.',
  );
}

async function installPackages() {
  if (arePackagesCurrent()) return;
  say('Installing the packages (npm ci) …');
  const code = await npm(['ci', ...NPM_OPTIONS]);
  if (code !== 0) fail('npm ci failed: see above. Then run the same command again.');
}

/** npm notes what it has installed: whether that is what the lockfile asks for. */
function arePackagesCurrent() {
  const installed = readPackages(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const wanted = readPackages(join(ROOT, 'package-lock.json')) ?? {};
  for (const [path, { version, optional, devOptional, link }] of Object.entries(wanted)) {
    if (path === '' || link) continue;
    const isMissing = !installed[path] || !existsSync(join(ROOT, path));
    if (isMissing ? !optional && !devOptional : installed[path].version !== version) return false;
  }
  return true;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function installBrowsers() {
  const packages = missingDebianPackages();
  if (packages.length > 0 && isDebianRoot()) await aptGet(packages);
  if (!findChromium() && process.platform === 'linux' && process.arch === 'x64') {
    await installChromiumFromNpm();
  }
  if (!findChromium()) {
    fail(
      'The tests need a Chromium or Chrome, and none was found. Install one:',
      { darwin: '  brew install --cask chromium', win32: '  winget install Google.Chrome' }[
        process.platform
      ] ?? '  sudo apt-get install --no-install-recommends chromium',
      'or say where it is: CHROME_PATH=/path/to/chrome npm test',
    );
  }
}

/** A developer gets what the tests can't do without; continuous integration gets everything. */
function missingDebianPackages() {
  const missing = findChromium() ? [] : ['chromium'];
  if (!findServer('redis-server')) missing.push('redis-server');
  if (process.argv.includes('--scale') && !findServer('nginx')) missing.push('nginx-light');
  if (process.env.CI !== 'true') return missing;
  if (!findFirefox()) missing.push('firefox-esr');
  if (!findWebKit()) missing.push('webkit2gtk-driver', 'xvfb');
  if (process.argv.includes('--scale')) missing.push(...missingConformancePackages());
  return missing;
}

/** The programs that run the samples of test/conformance. */
function missingConformancePackages() {
  const packages = [];
  if (!succeeds('curl', '--version')) packages.push('curl');
  if (!succeeds('php', '-r', 'exit(function_exists("curl_init") ? 0 : 1);')) {
    packages.push('php-cli', 'php-curl');
  }
  const pythons = ['python3', '/usr/bin/python3'];
  if (!pythons.some((python) => succeeds(python, '-c', 'import requests'))) {
    packages.push('python3-requests');
  }
  return packages;
}

function succeeds(program, ...args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function aptGet(packages) {
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'Acquire::Retries=3'];
  await run('apt-get', [...options, 'update'], { env });
  const install = [...options, 'install', '--yes', '--no-install-recommends', ...packages];
  const code = await run('apt-get', install, { env });
  if (code !== 0) say(`apt-get could not install ${packages.join(', ')}: see above.`);
}

/** Unpacks the browser into the project's cache: nothing outside the project is written. */
async function installChromiumFromNpm() {
  say(`Fetching ${CHROMIUM_PACKAGE} from npm (about 70 MB, once) …`);
  const [download, unpacked] = [join(CHROMIUM_CACHE, 'npm'), join(CHROMIUM_CACHE, 'unpacked')];
  rmSync(CHROMIUM_CACHE, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  mkdirSync(unpacked);
  writeFileSync(join(download, 'package.json'), '{ "private": true }\n');
  const options = ['--prefix', download, '--no-save', ...NPM_OPTIONS];
  if ((await npm(['install', ...options, CHROMIUM_PACKAGE])) !== 0) return;
  const module = join(download, 'node_modules/@sparticuz/chromium/build/esm/index.js');
  // It unpacks into the folder for temporary files, and its shared libraries only when it
  // believes it runs on Amazon's Lambda.
  const script = `await (await import(${JSON.stringify(module)})).default.executablePath()`;
  const env = { TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  if ((await run('node', ['--input-type=module', '-e', script], { env })) !== 0) return;
  // The machine's own libraries come first; the bundled ones fill what a bare machine lacks.
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', join(unpacked, 'al2023', 'lib')];
  writeFileSync(
    join(CHROMIUM_CACHE, 'chromium'),
    `#!/bin/sh\nLD_LIBRARY_PATH='${libraries.join(':')}' exec '${join(unpacked, 'chromium')}' "$@"\n`,
    { mode: 0o755 },
  );
  rmSync(download, { recursive: true, force: true });
}

/** The npm that runs this script, or the one on the PATH. */
function npm(args) {
  const path = process.env.npm_execpath;
  if (path && /\.c?js$/.test(path)) return run('node', [path, ...args]);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

function say(...lines) {
  console.log(lines.map((line) => `setup: ${line}`).join('\n'));
}

function fail(...lines) {
  console.error(`\n${lines.join('\n')}\n`);
  process.exit(1);
}
