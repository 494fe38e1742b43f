import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { test as base } from '@playwright/test';
import { build } from 'vite';

/** The site as a host of static files serves it, in a folder of that host. */
export interface Site {
  /** Address of the home page, ending in a slash. */
  url: string;
  /** Compressed bytes of each answer so far, by path. */
  sent: Map<string, number>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};
const FOLDER = '/some/folder/';

async function buildSite(outDir: string): Promise<void> {
  const { NODE_ENV } = process.env;
  await build({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    mode: 'site',
    logLevel: 'error',
    build: { outDir },
  });
  // A build makes the process one in production, where the emulator does not start.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = NODE_ENV;
}

/** Serves the folder's files; `change` changes each page on its way. */
async function serve(
  folder: string,
  change: (html: string) => string = (html) => html,
): Promise<Site & { close: () => Promise<void> }> {
  const sent: Site['sent'] = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.replace(FOLDER, '/').replace(/\/$/, '/index.html');
    const file = pathname.startsWith(FOLDER)
      ? readFile(join(folder, path))
      : Promise.reject(new Error('Outside of the site'));
    file
      .then((content) => (path.endsWith('.html') ? change(content.toString()) : content))
      .then((content) => promisify(gzip)(content))
      .then((body) => {
        sent.set(path, body.byteLength);
        const type = TYPES[extname(path)] ?? 'application/octet-stream';
        // Not kept, so that every visit brings what the first one does.
        const headers = { 'content-encoding': 'gzip', 'cache-control': 'no-store' };
        response.writeHead(200, { 'content-type': type, ...headers }).end(body);
      })
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${String(port)}${FOLDER}`,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Keeps what a page says and what fails in it, for engines whose driver does not tell. */
const LISTENER = `<script>
  said = [];
  for (const level of ['error', 'warn']) {
    console[level] = (...values) => said.push(values.join(' '));
  }
  addEventListener('error', ({ message, target }) => said.push(message ?? target.outerHTML), true);
  addEventListener('unhandledrejection', ({ reason }) => said.push(String(reason)));
</script>`;

export const test = base.extend<
  {
    site: Site;
    /** The site, whose pages keep in `said` what they say. */
    listeningSite: Site;
  },
  { siteFolder: string }
>({
  siteFolder: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'livebox-site-'));
      await buildSite(folder);
      await use(folder);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  site: async ({ siteFolder }, use) => {
    const site = await serve(siteFolder);
    await use(site);
    await site.close();
  },
  listeningSite: async ({ siteFolder }, use) => {
    const site = await serve(siteFolder, (html) => html.replace('<head>', `<head>${LISTENER}`));
    await use(site);
    await site.close();
  },
});

export { expect } from '@playwright/test';
