import type { Question } from './pipeline.js';
import { Refusal } from './refusal.js';

/** Most bytes of a body that are read. */
export const MAX_BODY_BYTES = 4096;

/** Requests whose body can not be longer, as the server knows that took them. */
const bounded = new WeakSet<Request>();

/**
 * Notes that a request's body has no more bytes than this, so that it may be read in one piece.
 * On Node no `Request` of the platform is then made of it, which is half of the work.
 */
export function limitBody(request: Request, length: number): void {
  if (length <= MAX_BODY_BYTES) bounded.add(request);
}

/**
 * Reads a JSON body.
 *
 * @throws {Refusal} `unsupported_media_type`, `body_too_large`, `malformed_json`
 */
export async function readJsonBody({ request, readBody }: Question): Promise<unknown> {
  if (!isJson(request.headers.get('Content-Type'))) throw new Refusal('unsupported_media_type');
  const bytes = await readBody();
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch (cause) {
    throw new Refusal('malformed_json', {}, cause);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function isJson(mediaType: string | null): boolean {
  if (mediaType === 'application/json') return true;
  return mediaType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

/**
 * Reads the body of a `Request`, at most 4 KiB of it, whatever `Content-Length` says.
 *
 * @throws {Refusal} `body_too_large`, `malformed_json`
 */
export function readRequestBody(request: Request): Promise<Uint8Array> {
  return bounded.has(request) ? readAtOnce(request) : readBytes(request.body);
}

async function readAtOnce(request: Request): Promise<Uint8Array> {
  const bytes = await request.arrayBuffer().catch((cause: unknown) => {
    throw new Refusal('malformed_json', {}, cause);
  });
  // A body parser may have put another one in its place.
  if (bytes.byteLength > MAX_BODY_BYTES) throw new Refusal('body_too_large');
  return new Uint8Array(bytes);
}

async function readBytes(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const bytes = new Uint8Array(MAX_BODY_BYTES);
  let length = 0;
  if (!body) return bytes.subarray(0, 0);
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await readChunk(reader);
    if (done) return bytes.subarray(0, length);
    if (length + value.byteLength > MAX_BODY_BYTES) {
      // Not awaited: a source that never confirms must not hold the answer back.
      reader.cancel().catch(() => undefined);
      throw new Refusal('body_too_large');
    }
    bytes.set(value, length);
    length += value.byteLength;
  }
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (cause) {
    // The sender broke off.
    throw new Refusal('malformed_json', {}, cause);
  }
}
