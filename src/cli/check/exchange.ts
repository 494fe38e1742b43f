import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { CommandError } from '../cli-error.js';

const TIMEOUT = 15_000;
const MAX_BYTES = 65_536;

/** A request as it goes over the wire: unlike `fetch`, nothing is added and nothing followed. */
export interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the body goes without its length. */
  readonly isChunked?: boolean;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  /** Repeated ones are joined by a comma. */
  readonly headers: Headers;
  /** At most 64 KiB of it. */
  readonly body: string;
}

/**
 * Sends one request.
 *
 * @throws {CommandError} `endpoint_unreachable`
 */
export async function send(url: URL, sent: Sent): Promise<Answer> {
  try {
    return await exchange(url, sent);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(
      'endpoint_unreachable',
      `${url.origin} did not answer (${reason}): check the address, and that your server is running.`,
      { cause },
    );
  }
}

async function exchange(url: URL, sent: Sent): Promise<Answer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const body = Buffer.from(sent.body ?? '');
  const length: Record<string, string> =
    sent.body === undefined || sent.isChunked ? {} : { 'Content-Length': String(body.length) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: sent.method,
      headers: { ...sent.headers, ...length },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      readAnswer(incoming).then(resolve, reject);
    });
    if (sent.isChunked) outgoing.write(body.subarray(0, body.length / 2));
    outgoing.end(sent.isChunked ? body.subarray(body.length / 2) : body);
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) break;
  }
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  const body = Buffer.concat(chunks).subarray(0, MAX_BYTES).toString();
  return { status: incoming.statusCode ?? 0, headers, body };
}
