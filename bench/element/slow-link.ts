import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A line as it reaches many visitors: slow 4G, as Lighthouse has it, with a shorter way. */
export interface LineOptions {
  /** Milliseconds from one end to the other and back. */
  readonly roundTrip: number;
  /** Bits per second, in each direction. */
  readonly bandwidth: number;
}

/** The line of all the benchmarks: 100 ms, 1.6 Mbit/s. */
export const SLOW_LINE: LineOptions = { roundTrip: 100, bandwidth: 1_600_000 };

/**
 * A relay in front of a server that delays what goes through it, as a network does. What it
 * leaves out: the handshake of a connection (there is one from an earlier page) and TCP's
 * slow start, which would hold up larger scripts more.
 *
 * @param target port of the server on this machine
 */
export async function openLine(
  target: number,
  { roundTrip, bandwidth }: LineOptions = SLOW_LINE,
): Promise<{ port: number; close: () => void }> {
  const up = new Direction(roundTrip / 2, bandwidth);
  const down = new Direction(roundTrip / 2, bandwidth);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
    up.carry(near, far);
    down.carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** As much as an Ethernet frame carries. */
const PACKET = 1460;

/** One direction of the line: all connections share its bandwidth. */
class Direction {
  readonly #delay: number;
  readonly #bytesPerMs: number;
  #isFreeAt = 0;

  constructor(delay: number, bandwidth: number) {
    this.#delay = delay;
    this.#bytesPerMs = bandwidth / 8 / 1000;
  }

  carry(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += PACKET) {
        const packet = chunk.subarray(at, at + PACKET);
        this.#schedule(packet.length, () => to.write(packet));
      }
    });
    from.on('end', () => {
      this.#schedule(0, () => to.end());
    });
  }

  #schedule(length: number, deliver: () => void): void {
    const now = performance.now();
    this.#isFreeAt = Math.max(now, this.#isFreeAt) + length / this.#bytesPerMs;
    setTimeout(deliver, this.#isFreeAt + this.#delay - now);
  }
}
