import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../cli-error.js';
import type { Metrics } from './metrics.js';
import { answerJson, answerText } from './plain-answers.js';

/** How the server listens and ends; times in ms. */
export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Path of the endpoint. */
  readonly path: string;
  /** For a request's headers to arrive. */
  readonly headersTimeout: number;
  /** For a whole request to arrive. */
  readonly requestTimeout: number;
  /** How long it serves on after it says that it is not ready. */
  readonly drainDelay: number;
  /** How long requests may take to end after that. */
  readonly shutdownTimeout: number;
}

/** What the server serves. */
export interface Handlers {
  /** Answers a request for a grant. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers one that comes while the last ones end. */
  readonly refuse: (request: IncomingMessage, response: ServerResponse) => void;
  readonly metrics: Metrics | undefined;
}

type Phase = 'ready' | 'unready' | 'draining';

/** Requests that a connection may carry: after them a load balancer chooses anew. */
const MAX_REQUESTS_PER_SOCKET = 1000;

const MAX_HEADER_BYTES = 8192;

/** The endpoint as a server of its own, with health, readiness and metrics beside it. */
export class EndpointServer {
  readonly #options: ServerOptions;
  readonly #handlers: Handlers;
  readonly #server: Server;
  #phase: Phase = 'ready';
  #inFlight = 0;
  #onIdle: (() => void) | undefined;

  constructor(options: ServerOptions, handlers: Handlers) {
    this.#options = options;
    this.#handlers = handlers;
    const { headersTimeout, requestTimeout } = options;
    this.#server = createServer(
      {
        headersTimeout,
        requestTimeout,
        keepAliveTimeout: 5000,
        // How late a slow client is noticed.
        connectionsCheckingInterval: Math.max(50, Math.min(1000, headersTimeout / 2)),
        maxHeaderSize: MAX_HEADER_BYTES,
      },
      (request, response) => this.#route(request, response),
    );
    this.#server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  }

  /**
   * Starts to listen.
   *
   * @returns its origin
   * @throws {CommandError} `port_in_use`, `listen_failed`
   */
  async listen(): Promise<string> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause) => reject(explainListenError(cause, host, port)));
      this.#server.listen(port, host, resolve);
    });
    const { port: bound } = this.#server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  }

  /**
   * Ends: unready, drain, close. Whoever comes while the last requests end is told to ask
   * again.
   *
   * @returns how many requests were cut off
   */
  async shutDown(): Promise<number> {
    this.#phase = 'unready';
    if (this.#options.drainDelay > 0) await delay(this.#options.drainDelay);
    this.#phase = 'draining';
    await Promise.race([this.#idle(), delay(this.#options.shutdownTimeout)]);
    const cut = this.#inFlight;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
    // Those that were cut off hear of it a little later than their connections.
    await this.#idle();
    return cut;
  }

  /** Waits until no request is being answered. */
  async #idle(): Promise<void> {
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => (this.#onIdle = resolve));
  }

  #route(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?', 1)[0];
    if (path === this.#options.path) this.#serve(request, response);
    else if (request.method !== 'GET' && request.method !== 'HEAD') answerNotFound(response);
    else if (path === '/healthz') answerJson(response, 200, { status: 'ok' });
    else if (path === '/readyz') this.#answerReadiness(response);
    else if (path === '/metrics' && this.#handlers.metrics) {
      void answerMetrics(response, this.#handlers.metrics);
    } else answerNotFound(response);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    if (this.#phase === 'draining') {
      response.setHeader('Connection', 'close');
      this.#handlers.refuse(request, response);
      return;
    }
    this.#count(1);
    this.#handlers.answer(request, response);
    // After the handler's own listeners, so that the last request is logged before the end.
    response.once('close', () => this.#count(-1));
  }

  #count(change: 1 | -1): void {
    this.#inFlight += change;
    this.#handlers.metrics?.setInFlight(this.#inFlight);
    if (this.#inFlight === 0) this.#onIdle?.();
  }

  #answerReadiness(response: ServerResponse): void {
    const isReady = this.#phase === 'ready';
    const status = isReady ? 'ready' : 'shutting down';
    answerJson(response, isReady ? 200 : 503, { status });
  }
}

function answerNotFound(response: ServerResponse): void {
  const problem = { type: 'about:blank', title: 'Not Found', status: 404 };
  answerJson(response, 404, problem, 'application/problem+json');
}

async function answerMetrics(response: ServerResponse, metrics: Metrics): Promise<void> {
  const { text, contentType } = await metrics.render();
  answerText(response, 200, text, contentType);
}

async function delay(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function explainListenError(cause: Error, host: string, port: number): CommandError {
  if ('code' in cause && cause.code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : port - 1;
    const message = `Port ${port} on ${host} is in use: stop the program that uses it, or choose another port, such as --port ${other}.`;
    return new CommandError('port_in_use', message, { cause });
  }
  const message = `Can't listen on ${host}:${port}: ${cause.message}. Check --host and --port.`;
  return new CommandError('listen_failed', message, { cause });
}
