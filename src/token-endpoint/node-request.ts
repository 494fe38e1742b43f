import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_BODY_BYTES } from './json-body.js';
import type { AskedHeaders, AskedRequest } from './pipeline.js';
import { Refusal } from './refusal.js';

/** Hosts and paths that stand in a URL as they are. */
const PLAIN_HOST = /^[a-z\d._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/;
const PLAIN_PATH = /^\/(?:[\w~-][\w~./-]*)?(?:\?[\w~=&-]*)?$/;

/**
 * Whether a request is what elements send: a `POST` with a short body of known length that
 * nobody has read, to an address that needs no parser. All else is the platform's to read.
 */
export function isPlainPost(request: IncomingMessage): boolean {
  const { method, headers, url = '' } = request;
  return (
    method === 'POST' &&
    request.httpVersionMajor === 1 &&
    PLAIN_HOST.test(headers.host ?? '') &&
    PLAIN_PATH.test(url) &&
    !url.includes('/.') &&
    hasShortBody(request)
  );
}

/** Node's parser gives out as many bytes as `Content-Length` says. */
function hasShortBody(request: IncomingMessage): boolean {
  const { 'content-length': length = '', 'transfer-encoding': encoding } = request.headers;
  const isShort = /^\d{1,9}$/.test(length) && Number(length) <= MAX_BODY_BYTES;
  const isUnread = !request.readableDidRead && request.readableEncoding === null;
  return isShort && encoding === undefined && isUnread && !('rawBody' in request);
}

/** A plain request of `node:http`: what is asked for seldom is made when it is. */
export class NodeRequest implements AskedRequest {
  readonly headers: AskedHeaders;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.headers = new NodeHeaders(request.rawHeaders);
    this.#request = request;
    this.#response = response;
  }

  get method(): string {
    return this.#request.method ?? '';
  }

  get url(): string {
    const { socket, headers, url } = this.#request;
    const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
    return `${scheme}://${headers.host ?? ''}${url ?? ''}`;
  }

  get signal(): AbortSignal {
    this.#signal ??= createSignal(this.#response);
    return this.#signal;
  }

  /**
   * Reads the body.
   *
   * @throws {Refusal} `malformed_json` when the sender broke off
   */
  readBody(): Promise<Uint8Array> {
    const request = this.#request;
    return new Promise((resolve, reject) => {
      let body: Uint8Array | undefined;
      const breakOff = (cause?: unknown): void => {
        reject(new Refusal('malformed_json', {}, cause));
      };
      if (request.destroyed) breakOff();
      request.on('data', (chunk: Uint8Array) => {
        body = body ? Buffer.concat([body, chunk]) : chunk;
      });
      request.once('end', () => resolve(body ?? new Uint8Array()));
      request.once('error', breakOff);
    });
  }
}

function createSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) abort();
  else response.once('close', abort);
  return controller.signal;
}

/** Looks headers up as `Headers` does, in the list that Node's parser has made. */
class NodeHeaders implements AskedHeaders {
  readonly #list: readonly string[];

  constructor(list: readonly string[]) {
    this.#list = list;
  }

  get(name: string): string | null {
    let found: string | null = null;
    for (let index = 0; index < this.#list.length; index += 2) {
      if (!this.#isAt(index, name)) continue;
      const value = this.#list[index + 1] ?? '';
      found = found === null ? value : `${found}, ${value}`;
    }
    return found;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    for (let index = 0; index < this.#list.length; index += 2) {
      yield [this.#list[index] ?? '', this.#list[index + 1] ?? ''];
    }
  }

  #isAt(index: number, name: string): boolean {
    const own = this.#list[index] ?? '';
    return own.length === name.length && (own === name || own.toLowerCase() === name.toLowerCase());
  }
}
