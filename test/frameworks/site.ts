import { createEmulator } from '../../src/emulator/emulator.js';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import { createTokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { serveApp } from './app-server.js';
import { stageApp } from './app-staging.js';
import type { Framework } from './frameworks.js';
import { listenAsSite } from './site-server.js';

/** An app with a token endpoint on its own origin, and a Livebox server on another. */
export interface Site {
  url: string;
  livebox: string;
  close: () => Promise<void>;
}

/** Builds an app and serves it. Only Conference-1 and Conference-2 can be shown. */
export async function createSite(framework: Framework): Promise<Site> {
  const folder = await stageApp(framework);
  const names = ['Conference-1', 'Conference-2'];
  const emulator = createEmulator({ conferences: names });
  const livebox = await emulator.listen();
  const { username, key, serverKey } = emulator.credentials;
  const endpoint = createTokenEndpoint({
    livebox: new LiveboxClient({ server: livebox.url, username, key, serverKey }),
    conferences: Object.fromEntries(
      names.map((name) => [name, { access: 'public', enable: 'visitors' }]),
    ),
  });
  const site = await listenAsSite(framework.hasEndpoint ? undefined : createNodeListener(endpoint));
  const app = await serveApp(framework, folder, {
    LIVEBOX_SERVER: livebox.url,
    LIVEBOX_USERNAME: username,
    LIVEBOX_KEY: key,
    LIVEBOX_SERVER_KEY: serverKey,
  });
  site.show(app);
  return {
    url: site.origin + (framework.path ?? '/'),
    livebox: livebox.url,
    close: async () => {
      await Promise.all([site.close(), app.close(), livebox.close()]);
    },
  };
}
