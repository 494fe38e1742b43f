// Element tests in three engines. One of them, one file:
//   npx wtr --engines=firefox --files test/element/states.test.ts
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import {
  CHROMIUM_CACHE,
  ENGINES,
  findChromium,
  findEngines,
  findFirefox,
  findWebKit,
  ROOT,
} from './scripts/browsers.js';
import { elementTestReporter } from './scripts/element-test-reporter.js';
import { webkitLauncher } from './scripts/webkit-launcher.js';

const LAUNCHERS = {
  chromium() {
    const args = [
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
    ];
    const executablePath = findChromium();
    // Chromium's sandbox refuses to run as root, and some systems refuse it to programs that
    // no package brought (Ubuntu 24.04). It loads nothing but the tests.
    if (process.getuid?.() === 0 || executablePath?.startsWith(CHROMIUM_CACHE)) {
      args.push('--no-sandbox');
    }
    const launchOptions = { executablePath, headless: true, args };
    return named('Chromium', chromeLauncher({ launchOptions }));
  },
  firefox() {
    const launchOptions = { browser: 'firefox', executablePath: findFirefox(), headless: true };
    return named('Firefox', chromeLauncher({ launchOptions }));
  },
  webkit: () => webkitLauncher(findWebKit()),
};

function named(name, launcher) {
  launcher.name = name;
  return launcher;
}

function selectedEngines() {
  const option = process.argv.find((argument) => argument.startsWith('--engines='));
  const engines = option?.slice('--engines='.length).split(',') ?? findEngines();
  const unknown = engines.filter((engine) => !ENGINES.includes(engine));
  if (unknown.length > 0) throw new Error(`No such engine: ${unknown}. There are ${ENGINES}.`);
  const missing = engines.filter((engine) => !findEngines().includes(engine));
  if (missing.length > 0) throw new Error(`This machine has no ${missing}.`);
  return engines;
}

// The servers that the element talks to in its tests, when there are any: a plugin of Web Test
// Runner. It may import TypeScript when the runner runs under tsx, as in scripts/suites.js.
const serverPlugin = new URL('test/element/test-server.js', import.meta.url);
const serverPlugins = existsSync(serverPlugin) ? [(await import(serverPlugin)).default] : [];
// Web Test Runner only logs a rejection that nobody handles: as an error it fails the test.
const testRunnerHtml = (testFramework) => `<!doctype html>
<html>
  <head>
    <script>
      addEventListener('unhandledrejection', ({ reason }) => reportError(reason));
    </script>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`;

const countsFile = process.env.TEST_COUNTS_FILE;

export default {
  rootDir: ROOT,
  files: 'test/element/**/*.test.ts',
  nodeResolve: true,
  browsers: selectedEngines().map((engine) => LAUNCHERS[engine]()),
  // With more than one at a time WebKit runs tests inside frames.
  concurrency: 1,
  concurrentBrowsers: 1,
  browserStartTimeout: 60_000,
  testRunnerHtml,
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  testFramework: { config: { timeout: '10000' } },
  plugins: [
    ...serverPlugins,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(ROOT, 'tsconfig.json') }),
  ],
  reporters: [defaultReporter(), ...(countsFile ? [elementTestReporter(countsFile)] : [])],
};
