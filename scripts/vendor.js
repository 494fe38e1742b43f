// Two packages of which little is used: `@hono/node-server` brings all of hono, 4 MB on a disk,
// and lit-html is 3 MB for one function. What is needed goes into dist/vendor/, one module for
// each, and nobody who installs the tag gets the rest: docs/decisions/0008.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './browsers.js';

const PACKAGES = [
  {
    name: '@hono/node-server',
    file: 'node-server',
    source: `export { createAdaptorServer, getRequestListener, RequestError } from '@hono/node-server';
export { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';`,
    declarations: `import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
export interface HttpBindings {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}
export interface Http2Bindings {
  incoming: Http2ServerRequest;
  outgoing: Http2ServerResponse;
}
`,
  },
  {
    name: 'lit-html',
    file: 'lit-html',
    source: `export { html } from 'lit-html';`,
    declarations: 'export type TemplateResult = object;\n',
  },
];

/** Writes `vendor/` into the built package, and leads the built modules there. */
export async function vendorPackages(dist) {
  const folder = join(dist, 'vendor');
  mkdirSync(folder);
  for (const { name, file, source, declarations } of PACKAGES) {
    await build({
      stdin: { contents: source, resolveDir: ROOT },
      bundle: true,
      outfile: join(folder, `${file}.js`),
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
    });
    writeFileSync(join(folder, `${file}.d.ts`), declarations);
    const license = join(ROOT, 'node_modules', name, 'LICENSE');
    cpSync(license, join(folder, `${file}.LICENSE.txt`));
  }
  for (const file of readdirSync(dist, { recursive: true })) {
    if (/\.(js|d\.ts)$/.test(file) && !/^(cdn|vendor)/.test(file))
      redirect(join(dist, file), folder);
  }
}

function redirect(module, folder) {
  const code = readFileSync(module, 'utf8');
  const redirected = PACKAGES.reduce((result, { name, file }) => {
    const path = relative(dirname(module), join(folder, `${file}.js`)).replaceAll('\\', '/');
    return result.replace(new RegExp(`(from ')${name}(?:/[a-z/]+)?(')`, 'g'), `$1${path}$2`);
  }, code);
  if (redirected !== code) writeFileSync(module, redirected);
}
