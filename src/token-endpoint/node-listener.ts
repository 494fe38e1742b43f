import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { type Answer, answerProblem, createProblemAnswer } from './answer.js';
import { limitBody } from './json-body.js';
import { isPlainPost, NodeRequest } from './node-request.js';
import { findPipeline, type Pipeline } from './pipeline.js';
import type { TokenEndpoint } from './token-endpoint.js';

/** A listener for `node:http`, also a middleware for Express that answers every request. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Turns a token endpoint into a listener for `node:http`, to be mounted on its path in
 * Express as well. Where a body parser ran before, the body is taken from `request.body`.
 *
 * @example http.createServer(createNodeListener(endpoint)).listen(3000, '127.0.0.1');
 * @example app.use('/livebox/token', createNodeListener(endpoint));
 */
export function createNodeListener(endpoint: Pick<TokenEndpoint, 'fetch'>): NodeListener {
  const listener = getRequestListener(
    async (request, { incoming }) => {
      if (!needsBody(request) || hasBody(incoming)) {
        limitBody(request, readLength(request.headers));
        return endpoint.fetch(request, { remoteAddress: readRemoteAddress(incoming) });
      }
      return answerProblem({ code: 'internal', members: { detail: BODY_IS_GONE } });
    },
    // Without the override, the globals of the host application stay as they are.
    { overrideGlobalObjects: false, errorHandler: answerError },
  );
  return (request, response) => {
    const pipeline = isPlainPost(request) ? findPipeline(endpoint) : undefined;
    if (pipeline) void answerPlainPost(request, response, pipeline);
    else void listener(request, response);
  };
}

/** Answers without the platform's `Request` and `Response`, which cost more than all else. */
async function answerPlainPost(
  incoming: IncomingMessage,
  response: ServerResponse,
  pipeline: Pipeline,
): Promise<void> {
  const request = new NodeRequest(incoming, response);
  const question = {
    request,
    connection: { remoteAddress: readRemoteAddress(incoming) },
    readBody: () => request.readBody(),
  };
  const answer = await pipeline(question).catch(() => createProblemAnswer({ code: 'internal' }));
  if (response.destroyed || response.headersSent) return;
  writeAnswer(response, answer);
  if (!incoming.complete) closeSoon(incoming);
}

function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = body ?? '';
  const length = String(Buffer.byteLength(text));
  response.writeHead(status, [...headers, 'Content-Length', length]).end(text);
}

/** A sender who is refused gets this long for the rest of the body, in ms. */
const DRAIN_TIME = 500;

function closeSoon(incoming: IncomingMessage): void {
  const timer = setTimeout(() => incoming.socket.destroySoon(), DRAIN_TIME);
  timer.unref();
  incoming.resume().once('end', () => clearTimeout(timer));
}

const BODY_IS_GONE =
  'The request’s body was read before it reached the endpoint. Mount the endpoint ahead of what reads it.';

/** A request that is not even HTTP is the sender's mistake; all else is ours. */
function answerError(error: unknown): Response {
  return error instanceof RequestError
    ? answerProblem({
        code: 'malformed_json',
        members: { detail: 'The request’s address or Host is not valid.' },
      })
    : answerProblem({ code: 'internal' });
}

/** A connection that has closed meanwhile has no address any more. */
function readRemoteAddress(incoming: object): string | undefined {
  if (!('socket' in incoming) || typeof incoming.socket !== 'object') return undefined;
  const { socket } = incoming;
  const address = socket && 'remoteAddress' in socket ? socket.remoteAddress : undefined;
  return typeof address === 'string' ? address : undefined;
}

/** Node's parser gives out as many bytes as `Content-Length` says. */
function readLength(headers: Headers): number {
  const length = headers.get('Content-Length') ?? '';
  return /^\d+$/.test(length) && !headers.has('Transfer-Encoding') ? Number(length) : Infinity;
}

function needsBody({ method }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/**
 * Whether there is a body to read. One that was parsed before (`express.json()`) is put
 * back to where the adapter looks first.
 */
function hasBody(request: object): boolean {
  if (!('readableDidRead' in request && request.readableDidRead)) return true;
  if ('rawBody' in request && Buffer.isBuffer(request.rawBody)) return true;
  if (!('body' in request) || request.body === undefined) return false;
  Object.assign(request, { rawBody: toBuffer(request.body) });
  return true;
}

function toBuffer(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
