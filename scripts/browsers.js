// Where the browsers and servers of this machine are: the test configurations and the setup
// share it.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where the setup unpacks a Chromium that came from npm. */
export const CHROMIUM_CACHE = join(ROOT, '.cache', 'chromium');

/** The engines that the element is tested in, in the order they run. */
export const ENGINES = ['chromium', 'firefox', 'webkit'];

/**
 * Finds a Chromium: `CHROME_PATH`, an installed one, the one the setup fetched from npm.
 *
 * @returns {string | undefined} path of the executable
 * @throws {Error} when `CHROME_PATH` names a file that does not exist
 */
export function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named)) {
    throw new Error(`CHROME_PATH is ${named}, and there is no such file: correct it or unset it.`);
  }
  return named || findInstalled(CHROMIUM_PLACES) || existing(join(CHROMIUM_CACHE, 'chromium'));
}

/** @returns {string | undefined} path of Firefox's executable */
export function findFirefox() {
  return process.env.FIREFOX_PATH || findInstalled(FIREFOX_PLACES);
}

/**
 * Finds WebKitGTK's test browser: three programs, all of them needed. Linux only.
 *
 * @returns {{ driver: string, browser: string, xvfb: string } | undefined}
 */
export function findWebKit() {
  if (process.platform !== 'linux') return undefined;
  const driver = onPath('WebKitWebDriver');
  const xvfb = onPath('Xvfb');
  const browser = findMiniBrowser();
  return driver && xvfb && browser ? { driver, browser, xvfb } : undefined;
}

/**
 * Finds a server program that tests start, such as `redis-server`.
 *
 * @returns {string | undefined} its path; Debian keeps some outside a user's PATH
 */
export function findServer(program) {
  return onPath(program) ?? existing(join('/usr/sbin', program));
}

/** @returns {string[]} those of {@link ENGINES} that this machine has */
export function findEngines() {
  const found = { chromium: findChromium(), firefox: findFirefox(), webkit: findWebKit() };
  return ENGINES.filter((engine) => found[engine]);
}

const CHROMIUM_PLACES = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: programFiles([
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ]),
};

const FIREFOX_PLACES = {
  linux: ['firefox-esr', 'firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: programFiles(['Mozilla Firefox\\firefox.exe']),
};

function findInstalled(places) {
  const candidates = places[process.platform] ?? places.linux;
  for (const candidate of candidates) {
    const path = /[/\\]/.test(candidate) ? existing(candidate) : onPath(candidate);
    if (path) return path;
  }
  return undefined;
}

function programFiles(paths) {
  const { ProgramFiles, LOCALAPPDATA, 'ProgramFiles(x86)': ProgramFiles86 } = process.env;
  const folders = [ProgramFiles, ProgramFiles86, LOCALAPPDATA].filter(Boolean);
  return folders.flatMap((folder) => paths.map((path) => `${folder}\\${path}`));
}

/** MiniBrowser stands outside the PATH, below the machine's architecture and WebKit's version. */
function findMiniBrowser() {
  for (const folder of ['/usr/lib', '/usr/libexec']) {
    for (const parent of [folder, ...subfolders(folder)]) {
      for (const webkit of subfolders(parent, /^webkit(2gtk|gtk)-\d/).reverse()) {
        const path = existing(join(webkit, 'MiniBrowser'));
        if (path) return path;
      }
    }
  }
  return undefined;
}

function subfolders(folder, name = /-linux-/) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => name.test(entry))
    .sort()
    .map((entry) => join(folder, entry));
}

function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function existing(path) {
  return existsSync(path) ? path : undefined;
}
