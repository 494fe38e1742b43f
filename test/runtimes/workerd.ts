import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Runtime } from './contract-tests.js';
import { findProgram } from './package-staging.js';

const BINDINGS = [
  ...['LIVEBOX_SERVER', 'LIVEBOX_USERNAME', 'LIVEBOX_KEY', 'LIVEBOX_SERVER_KEY'],
  'LIVEBOX_TOKEN_KEY',
];

/** Cloudflare's runtime, with a bundle as Wrangler makes it. */
export const WORKERD: Runtime = {
  name: 'workerd',
  async prepare(site, port) {
    await build({
      absWorkingDir: site,
      entryPoints: ['workerd.js'],
      outfile: join(site, 'worker.js'),
      bundle: true,
      format: 'esm',
      platform: 'browser',
      // Wrangler's conditions, in its order.
      conditions: ['workerd', 'worker', 'browser'],
      logLevel: 'silent',
    });
    await writeFile(join(site, 'config.capnp'), createConfiguration(port));
    return [await findProgram('workerd'), 'serve', 'config.capnp'];
  },
};

function createConfiguration(port: number): string {
  const bindings = BINDINGS.map((name) => `(name = "${name}", fromEnvironment = "${name}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    # Outside of this test the emulator is no neighbour: "public" is enough.
    (name = "internet", network = (allow = ["private", "public"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  bindings = [${bindings.join(', ')}],
);
`;
}
