// The suites of `npm test` and `npm run test:all`. A suite runs programs and gives back what it counted.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINES, findEngines, ROOT } from './browsers.js';
import { run } from './run.js';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, warnings?: string[] }} Counts
 * @typedef {{ quick: boolean, engines: string[] | undefined }} Choice
 * @typedef {{ title: string, isQuick: boolean, isLong?: boolean, run: (choice: Choice) => Promise<Counts> }} Suite
 */

/** @type {Record<string, Suite>} in the order they run */
export const SUITES = {
  check: { title: 'Types, lint, formatting', isQuick: true, run: runChecks },
  server: { title: 'Server-side tests', isQuick: true, run: runServerTests },
  element: { title: 'Element tests', isQuick: true, run: runElementTests },
  e2e: { title: 'End-to-end tests', isQuick: false, run: runEndToEndTests },
  conformance: {
    title: 'Conformance tests',
    isQuick: false,
    isLong: true,
    run: runConformanceTests,
  },
  lives: { title: 'Ten thousand lives of a tag', isQuick: false, isLong: true, run: runLives },
  soak: { title: 'Soak tests', isQuick: false, isLong: true, run: runSoakTests },
  runtimes: {
    title: 'The endpoint on every runtime',
    isQuick: false,
    isLong: true,
    run: runRuntimeTests,
  },
  package: {
    title: 'The package as it is installed',
    isQuick: false,
    isLong: true,
    run: runPackageTests,
  },
  frameworks: {
    title: 'The package in every framework',
    isQuick: false,
    isLong: true,
    run: runFrameworkTests,
  },
  scale: { title: 'Tests of scale', isQuick: false, isLong: true, run: runScaleTests },
};

const RUNTIME_TEST = 'test/runtimes/runtimes.test.ts';
const PACKAGE_TEST = 'test/packaging/packed/packed.test.ts';

const CHECKS = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['--noEmit'], isQuick: true },
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['.'], isQuick: true },
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '.'], isQuick: false },
];

