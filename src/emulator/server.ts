import { createAdaptorServer, type HttpBindings, type Http2Bindings } from '@hono/node-server';
import { isLoopback } from '../embed-protocol/frame-url.js';
import { breakConnection } from './broken-connection.js';
import type { CallServer } from './call-server.js';
import { EmulatorError } from './emulator-error.js';
import type { Call, Handler, Layer } from './handler.js';

/** Names of this machine that an emulator listens on. */
const LOOPBACK_ADDRESSES = { '127.0.0.1': '127.0.0.1', localhost: '127.0.0.1', '::1': '::1' };

/** Where to listen. */
export interface ListenOptions {
  /** TCP port. Default 0: any free one. */
  port?: number;
  /** This machine's name in the URL. Default `127.0.0.1`; `localhost` listens there too. */
  hostname?: keyof typeof LOOPBACK_ADDRESSES;
}

/** A server that listens. */
export interface Listening {
  /** Its origin, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

/**
 * Serves a handler, and the meetings' sockets, over HTTP on loopback.
 *
 * @throws {EmulatorError} `hostname_refused`, `port_in_use` or `listen_failed`
 */
export async function listen(
  handler: Handler,
  options: ListenOptions,
  callServer?: CallServer,
): Promise<Listening> {
  const { port = 0, hostname = '127.0.0.1' } = options;
  if (!Object.hasOwn(LOOPBACK_ADDRESSES, hostname)) {
    throw new EmulatorError(
      'hostname_refused',
      'The emulator listens on this machine only: hostname must be 127.0.0.1, localhost or ::1.',
    );
  }
  const handle = refuseForeignHosts(handler);
  const server = createAdaptorServer({
    async fetch(request, bindings) {
      const call: Call = { remoteAddress: readRemoteAddress(bindings) };
      const response = await handle(request, call);
      return call.connection ? breakConnection(call.connection, response, bindings) : response;
    },
    overrideGlobalObjects: false,
  });
  if (callServer) server.on('upgrade', callServer.upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: Error) => reject(explainListenError(cause, port, hostname)));
    server.listen(port, LOOPBACK_ADDRESSES[hostname], resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address ? address.port : port;
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  return {
    url: `http://${hostname === '::1' ? '[::1]' : hostname}:${String(boundPort)}`,
    close() {
      callServer?.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      return closed;
    },
  };
}

/**
 * A page of a foreign site whose name was made to point here (DNS rebinding) must not
 * reach a server on loopback.
 */
const refuseForeignHosts: Layer = (next) => async (request, call) => {
  if (isLoopback(new URL(request.url).hostname)) return next(request, call);
  return new Response('The emulator answers to localhost, 127.0.0.1 and [::1] only.\n', {
    status: 403,
  });
};

function readRemoteAddress({ incoming }: HttpBindings | Http2Bindings): string {
  return (incoming.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

function explainListenError(cause: Error, port: number, hostname: string): EmulatorError {
  if ('code' in cause && cause.code === 'EADDRINUSE') {
    const message =
      `Port ${String(port)} on ${hostname} is in use. ` +
      'Stop the program that uses it, or choose another port (0 takes a free one).';
    return new EmulatorError('port_in_use', message, { cause });
  }
  const message = `The emulator can't listen on ${hostname}:${String(port)}: ${cause.message}`;
  return new EmulatorError('listen_failed', message, { cause });
}
