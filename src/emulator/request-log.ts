import type { OperationName } from '../livebox-api/operations.js';
import type { EmulatorCredentials } from './emulator-options.js';
import type { Layer } from './handler.js';
import type { Parameters } from './parameters.js';

/** How many requests are kept. */
export const MAX_LOGGED_REQUESTS = 100;

/** What stands where a credential was. */
export const MASK = '********';

const SECRET_PARAMETERS = new Set(['key', 'serverkey', 'nativeappkey']);

/** A request that the emulator answered, with every credential masked. */
export interface LoggedRequest {
  /** Counts the requests since the emulator was created, from 1. */
  readonly number: number;
  readonly time: Date;
  readonly method: string;
  readonly path: string;
  /** The `Origin` header: present when a browser made the call. */
  readonly origin?: string;
  /** The documented operation that was called. */
  readonly operation?: OperationName;
  /** Parameters of the body; the address's query is not kept. */
  readonly parameters: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** The faults that it met. */
  readonly faults?: string;
  /** HTTP status of the answer; 0 when there was none. */
  readonly status: number;
}

/**
 * Keeps the last {@link MAX_LOGGED_REQUESTS} requests that pass through it.
 *
 * @param log where to: the oldest first
 */
export function recordRequests(
  log: LoggedRequest[],
  credentials: EmulatorCredentials,
  now: () => Date,
): Layer {
  const secrets = [credentials.key, credentials.serverKey, credentials.nativeAppKey];
  let count = 0;
  return (next) => async (request, call) => {
    const time = now();
    let status = 0;
    try {
      const response = await next(request, call);
      if (call.connection !== 'reset') status = response.status;
      return response;
    } finally {
      const origin = request.headers.get('origin');
      count += 1;
      log.push({
        number: count,
        time,
        method: request.method,
        path: maskText(new URL(request.url).pathname, secrets),
        ...(origin !== null && { origin: maskText(origin, secrets) }),
        ...(call.operation && { operation: call.operation }),
        ...(call.faults !== undefined && { faults: maskText(call.faults, secrets) }),
        parameters: maskParameters(call.parameters ?? new Map(), secrets),
        status,
      });
      if (log.length > MAX_LOGGED_REQUESTS) log.shift();
    }
  };
}

function maskParameters(
  parameters: Parameters,
  secrets: readonly string[],
): LoggedRequest['parameters'] {
  return Object.fromEntries(
    [...parameters].map(([name, value]) => [
      maskText(name, secrets),
      typeof value === 'string' ? maskValue(name, value, secrets) : maskNested(value, secrets),
    ]),
  );
}

function maskNested(
  members: ReadonlyMap<string, string>,
  secrets: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    [...members].map(([name, value]) => [maskText(name, secrets), maskValue(name, value, secrets)]),
  );
}

/** A wrong key may be a right one elsewhere: masked by name, not only by value. */
function maskValue(name: string, value: string, secrets: readonly string[]): string {
  return SECRET_PARAMETERS.has(name.toLowerCase()) ? MASK : maskText(value, secrets);
}

function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (masked, secret) =>
      masked.replaceAll(secret, MASK).replaceAll(encodeURIComponent(secret), MASK),
    text,
  );
}
