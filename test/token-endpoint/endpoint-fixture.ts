import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.js';
import { LiveboxClient, type LiveboxClientOptions } from '../../src/livebox-api/livebox-client.js';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import {
  createTokenEndpoint,
  type ErrorContext,
  type TokenEndpoint,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';

/** Where the endpoint stands when it is asked without a socket. */
export const SITE = 'https://site.example';

/** A page of the endpoint's own origin, in a browser that sends Fetch Metadata. */
export const OWN_PAGE = { Origin: SITE, 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' };

/** A conference that everybody may see and switch on. */
export const OPEN = { access: 'public', enable: 'visitors' } as const;

export interface Road {
  emulator: Emulator;
  livebox: LiveboxClient;
  endpoint: TokenEndpoint;
  /** What `onError` heard. */
  errors: { error: unknown; context: ErrorContext }[];
  /** Names of the operations that reached the Livebox server, in order. */
  calls(): (string | undefined)[];
  /** Asks as a page of the endpoint's own origin. */
  ask(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface RoadOptions {
  emulator?: EmulatorOptions;
  client?: Partial<LiveboxClientOptions>;
  endpoint?: Partial<TokenEndpointOptions>;
}

/** Starts an emulator on a socket, with a client and an endpoint in front of it. */
export async function startRoad(t: TestContext, options: RoadOptions = {}): Promise<Road> {
  const emulator = createEmulator({ conferences: ['Conference-1'], ...options.emulator });
  const { url, close } = await emulator.listen();
  t.after(close);
  const { username, key, serverKey } = emulator.credentials;
  const livebox = new LiveboxClient({ server: url, username, key, serverKey, ...options.client });
  const errors: Road['errors'] = [];
  const endpoint = createTokenEndpoint({
    livebox,
    conferences: { 'Conference-1': OPEN },
    onError: (error, context) => errors.push({ error, context }),
    ...options.endpoint,
  });
  const calls = (): (string | undefined)[] => emulator.requests.map(({ operation }) => operation);
  const ask: Road['ask'] = (body, headers = OWN_PAGE) => endpoint.fetch(createPost(body, headers));
  return { emulator, livebox, endpoint, errors, calls, ask };
}

/** A `POST` to the endpoint; a string is sent as it stands. */
export function createPost(body: unknown, headers: Record<string, string> = OWN_PAGE): Request {
  return new Request(`${SITE}/livebox/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Serves an endpoint by `node:http` on loopback. */
export async function serve(
  t: TestContext,
  endpoint: Pick<TokenEndpoint, 'fetch'>,
): Promise<string> {
  return listen(t, createServer(createNodeListener(endpoint)));
}

/** Starts a server on a free port of 127.0.0.1 and returns its origin. */
export async function listen(
  t: TestContext,
  server: ReturnType<typeof createServer>,
): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** The members of a JSON answer. */
export async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

/** The status and code of a problem, such as `404 conference_unavailable`. */
export async function readCode(response: Response): Promise<string> {
  const { code, status } = await readJson(response);
  return status === response.status ? `${response.status} ${String(code)}` : 'status differs';
}
