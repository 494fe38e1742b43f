import { createEmulator, type Emulator } from '../../src/emulator/emulator.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createRequestLimits } from '../../src/token-endpoint/request-limits.js';
import {
  createTokenEndpoint,
  type TokenEndpoint,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';
import { SITE, TOKENS } from './tokens.js';

/** So many that none is reached; each request is counted nevertheless. */
const PLENTY = { points: 1_000_000_000, seconds: 60 };

/** An emulator of its own with a conference that is on and one that is off. */
export async function startLivebox(): Promise<{
  emulator: Emulator;
  livebox: LiveboxClient;
  close: () => Promise<void>;
}> {
  const emulator = createEmulator({ conferences: [{ name: 'Board', mode: 'on' }, 'Off'] });
  const server = await emulator.listen();
  const { username, key, serverKey } = emulator.credentials;
  const livebox = new LiveboxClient({
    server: server.url,
    username,
    key,
    serverKey,
    retryDelay: 0,
  });
  return { emulator, livebox, close: () => server.close() };
}

/** Every control on: origins, tokens, limits by address, cache. */
export function createControls(): Omit<TokenEndpointOptions, 'livebox'> {
  return {
    conferences: { Board: {}, Off: {} },
    origins: [SITE],
    tokens: TOKENS,
    limits: createRequestLimits({
      hits: PLENTY,
      misses: PLENTY,
      failures: PLENTY,
      enabling: PLENTY,
    }),
  };
}

/** An endpoint with every control on. */
export function createControlledEndpoint(
  livebox: LiveboxClient,
  options: Partial<TokenEndpointOptions> = {},
): TokenEndpoint {
  return createTokenEndpoint({ livebox, ...createControls(), ...options });
}
