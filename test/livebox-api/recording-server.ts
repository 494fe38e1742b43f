import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LiveboxClient, type LiveboxClientOptions } from '../../src/livebox-api/livebox-client.js';

export interface RecordedRequest {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** How the server answers its nth request. */
export type Responder = (response: ServerResponse, index: number) => void;

export interface RecordingServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: RecordedRequest[];
  /** A client for this server; the delays between its attempts are next to nothing. */
  createClient(options?: Partial<LiveboxClientOptions>): LiveboxClient;
}

export const KEY = 'k3y-Canary/+&"7é';

/** A real server on loopback that records what it got and answers as it is told. */
export async function startRecordingServer(respond: Responder): Promise<RecordingServer> {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      requests.push({
        method,
        path: url,
        headers,
        body: JSON.parse(text) as Record<string, unknown>,
      });
      respond(response, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    requests,
    createClient: (options) =>
      new LiveboxClient({
        server: origin,
        username: 'apiuser',
        key: KEY,
        retryDelay: 0,
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers every request with the same text, or JSON, and status. */
export function answer(body: unknown, status = 200, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}
