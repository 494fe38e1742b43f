import { type ConsoleSource, takeSnapshot } from './console-snapshot.js';

/** How often the console looks for changes, in ms: time alone opens and closes conferences. */
const INTERVAL = 400;

/** Lines that say nothing keep proxies from ending the stream, in intervals. */
const KEEP_ALIVE = 40;

/** A stream of server-sent events: a snapshot at once, and one after every change. */
export function streamSnapshots(source: ConsoleSource): Response {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let sent = '';
      let silence = 0;
      const send = (): void => {
        const text = JSON.stringify(takeSnapshot(source));
        silence += 1;
        if (text !== sent) controller.enqueue(encoder.encode(`data: ${text}\n\n`));
        else if (silence >= KEEP_ALIVE) controller.enqueue(encoder.encode(':\n\n'));
        else return;
        sent = text;
        silence = 0;
      };
      send();
      timer = setInterval(send, INTERVAL);
      timer.unref();
    },
    cancel() {
      clearInterval(timer);
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}
