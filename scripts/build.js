// Writes dist/: a readable module for each source file with declarations and source maps, and
// dist/cdn/livebox-conference.js, one minified module for a script tag.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT } from './browsers.js';
import { run } from './run.js';

const CDN_FILE = join(ROOT, 'dist', 'cdn', 'livebox-conference.js');

rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
await step('typescript/bin/tsc', '--project', 'tsconfig.build.json');
await step('vite/bin/vite.js', 'build', '--mode', 'cdn', '--logLevel', 'warn');

const code = readFileSync(CDN_FILE);
const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
console.log('dist/: modules, declarations and source maps');
console.log(
  `dist/cdn/livebox-conference.js: ${bytes(code)} minified, ${bytes(brotli)} brotli (quality 11)`,
);

async function step(program, ...args) {
  const exitCode = await run('node', [join('node_modules', program), ...args]);
  if (exitCode !== 0) process.exit(exitCode);
}

function bytes({ length }) {
  return `${length.toLocaleString('en')} bytes`;
}
