import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { build } from 'vite';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import {
  createTokenEndpoint,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';

/** What stands between a tag and its meeting, and what went over it. */
export interface Road {
  /** Origin of the page: `http://localhost:PORT`. */
  page: string;
  /** Origin of the Livebox server, on another site: `http://127.0.0.1:PORT`. */
  livebox: string;
  emulator: Emulator;
  /** Stops the Livebox server. */
  stopLivebox: () => Promise<void>;
  /** What the endpoint reported to its site's log. */
  errors: unknown[];
}

export interface RoadOptions {
  emulator?: EmulatorOptions;
  endpoint?: Partial<Omit<TokenEndpointOptions, 'livebox'>>;
  /** Replaces the API user's real key. */
  key?: string;
  /** The page; `{LIVEBOX}` stands for the Livebox server's origin. */
  html?: string;
  /** Headers of the page; `{LIVEBOX}` as above. */
  headers?: Record<string, string>;
  /** Further files of the site, by path. */
  files?: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
}

export const TAG =
  '<livebox-conference name="Conference-1" token-endpoint="/livebox/token"></livebox-conference>';

const PAGE = (body: string): string =>
  body.startsWith('<!doctype')
    ? body
    : `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>A site</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/livebox-conference.js"></script>
  </head>
  <body>${body}</body>
</html>`;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(listener: Listener): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The files for a script tag, by path. */
async function buildElement(): Promise<Map<string, string>> {
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  const { NODE_ENV } = process.env;
  const built = await build({
    configFile,
    mode: 'cdn',
    logLevel: 'error',
    build: { write: false },
  });
  // A build makes the process one in production, where the emulator does not start.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = NODE_ENV;
  const files = new Map<string, string>();
  for (const bundle of Array.isArray(built) ? built : [built]) {
    if (!('output' in bundle)) continue;
    for (const file of bundle.output) {
      if (file.type === 'chunk') files.set(`/${file.fileName}`, file.code);
    }
  }
  return files;
}

async function buildRoad(
  scripts: ReadonlyMap<string, string>,
  {
    emulator: emulatorOptions,
    endpoint: endpointOptions,
    key,
    html,
    headers = {},
    files = {},
  }: RoadOptions,
): Promise<Road & { close: () => Promise<void> }> {
  const emulator = createEmulator({ conferences: ['Conference-1'], ...emulatorOptions });
  const listening = await emulator.listen();
  const errors: unknown[] = [];
  const { credentials } = emulator;
  const endpoint = createTokenEndpoint({
    livebox: new LiveboxClient({
      server: listening.url,
      username: credentials.username,
      key: key ?? credentials.key,
      serverKey: credentials.serverKey,
    }),
    conferences: { 'Conference-1': { access: 'public', enable: 'visitors' } },
    onError: (error) => errors.push(error),
    ...endpointOptions,
  });
  const token = createNodeListener(endpoint);
  const pageHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('{LIVEBOX}', listening.url),
    ]),
  );
  const body = PAGE(html ?? TAG).replaceAll('{LIVEBOX}', listening.url);
  const site = await listen((request, response) => {
    const script = scripts.get(request.url?.split('?')[0] ?? '');
    if (request.url?.startsWith('/livebox/token')) {
      token(request, response);
    } else if (script !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (files[request.url ?? '']) {
      files[request.url ?? '']?.(request, response);
    } else if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html', ...pageHeaders }).end(body);
    } else {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    }
  });
  return {
    page: site.origin,
    livebox: listening.url,
    emulator,
    stopLivebox: () => listening.close(),
    errors,
    close: async () => {
      await Promise.all([site.close(), listening.close()]);
    },
  };
}

interface Fixtures {
  /** Builds the whole road: a page, a token endpoint beside it, a Livebox server. */
  createRoad: (options?: RoadOptions) => Promise<Road>;
}

interface WorkerFixtures {
  elementScripts: ReadonlyMap<string, string>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  elementScripts: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
    async ({}, use) => {
      await use(await buildElement());
    },
    { scope: 'worker' },
  ],
  createRoad: async ({ elementScripts }, use) => {
    const roads: Awaited<ReturnType<typeof buildRoad>>[] = [];
    await use(async (options = {}) => {
      const road = await buildRoad(elementScripts, options);
      roads.push(road);
      return road;
    });
    await Promise.all(roads.map((road) => road.close()));
  },
});

export { expect } from '@playwright/test';
