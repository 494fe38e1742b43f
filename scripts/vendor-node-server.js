// `@hono/node-server` brings all of hono, 4 MB on a disk, of which it uses next to nothing. What
// the package needs of it goes into one module: docs/decisions/0008.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './browsers.js';

const PACKAGE = '@hono/node-server';

const SOURCE = `
export { createAdaptorServer, getRequestListener, RequestError } from '${PACKAGE}';
export { RESPONSE_ALREADY_SENT } from '${PACKAGE}/utils/response';
`;

const DECLARATIONS = `import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
export interface HttpBindings {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}
export interface Http2Bindings {
  incoming: Http2ServerRequest;
  outgoing: Http2ServerResponse;
}
`;

/** Writes `vendor/node-server.js` with its licence, and leads the built modules to it. */
export async function vendorNodeServer(dist) {
  const vendor = join(dist, 'vendor');
  mkdirSync(vendor);
  await build({
    stdin: { contents: SOURCE, resolveDir: ROOT },
    bundle: true,
    outfile: join(vendor, 'node-server.js'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  writeFileSync(join(vendor, 'node-server.d.ts'), DECLARATIONS);
  cpSync(join(ROOT, 'node_modules', PACKAGE, 'LICENSE'), join(vendor, 'node-server.LICENSE.txt'));
  for (const file of readdirSync(dist, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(file) || /^(cdn|vendor)/.test(file)) continue;
    redirectImports(join(dist, file), join(vendor, 'node-server.js'));
  }
}

function redirectImports(file, to) {
  const code = readFileSync(file, 'utf8');
  const path = relative(dirname(file), to).replaceAll('\\', '/');
  const redirected = code.replace(
    /(from ')@hono\/node-server(\/utils\/response)?(')/g,
    `$1${path}$3`,
  );
  if (redirected !== code) writeFileSync(file, redirected);
}
