import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  name: string;
  exports: Record<string, string | Record<string, string>>;
}

interface Entry {
  /** As it is imported, such as `livebox-conference/api`. */
  specifier: string;
  /** The source that the published module is compiled from. */
  source: string;
  isForBrowsers: boolean;
}

const entries = readEntries();

function readEntries(): Entry[] {
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as Manifest;
  return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    // Files that are served or read, and declarations without a module.
    if (typeof target === 'string' || subpath.startsWith('./types/')) return [];
    const source = target['default']?.replace(/^\.\/dist\/(.+)\.js$/, 'src/$1.ts');
    assert.ok(source, `${subpath} has no default`);
    const isForBrowsers = target['browser'] !== './dist/server-only.js';
    return filesOf(source).map(({ star, file }) => ({
      specifier: manifest.name + subpath.slice(1).replace('*', star),
      source: file,
      isForBrowsers,
    }));
  });
}

/** The files that a pattern such as `src/element/locales/*.ts` stands for. */
function filesOf(pattern: string): { star: string; file: string }[] {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return [{ star: '', file: pattern }];
  return readdirSync(ROOT + before)
    .filter((name) => name.endsWith(after))
    .map((name) => ({ star: name.slice(0, -after.length), file: before + name }));
}

async function bundle(entry: Entry): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry.source],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'silent',
    platform: entry.isForBrowsers ? 'browser' : 'node',
  });
  return [...Object.keys(metafile.inputs), ...externalImports(metafile)];
}

function externalImports({ outputs }: Metafile): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return imports.filter(({ external }) => external).map(({ path }) => path);
}

const SERVER_CODE = /^src\/(token-endpoint|livebox-api|emulator|cli)\/|^node:/;
const BROWSER_CODE = /^src\/element\/|node_modules\/(lit|@lit|lit-[a-z]+)\//;

for (const entry of entries.filter(({ isForBrowsers }) => isForBrowsers)) {
  describe(`the browser entry ${entry.specifier}`, () => {
    test('holds no server code', async () => {
      const inputs = await bundle(entry);
      assert.ok(inputs.includes(entry.source));
      assert.deepEqual(
        inputs.filter((input) => SERVER_CODE.test(input)),
        [],
      );
    });
  });
}

for (const entry of entries.filter(({ isForBrowsers }) => !isForBrowsers)) {
  describe(`the server entry ${entry.specifier}`, () => {
    test('holds neither the element nor Lit', async () => {
      const inputs = await bundle(entry);
      assert.ok(inputs.includes(entry.source));
      assert.deepEqual(
        inputs.filter((input) => BROWSER_CODE.test(input)),
        [],
      );
    });
  });
}

test('the package has entries for both', () => {
  assert.ok(entries.some(({ isForBrowsers }) => isForBrowsers));
  assert.ok(entries.some(({ isForBrowsers }) => !isForBrowsers));
});
