import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends bytes as they stand and returns all that comes back until the server closes. */
export async function sendBytes(origin: string, bytes: string): Promise<string> {
  const { port, hostname } = new URL(origin);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(bytes, 'latin1');
  // A reset after the answer is an end as well.
  const seen = text(socket).catch(() => '');
  return seen;
}

/** The statuses of all answers on one connection. */
export function readStatuses(answers: string): number[] {
  return [...answers.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}

/** A whole `POST` as it goes over the wire. */
export function writePost(origin: string, body: string, headers: readonly string[] = []): string {
  const head = [
    'POST /livebox/token HTTP/1.1',
    `Host: ${new URL(origin).host}`,
    `Origin: ${origin}`,
    'Content-Type: application/json',
    ...headers,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
