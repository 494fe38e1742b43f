/** One request to a Livebox server. */
export interface ExchangeRequest {
  readonly url: string;
  /** JSON. */
  readonly body: string;
  readonly fetch: typeof globalThis.fetch;
  /** Ends the exchange wherever it stands. */
  readonly signal: AbortSignal;
}

/** What a Livebox server answered. */
export interface Exchange {
  /** HTTP status. */
  readonly status: number;
  /** Absolute address of a redirect; `undefined` when it is none or the runtime hides it. */
  readonly location: URL | undefined;
  /** Whether the answer is a redirect, one that the runtime hides too. */
  readonly isRedirect: boolean;
  /** The body; `undefined` when it is longer than {@link MAX_ANSWER_BYTES}. */
  readonly text: string | undefined;
}

/** Longest answer that is read, in bytes after decompression. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one request and reads its whole answer; follows no redirect.
 *
 * @throws an `AbortError` once the signal is aborted, even when `fetch` ignores it (or what
 *   `fetch` makes of it); else whatever `fetch` and the body throw
 */
export async function exchange(request: ExchangeRequest): Promise<Exchange> {
  const { url, body, fetch, signal } = request;
  const aborted = rejectOnAbort(signal);
  try {
    // A custom fetch may break its promise to return one.
    const answer = Promise.resolve(
      fetch(url, {
        method: 'POST',
        headers: {
          accept: 'application/json, text/html;q=0.9, text/plain;q=0.9, */*;q=0.1',
          'content-type': 'application/json',
        },
        body,
        redirect: 'manual',
        signal,
      }),
    );
    const response = await Promise.race([answer, aborted.promise]).catch((error: unknown) => {
      discardLate(answer);
      throw error;
    });
    return await readExchange(response, url, aborted.promise);
  } finally {
    aborted.dispose();
  }
}

async function readExchange(
  response: Response,
  url: string,
  aborted: Promise<never>,
): Promise<Exchange> {
  const { status, headers } = response;
  // Browsers hide a redirect that they were told not to follow: type opaqueredirect, status 0.
  const isRedirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (isRedirect) {
    void response.body?.cancel().catch(ignore);
    return { status, isRedirect, location: parseLocation(headers.get('location'), url), text: '' };
  }
  const bytes = await readBytes(response.body, aborted);
  const text = bytes && new TextDecoder().decode(bytes);
  return { status, isRedirect, location: undefined, text };
}

/** Reads a body to its end, or to the limit: then it is cancelled, and `undefined` comes back. */
async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  aborted: Promise<never>,
): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done) return join(chunks, length);
      length += value.byteLength;
      if (length > MAX_ANSWER_BYTES) return undefined;
      chunks.push(value);
    }
  } finally {
    // No effect on a body that has ended. Not awaited: a source may never answer.
    void reader.cancel().catch(ignore);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function parseLocation(location: string | null, base: string): URL | undefined {
  try {
    return location === null ? undefined : new URL(location, base);
  } catch {
    return undefined;
  }
}

/** An answer that comes after the signal was aborted, from a `fetch` that ignored it. */
function discardLate(answer: Promise<Response>): void {
  answer.then((response) => response.body?.cancel()).catch(ignore);
}

function rejectOnAbort(signal: AbortSignal): { promise: Promise<never>; dispose: () => void } {
  let handleAbort = ignore;
  const promise = new Promise<never>((_, reject) => {
    handleAbort = () => reject(new DOMException('The exchange was aborted.', 'AbortError'));
    signal.addEventListener('abort', handleAbort);
    if (signal.aborted) handleAbort();
  });
  promise.catch(ignore);
  return { promise, dispose: () => signal.removeEventListener('abort', handleAbort) };
}

function ignore(): void {
  // Nobody waits for it.
}
