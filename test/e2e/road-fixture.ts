import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { build } from 'esbuild';
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
  /** Headers of the page. */
  headers?: Record<string, string>;
}

export const TAG =
  '<livebox-conference name="Conference-1" token-endpoint="/livebox/token"></livebox-conference>';

const PAGE = (body: string): string => `<!doctype html>
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

async function buildElement(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [
      fileURLToPath(new URL('../../src/element/livebox-conference.ts', import.meta.url)),
    ],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

async function buildRoad(
  script: string,
  { emulator: emulatorOptions, endpoint: endpointOptions, key, html, headers }: RoadOptions,
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
  const body = PAGE(html ?? TAG).replaceAll('{LIVEBOX}', listening.url);
  const site = await listen((request, response) => {
    if (request.url?.startsWith('/livebox/token')) {
      token(request, response);
    } else if (request.url === '/livebox-conference.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
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
  elementScript: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  elementScript: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
    async ({}, use) => {
      await use(await buildElement());
    },
    { scope: 'worker' },
  ],
  createRoad: async ({ elementScript }, use) => {
    const roads: Awaited<ReturnType<typeof buildRoad>>[] = [];
    await use(async (options = {}) => {
      const road = await buildRoad(elementScript, options);
      roads.push(road);
      return road;
    });
    await Promise.all(roads.map((road) => road.close()));
  },
});

export { expect } from '@playwright/test';
