import { ServerResponse } from 'node:http';
import type { HttpBindings, Http2Bindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ConnectionFault } from './handler.js';

/**
 * Sends an answer over a connection that fails.
 *
 * @returns what the server's adapter goes on with
 */
export async function breakConnection(
  fault: ConnectionFault,
  response: Response,
  { outgoing }: HttpBindings | Http2Bindings,
): Promise<Response> {
  if (!(outgoing instanceof ServerResponse)) return response;
  const { socket } = outgoing;
  if (fault === 'reset') {
    socket?.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  const { half, length } = await readHalf(response);
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': length,
  });
  // Once the half is on its way, or nothing of the answer might arrive.
  outgoing.write(half, () => fault === 'truncate' && socket?.destroySoon());
  return RESPONSE_ALREADY_SENT;
}

/**
 * What a connection that fails looks like to who called in-process.
 *
 * @throws {TypeError} as `fetch` does, when nothing arrives
 */
export async function imitateBrokenConnection(
  fault: ConnectionFault,
  response: Response,
): Promise<Response> {
  if (fault === 'reset') throw new TypeError('fetch failed: the connection was reset');
  const { half, length } = await readHalf(response);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(half);
    },
    pull(controller) {
      if (fault === 'truncate') controller.error(new TypeError('terminated'));
    },
  });
  const headers = new Headers(response.headers);
  headers.set('content-length', String(length));
  return new Response(body, { status: response.status, headers });
}

/** The first half of a body; of an empty one nothing, though a byte is announced. */
async function readHalf(response: Response): Promise<{ half: Uint8Array; length: number }> {
  const body = new Uint8Array(await response.arrayBuffer());
  return { half: body.subarray(0, body.length / 2), length: Math.max(body.length, 1) };
}
