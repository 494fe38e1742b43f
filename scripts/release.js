// Prepares a release: builds, writes the hashes into docs/cdn.md, then checks size, package and
// types. It publishes nothing: it ends with the command that does.
//   node scripts/release.js           everything
//   node scripts/release.js --docs    only builds and writes docs/cdn.md
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browsers.js';
import { describeCdnFiles } from './cdn-files.js';
import { run } from './run.js';

const CDN_PAGE = join(ROOT, 'docs', 'cdn.md');

const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

await step('scripts/build.js');
writeHashes();
if (!process.argv.includes('--docs')) {
  await step('scripts/test.js', 'check');
  await step('--import', 'tsx', '--test', 'test/packaging/size.test.ts');
  // Packs, and tries the pack in an empty project.
  await step('scripts/test.js', 'package');
  console.log(`
${name} ${version} is ready. Commit docs/cdn.md, tag v${version}, and publish from continuous
integration, whose identity the provenance names (on GitHub: permissions: id-token: write):
  npm publish`);
}

async function step(...args) {
  const exitCode = await run('node', args);
  if (exitCode !== 0) process.exit(exitCode);
}

/** Between the page's marks: the script tag and the import map for this very build. */
function writeHashes() {
  const files = describeCdnFiles();
  const base = `https://cdn.jsdelivr.net/npm/${name}@${version}/dist/cdn`;
  const entry = files.find(({ file }) => file === `${name}.js`);
  const integrity = Object.fromEntries(
    files
      .filter((file) => file !== entry)
      .map(({ file, integrity }) => [`${base}/${file}`, integrity]),
  );
  const map = JSON.stringify({ integrity }, null, 2);
  const table = files.map(
    ({ file, minified, brotli, integrity }) =>
      `| \`${file}\` | ${minified} | ${brotli} | \`${integrity}\` |`,
  );
  const text = `
\`\`\`html
<script type="importmap">
${map}
</script>
<script
  type="module"
  src="${base}/${entry.file}"
  integrity="${entry.integrity}"
  crossorigin="anonymous"
></script>
\`\`\`

| file (version ${version}) | bytes, minified | bytes, brotli | integrity |
| --- | --- | --- | --- |
${table.join('\n')}
`;
  const page = readFileSync(CDN_PAGE, 'utf8');
  const marks = /(<!-- hashes: written by npm run release -->)[^]*(<!-- end -->)/;
  if (!marks.test(page)) throw new Error('docs/cdn.md has lost the marks between which hashes go.');
  writeFileSync(
    CDN_PAGE,
    page.replace(
      marks,
      `$1\n<!-- prettier-ignore-start -->\n${text}\n<!-- prettier-ignore-end -->\n$2`,
    ),
  );
}
