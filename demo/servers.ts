import { createEmulator } from '../src/emulator/emulator.js';
import { LiveboxClient } from '../src/livebox-api/livebox-client.js';
import {
  createTokenEndpoint,
  type ConferenceOptions,
  type TokenEndpoint,
} from '../src/token-endpoint/token-endpoint.js';

/** What the demo page tells about the servers behind it. */
export interface DemoFacts {
  server: string;
  /** Address of the emulator's console. */
  console?: string;
  /** What is special about each configured conference. */
  conferences: Record<string, string>;
}

/** The servers behind the demo page. */
export interface DemoServers {
  endpoint: TokenEndpoint;
  facts: DemoFacts;
  close: () => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Starts what the demo page talks to: the Livebox server of the environment, or an emulator.
 *
 * @throws {Error} when the environment names a server without its credentials
 */
export async function startServers(environment: Environment): Promise<DemoServers> {
  return environment['LIVEBOX_SERVER']
    ? useLiveboxServer(environment['LIVEBOX_SERVER'], environment)
    : await useEmulator();
}

// Anyone who opens the demo may see its conferences and switches them on by coming. That is
// a choice for a demo on loopback, not the endpoint's default.
const OPEN = { access: 'public', enable: 'visitors' } as const;

async function useEmulator(): Promise<DemoServers> {
  const emulator = createEmulator({
    conferences: [
      'Conference-1',
      'Later',
      'Host',
      { name: 'Members', authentication: { usernamePassword: true, pin: true, guest: false } },
    ],
    accounts: [{ username: 'ana', password: 'secret', pin: '4711' }],
  });
  const listening = await emulator.listen();
  const { url } = listening;
  const { username, key, serverKey } = emulator.credentials;
  const livebox = new LiveboxClient({ server: url, username, key, serverKey });
  const opensAt = new Date(Date.now() + 60 * 60 * 1000);
  return createServers({
    livebox,
    server: `Emulated Livebox server at ${url}. Nothing leaves this machine.`,
    console: `${url}/console`,
    close: () => listening.close(),
    conferences: {
      'Conference-1': [OPEN, 'Public; the first visitor switches it on.'],
      'Made-on-demand': [
        { ...OPEN, create: { preset: 'Preset-1' } },
        'Created by its first visitor.',
      ],
      Members: [OPEN, 'Asks who you are: ana with the password secret, or the PIN 4711.'],
      Later: [{ ...OPEN, opensAt }, 'Opens an hour after the demo was started.'],
      Host: [{ access: 'public', enable: 'never', waitForHost: true }, 'Only its host starts it.'],
      Private: [{}, 'Needs an embed token: the endpoint’s default.'],
    },
  });
}

function useLiveboxServer(server: string, environment: Environment): DemoServers {
  const {
    LIVEBOX_USERNAME: username,
    LIVEBOX_KEY: key,
    LIVEBOX_SERVER_KEY: serverKey,
  } = environment;
  if (!username || !key) {
    throw new Error(
      'LIVEBOX_SERVER is set: set LIVEBOX_USERNAME and LIVEBOX_KEY (and LIVEBOX_SERVER_KEY) too.',
    );
  }
  const livebox = new LiveboxClient({ server, username, key, ...(serverKey && { serverKey }) });
  return createServers({
    livebox,
    server: `Livebox server at ${livebox.origin}.`,
    close: () => Promise.resolve(),
    conferences: {
      [environment['LIVEBOX_CONFERENCE'] ?? 'Conference-1']: [
        OPEN,
        'Public; the first visitor switches it on.',
      ],
    },
  });
}

interface Parts {
  livebox: LiveboxClient;
  server: string;
  console?: string;
  close: () => Promise<void>;
  conferences: Record<string, [ConferenceOptions, string]>;
}

function createServers({ livebox, close, conferences, ...facts }: Parts): DemoServers {
  const entries = Object.entries(conferences);
  const endpoint = createTokenEndpoint({
    livebox,
    conferences: Object.fromEntries(entries.map(([name, [options]]) => [name, options])),
    onError: (error, { code, conference }) => {
      console.error(`${code} (${conference ?? 'no conference'}):`, error);
    },
  });
  const described = Object.fromEntries(entries.map(([name, [, text]]) => [name, text]));
  return { endpoint, close, facts: { ...facts, conferences: described } };
}
