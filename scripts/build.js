// Writes dist/: a readable module for each source file with declarations and source maps, and
// dist/cdn/, the minified modules for a script tag.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT } from './browsers.js';
import { run } from './run.js';

const CDN = join(ROOT, 'dist', 'cdn');

rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
await step('typescript/bin/tsc', '--project', 'tsconfig.build.json');
await step('vite/bin/vite.js', 'build', '--mode', 'cdn', '--logLevel', 'warn');

console.log('dist/: modules, declarations and source maps');
for (const file of readdirSync(CDN).filter((name) => name.endsWith('.js'))) {
  const code = readFileSync(join(CDN, file));
  const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`;
  console.log(`dist/cdn/${file}: ${bytes(code)} minified, ${bytes(brotli)} brotli (quality 11)`);
  console.log(`  integrity="${integrity}"`);
}

async function step(program, ...args) {
  const exitCode = await run('node', [join('node_modules', program), ...args]);
  if (exitCode !== 0) process.exit(exitCode);
}

function bytes({ length }) {
  return `${length.toLocaleString('en')} bytes`;
}
