// `npm run docs:pictures`: takes the pictures of docs/images/ in a real Chromium, from the demo as
// `npm start` shows it, so that they stay true.
/* global document, requestAnimationFrame -- of the functions that run in the page */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium, ROOT } from './browsers.js';
import { PEOPLE, placePerson } from './picture-camera.js';

const IMAGES = join(ROOT, 'docs/images');
const SIZE = { width: 1180, height: 900 };

const LAUNCH = {
  executablePath: findChromium(),
  chromiumSandbox: false,
  args: [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--allow-loopback-in-peer-connection',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-quic',
    // A page that is answered by this script counts as one of the internet.
    '--disable-features=LocalNetworkAccessChecks',
  ],
};

/** What is shown of each state: the demo's own conferences lead to most of them. */
const STATES = [
  { caption: 'idle, with loading="click"', name: 'Conference-1', loading: 'click' },
  { caption: 'requesting', name: 'Conference-1', answer: 'never' },
  { caption: 'ready', name: 'Conference-1' },
  { caption: 'waiting', name: 'Later' },
  { caption: 'failed', name: 'Unknown' },
  { caption: 'closed', name: 'Made-on-demand', isClosed: true },
];

const STYLE = `
  body { margin: 0; font: 15px/1.4 'Noto Sans', system-ui, sans-serif; }
  section { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; padding: 24px; }
  section { background: light-dark(#fff, #08090c); color: light-dark(#1c2333, #e8ecf4); }
  figure { display: grid; gap: 8px; margin: 0; }
  figcaption { font-family: ui-monospace, monospace; font-size: 13px; }
`;

const demo = await startDemo();
const browser = await chromium.launch(LAUNCH);
try {
  await takeMeeting();
  await takeStates();
} finally {
  await browser.close();
  await demo.stop();
}

/** The demo on a free port, as its own process. */
async function startDemo() {
  const env = { ...process.env, PORT: '0', LIVEBOX_SERVER: '' };
  const server = spawn('node', ['--import', 'tsx', 'demo/start.ts'], { cwd: ROOT, env });
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  };
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      const address = /http:\/\/localhost:\d+\//.exec(output);
      if (address) resolve({ address: address[0], stop });
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', () => reject(new Error(`The demo ended: ${output}`)));
  });
}

/** demo.png: two visitors in one meeting. */
async function takeMeeting() {
  const pages = await Promise.all(PEOPLE.map(openPage));
  for (const page of pages) await page.goto(demo.address);
  for (const page of pages) await seeEachOther(page, 'iframe');
  // The first one to come is the one whose log of events holds the second.
  await save(pages[0], 'demo.png');
  for (const page of pages) await page.context().close();
}

/** Waits until both visitors of a meeting are in the picture, and nothing passing is. */
async function seeEachOther(page, frame) {
  const meeting = page.frameLocator(frame);
  const video = meeting.locator('video:visible');
  for (const index of [0, 1]) {
    await video.nth(index).waitFor();
    await video.nth(index).evaluate(isPlaying);
  }
  await meeting.locator('.toast.shown').waitFor({ state: 'detached' });
}

/** In the page: once there is a picture. */
function isPlaying(video) {
  return new Promise((resolve) => video.requestVideoFrameCallback(resolve));
}

/** states.png: every state, light above dark. */
async function takeStates() {
  const page = await openPage(PEOPLE[0]);
  const address = `${demo.address}states.html`;
  const answer = { contentType: 'text/html', body: writeStates() };
  await page.route(address, (route) => route.fulfill(answer));
  await page.goto(address);
  await page.locator('html[data-settled]').waitFor();
  const ready = 'figure:has(figcaption:text-is("ready")) iframe';
  for (const index of [0, 1]) await seeEachOther(page, `${ready} >> nth=${index}`);
  await save(page, 'states.png', { fullPage: true });
  await page.context().close();
}

function writeStates() {
  const figures = STATES.map(
    ({ caption, name, loading = 'eager', answer = '', isClosed = false }) => `<figure>
      <livebox-conference name="${name}" token-endpoint="/livebox/token" loading="${loading}"
        timeout="60000" data-answer="${answer}" ${isClosed ? 'data-closed' : ''}></livebox-conference>
      <figcaption>${caption}</figcaption></figure>`,
  ).join('');
  const sections = ['light', 'dark'].map(
    (scheme) => `<section style="color-scheme: ${scheme}">${figures}</section>`,
  );
  return `<!doctype html><html lang="en"><title>States</title><style>${STYLE}</style>${sections.join('')}
    <script type="module">(${settle.toString()})();
    import(${JSON.stringify(`/@fs${join(ROOT, 'src/element/livebox-conference.ts')}`)});</script></html>`;
}

/** In the page: leads each tag to its state, and tells when all are there. */
function settle() {
  const tags = [...document.querySelectorAll('livebox-conference')];
  document.addEventListener('livebox-request', (event) => {
    if (event.target.dataset.answer) event.respondWith(new Promise(() => undefined));
  });
  document.addEventListener('livebox-ready', ({ target }) => {
    if (target.dataset.closed !== undefined) target.close();
  });
  const look = () => {
    if (tags.every(isThere)) {
      document.documentElement.dataset.settled = '';
    } else requestAnimationFrame(look);
  };
  look();

  function isThere({ state, loading, dataset, shadowRoot }) {
    if (loading === 'click') return state === 'idle' && shadowRoot.querySelector('button');
    if (dataset.answer) return shadowRoot?.querySelector('[part~="spinner"]');
    if (dataset.closed !== undefined) return state === 'closed';
    return ['ready', 'waiting', 'failed'].includes(state);
  }
}

async function openPage(person) {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
  await context.addInitScript(placePerson, person);
  return context.newPage();
}

async function save(page, file, options = {}) {
  await page.screenshot({ path: join(IMAGES, file), animations: 'disabled', ...options });
  console.log(`docs/images/${file}`);
}
