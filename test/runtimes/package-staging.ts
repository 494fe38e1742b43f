import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the suite `runtimes` installs the runtimes: packages are found there and in the project. */
export const CACHE = join(ROOT, '.cache', 'runtimes');

const FOLDERS = ['embed-protocol', 'livebox-api', 'token-endpoint'];

/**
 * A folder as a site has one: the documented servers in it, and the package as it is published,
 * so that each runtime chooses by its own conditions from the package's `exports`.
 */
export async function stageSite(t: TestContext): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const site = await mkdtemp(join(CACHE, 'site-'));
  t.after(() => rm(site, { recursive: true, force: true }));
  const own = join(site, 'node_modules', 'livebox-conference');
  await build({
    absWorkingDir: ROOT,
    entryPoints: FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, 'src', folder)).map((file) => join('src', folder, file)),
    ),
    outbase: 'src',
    outdir: join(own, 'dist'),
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  await cp(join(ROOT, 'package.json'), join(own, 'package.json'));
  await cp(join(ROOT, 'test/runtimes/servers'), site, { recursive: true });
  await writeFile(join(site, 'package.json'), '{ "private": true, "type": "module" }\n');
  return site;
}

/** A program of one of the packages in {@link CACHE}. */
export async function findProgram(name: string): Promise<string> {
  const folder = join(CACHE, 'node_modules', name);
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (!manifest) {
    throw new Error(`${name} is not installed. Run: npm test -- runtimes`);
  }
  const { bin } = JSON.parse(manifest) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[name];
  if (!file) throw new Error(`${name} has no program of its name.`);
  return join(folder, file);
}
