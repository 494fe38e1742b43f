import { createServer, type IncomingMessage } from 'node:http';
import type { TestContext } from 'node:test';
import { createEmulator } from '../../src/emulator/emulator.js';
import type { Environment } from './cli-fixture.js';

/** A Livebox server that holds its answers back until it is told. */
export interface SlowServer {
  environment: Environment;
  /** Fulfilled with the first request. */
  asked: Promise<void>;
  goOn(): void;
}

/** Starts a slow server whose only conference is on. */
export async function startSlowServer(t: TestContext): Promise<SlowServer> {
  const emulator = createEmulator({ conferences: [{ name: 'Conference-1', mode: 'on' }] });
  const [asked, released] = [createGate(), createGate()];
  const server = createServer((request, response) => {
    asked.open();
    void released.passed
      .then(async () => toRequest(request))
      .then(async (asRequest) => emulator.fetch(asRequest))
      .then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const environment = {
    LIVEBOX_SERVER: `http://127.0.0.1:${port}`,
    LIVEBOX_USERNAME: 'apiuser',
    LIVEBOX_KEY: emulator.credentials.key,
  };
  return { environment, asked: asked.passed, goOn: released.open };
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return new Request(`http://${request.headers.host ?? ''}${request.url ?? ''}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.concat(chunks),
  });
}

function createGate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}
