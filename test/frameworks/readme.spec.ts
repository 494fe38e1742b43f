// README's "Your first meeting", file by file as it stands there, from the packed package.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type AppServer, serveApp } from './app-server.js';
import { runProgram, STAGING } from './package-under-test.js';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

/** What `npm install` and the frameworks' own `npm create` bring, in the versions of the other tests. */
const PLAIN_PACKAGES = { express: '5.3.0', peerjs: '1.5.5', ws: '8.23.0' };
const REACT = { react: '19.3.1', 'react-dom': '19.3.1' };
const VITE_PACKAGES = { ...REACT, '@vitejs/plugin-react': '6.3.0', vite: '8.3.8' };
const NEXT_PACKAGES = { ...REACT, next: '16.4.6' };

/** What `npm create vite` and `create-next-app` write beside the files of the README. */
const VITE_FILES = {
  'index.html': `<!doctype html><link rel="icon" href="data:,"><div id="root"></div>
<script type="module" src="/src/main.jsx"></script>`,
  'src/main.jsx': `import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import App from './App.jsx';
createRoot(document.getElementById('root')).render(<StrictMode><App /></StrictMode>);`,
};
const NEXT_FILES = {
  'app/layout.js': `export default function RootLayout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
};

const EMULATOR = [
  'node_modules/livebox-conference/dist/cli/livebox.js',
  ...['emulate', '--on', '--write-env', '.env', '--port', '{PORT}'],
] as const;
const VITE_DEV = ['node_modules/vite/bin/vite.js', '--host=127.0.0.1', '--port={PORT}'] as const;
const NEXT_DEV = ['node_modules/next/dist/bin/next', 'dev', '--port={PORT}'] as const;

let files: Map<string, string>;
let account: string;
const closes: (() => Promise<void>)[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  files = await readFirstMeeting();
  const folder = await stage('readme', PLAIN_PACKAGES, {
    'public/index.html': fromReadme('public/index.html'),
    'server.js': fromReadme('server.js').replace('3000', 'process.env.PORT'),
  });
  const envFile = join(folder, '.env');
  await rm(envFile, { force: true });
  await serve('readme', ...EMULATOR);
  await expect.poll(() => existsSync(envFile)).toBe(true);
  account = await readFile(envFile, 'utf8');
});

test.afterAll(async () => {
  for (const close of closes.reverse()) await close();
});

test('plain HTML and Express: two tabs meet', async ({ context }) => {
  const express = await serve('readme', '--env-file=.env', 'server.js');
  await seeTwoTabsMeet(context, `http://localhost:${String(express.port)}`);
});

test('its own lines are fewer than twenty', () => {
  const lines = fromReadme('server.js')
    .split('\n')
    .filter((line) => line.trim() !== '');
  expect(lines.length).toBeLessThan(20);
});

test('React: two tabs meet', async ({ context }) => {
  test.setTimeout(300_000);
  const express = await serve('readme', '--env-file=.env', 'server.js');
  await stage('readme-react', VITE_PACKAGES, {
    ...VITE_FILES,
    'src/App.jsx': fromReadme('src/App.jsx'),
    'vite.config.js': fromReadme('vite.config.js').replace('3000', String(express.port)),
  });
  const vite = await serve('readme-react', ...VITE_DEV);
  await seeTwoTabsMeet(context, `http://localhost:${String(vite.port)}`);
});

test('Next: two tabs meet', async ({ context }) => {
  test.setTimeout(300_000);
  await stage('readme-next', NEXT_PACKAGES, {
    ...NEXT_FILES,
    '.env': account,
    'app/livebox/token/route.js': fromReadme('app/livebox/token/route.js'),
    'app/page.js': fromReadme('app/page.js'),
  });
  const next = await serve('readme-next', ...NEXT_DEV);
  await seeTwoTabsMeet(context, `http://localhost:${String(next.port)}`);
});

/** The files of the section, by the path that is named before each. */
async function readFirstMeeting(): Promise<Map<string, string>> {
  const [, section = ''] = (await readFile(README, 'utf8')).split('## Your first meeting\n');
  const [text = ''] = section.split('\n## ');
  const blocks = text.matchAll(/`([\w./-]+\.\w+)`[^`]*:\n\n```\w+\n(.*?)```/gs);
  return new Map([...blocks].map(([, path = '', code = '']) => [path, code]));
}

function fromReadme(path: string): string {
  const code = files.get(path);
  if (code === undefined) throw new Error(`README's first meeting has no file ${path}.`);
  return code;
}

/** @returns the folder, outside of the project, with the package and its companions installed */
async function stage(
  name: string,
  dependencies: Record<string, string>,
  contents: Record<string, string>,
): Promise<string> {
  const folder = join(STAGING, name);
  await mkdir(folder, { recursive: true });
  const tarball = process.env['FRAMEWORKS_PACKAGE'] ?? '';
  await cp(tarball, join(folder, basename(tarball)));
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { ...dependencies, 'livebox-conference': `file:./${basename(tarball)}` },
  };
  const all = { 'package.json': JSON.stringify(manifest), ...contents };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const options = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-package-lock'];
  await runProgram(folder, 'npm', ['install', '--prefer-offline', '--loglevel=error', ...options]);
  return folder;
}

async function serve(
  folder: string,
  program: string,
  ...args: readonly string[]
): Promise<AppServer> {
  const framework = { title: folder, folder, server: { program, args } };
  const app = await serveApp(framework, join(STAGING, folder), {});
  closes.push(app.close);
  return app;
}

async function seeTwoTabsMeet(context: BrowserContext, url: string): Promise<void> {
  const tabs = [await openMeeting(context, url), await openMeeting(context, url)];
  for (const tab of tabs) {
    const meeting = tab.frameLocator('livebox-conference iframe');
    await expect(meeting.locator('video')).toHaveCount(2);
  }
}

async function openMeeting(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  return page;
}
