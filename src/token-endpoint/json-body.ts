import { Refusal } from './refusal.js';

/** Most bytes of a body that are read. */
const MAX_BYTES = 4096;

/** Requests whose body can not be longer, as the server knows that took them. */
const bounded = new WeakSet<Request>();

/**
 * Notes that a request's body has no more bytes than this, so that it may be read in one piece.
 * On Node no `Request` of the platform is then made of it, which is half of the work.
 */
export function limitBody(request: Request, length: number): void {
  if (length <= MAX_BYTES) bounded.add(request);
}

/**
 * Reads a JSON body, at most 4 KiB of it, whatever `Content-Length` says.
 *
 * @throws {Refusal} `unsupported_media_type`, `body_too_large`, `malformed_json`
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const mediaType = request.headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new Refusal('unsupported_media_type');
  const bytes = bounded.has(request) ? await readAtOnce(request) : await readBytes(request.body);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Refusal('malformed_json', {}, cause);
  }
}

async function readAtOnce(request: Request): Promise<Uint8Array> {
  const bytes = await request.arrayBuffer().catch((cause: unknown) => {
    throw new Refusal('malformed_json', {}, cause);
  });
  // A body parser may have put another one in its place.
  if (bytes.byteLength > MAX_BYTES) throw new Refusal('body_too_large');
  return new Uint8Array(bytes);
}

async function readBytes(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const bytes = new Uint8Array(MAX_BYTES);
  let length = 0;
  if (!body) return bytes.subarray(0, 0);
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await readChunk(reader);
    if (done) return bytes.subarray(0, length);
    if (length + value.byteLength > MAX_BYTES) {
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
