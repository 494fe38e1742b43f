// Writes dist/: a readable module for each source file with declarations and source maps,
// dist/cdn/, the minified modules for a script tag, and what editors read about the tag.
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browsers.js';
import { describeCdnFiles } from './cdn-files.js';
import { writeEditorData } from './editor-data.js';
import { run } from './run.js';
import { vendorPackages } from './vendor.js';

const DIST = join(ROOT, 'dist');

/** Where the `browser` condition of each server entry leads. */
const SERVER_ONLY = `// A bundle for browsers ends here, on purpose: no bundler resolves this, and each prints it.
import './⚠ This entry of livebox-conference holds credentials: it is for servers only. Import it in server code, and livebox-conference in the browser.';
export {};
`;

rmSync(DIST, { recursive: true, force: true });
await step('typescript/bin/tsc', '--project', 'tsconfig.build.json');
await step('vite/bin/vite.js', 'build', '--mode', 'cdn', '--logLevel', 'warn');
await vendorPackages(DIST);
copyDeclarations('src/element/types', 'dist/element/types');
writeFileSync(join(DIST, 'server-only.js'), SERVER_ONLY);
await writeEditorData(DIST);

console.log('dist/: modules, declarations and source maps');
for (const { file, minified, brotli, integrity } of describeCdnFiles()) {
  console.log(
    `dist/cdn/${file}: ${bytes(minified)} minified, ${bytes(brotli)} brotli (quality 11)`,
  );
  console.log(`  integrity="${integrity}"`);
}

async function step(program, ...args) {
  const exitCode = await run('node', [join('node_modules', program), ...args]);
  if (exitCode !== 0) process.exit(exitCode);
}

/** Declarations that are written by hand: the compiler leaves them behind. */
function copyDeclarations(from, to) {
  for (const file of readdirSync(join(ROOT, from)).filter((name) => name.endsWith('.d.ts'))) {
    cpSync(join(ROOT, from, file), join(ROOT, to, file));
  }
}

function bytes(count) {
  return `${count.toLocaleString('en')} bytes`;
}