async function runChecks({ quick }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, program, args } of CHECKS.filter(({ isQuick }) => isQuick || !quick)) {
    const code = await run('node', [join('node_modules', program), ...args], { minutes: 4 });
    console.log(code === 0 ? `✔ ${name}` : `✖ ${name}`);
    counts[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

/** What starts other programs or builds takes its time: not in a quick run. */
const SLOW_SERVER_TEST = /^test\/(cli|packaging|runtimes|security)\//;

function runServerTests({ quick }) {
  return runNodeTests(
    listTests('.test.ts').filter(
      (file) =>
        !/^test\/(element|e2e|conformance|scale)\//.test(file) &&
        file !== RUNTIME_TEST &&
        file !== PACKAGE_TEST &&
        !(quick && SLOW_SERVER_TEST.test(file)),
    ),
  );
}

/** The runtimes are hundreds of megabytes: they are installed for this suite only. */
async function runRuntimeTests() {
  if (!(await installTools('runtimes', 'test/runtimes')))
    return { passed: 0, failed: 1, skipped: 0 };
  return runNodeTests([RUNTIME_TEST], { testTimeout: 300_000 });
}

/** Frameworks with their types, and tools that judge packages. */
async function runPackageTests() {
  const isReady = await installTools('package', 'test/packaging/packed');
  if (!isReady) return { passed: 0, failed: 1, skipped: 0 };
  return runNodeTests([PACKAGE_TEST], { testTimeout: 180_000 });
}

/** Installs what a suite's own package.json asks for into `.cache/`. */
async function installTools(name, from) {
  const folder = join(ROOT, '.cache', name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(ROOT, from, 'package.json'), join(folder, 'package.json'));
  const options = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // No lockfile: npm writes only this platform's packages into it, and then refuses it elsewhere.
  const install = ['install', '--no-package-lock', '--prefix', folder, ...options];
  return (await run('npm', install, { minutes: 5 })) === 0;
}

/** What needs programs in other languages: only in `npm run test:all`. */
function runConformanceTests() {
  return runNodeTests(listTests('.test.ts').filter((file) => file.startsWith('test/conformance/')));
}

/** What takes long, or other servers: only in `npm run test:all`. */
function runScaleTests() {
  return runNodeTests(listTests('.test.ts').filter((file) => file.startsWith('test/scale/')));
}

async function runNodeTests(files, { testTimeout = 60_000 } = {}) {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  return withCounts(async (countsFile) => {
    const reporters = [
      ['spec', 'stdout'],
      [join(ROOT, 'scripts/server-test-reporter.js'), countsFile],
    ].flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
    const options = ['--import', 'tsx', '--test', `--test-timeout=${testTimeout}`, ...reporters];
    return run('node', [...options, ...files], { minutes: 10 });
  });
}

async function runElementTests({ quick, engines }) {
  const wanted = engines ?? (quick ? ['chromium'] : ENGINES);
  const found = wanted.filter((engine) => findEngines().includes(engine));
  const missing = wanted.filter((engine) => !found.includes(engine));
  const counts =
    found.length === 0
      ? { passed: 0, failed: 0, skipped: 0 }
      : await withCounts((countsFile) => {
          const wtr = ['node_modules/@web/test-runner/dist/bin.js', `--engines=${found.join(',')}`];
          // tsx, so that the tests' server plugin can import the TypeScript sources.
          const args = ['--import', 'tsx', ...wtr, '--config', 'web-test-runner.config.js'];
          return run('node', args, { env: { TEST_COUNTS_FILE: countsFile }, minutes: 10 });
        });
  if (process.env.CI === 'true') counts.failed += missing.length;
  return { ...counts, warnings: missing.map(warnOfMissing) };
}

function warnOfMissing(engine) {
  const packages = {
    chromium: 'chromium',
    firefox: 'firefox-esr',
    webkit: 'webkit2gtk-driver xvfb',
  }[engine];
  const command = `sudo apt-get install --no-install-recommends ${packages}`;
  return `The element was NOT tested in ${engine}, which is not on this machine. On Debian: ${command}`;
}

function runEndToEndTests() {
  return withCounts((countsFile) => {
    const args = ['node_modules/@playwright/test/cli.js', 'test'];
    return run('node', args, { env: { TEST_COUNTS_FILE: countsFile }, minutes: 15 });
  });
}

/** The element's random test, as often as its promise says. */
function runLives() {
  return withCounts((countsFile) => {
    const wtr = ['node_modules/@web/test-runner/dist/bin.js', '--engines=chromium'];
    const files = ['--files', 'test/element/random-lives.test.ts'];
    const args = ['--import', 'tsx', ...wtr, '--config', 'web-test-runner.config.js', ...files];
    const env = { TEST_COUNTS_FILE: countsFile, RANDOM_LIVES: '10000' };
    return run('node', args, { env, minutes: 10 });
  });
}

/** What takes minutes: six participants in one meeting. */
function runSoakTests() {
  return withCounts((countsFile) => {
    const args = ['node_modules/@playwright/test/cli.js', 'test'];
    const config = ['--config', 'test/soak/playwright.config.ts'];
    return run('node', [...args, ...config], {
      env: { TEST_COUNTS_FILE: countsFile },
      minutes: 6,
    });
  });
}

/** Installs and builds an app in each framework, which takes minutes the first time. */
function runFrameworkTests() {
  return withCounts((countsFile) => {
    const args = ['node_modules/@playwright/test/cli.js', 'test'];
    const config = ['--config', 'test/frameworks/playwright.config.ts'];
    return run('node', [...args, ...config], {
      env: { TEST_COUNTS_FILE: countsFile },
      minutes: 30,
    });
  });
}

/**
 * Hands a file to a suite that writes its counts there. A program that fails without having
 * counted a failure (it crashed, or was interrupted) is one failure.
 */
async function withCounts(runSuite) {
  const folder = mkdtempSync(join(tmpdir(), 'livebox-tests-'));
  try {
    const file = join(folder, 'counts.json');
    const code = await runSuite(file);
    const counts = existsSync(file)
      ? readCounts(JSON.parse(readFileSync(file, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 };
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCounts({ stats, errors, passed, failed, skipped }) {
  if (!stats) return { passed, failed, skipped };
  // Playwright's report; its `errors` are those outside of any test.
  const { expected, unexpected, flaky, skipped: notRun } = stats;
  return { passed: expected, failed: unexpected + flaky + errors.length, skipped: notRun };
}

function listTests(ending) {
  return readdirSync(join(ROOT, 'test'), { recursive: true })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith(ending))
    .sort();
}
