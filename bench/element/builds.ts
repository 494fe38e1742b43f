import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { minifySync } from 'vite';
import { peers } from './peers.js';
import { BENCH, CACHE, ROOT } from './places.js';

export const OURS = 'livebox-conference';
/** The element's second file. */
export const TROUBLE = 'livebox-conference-trouble.js';

/** A script as a page loads it. */
export interface Build {
  readonly name: string;
  /** Minified module. */
  readonly code: string;
  /** How the page says where the meeting goes, when that is not by `mount()`. */
  readonly tag?: string | undefined;
}

/** The element's two files. */
export interface ElementBuild extends Build {
  /** What loads only on trouble, a wait or a press. */
  readonly trouble: string;
}

/** The module for a script tag, built anew from the sources as `npm run build` does. */
export function buildElement(): ElementBuild {
  const folder = join(CACHE, 'cdn');
  rmSync(folder, { recursive: true, force: true });
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const options = ['--mode', 'cdn', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir'];
  execFileSync(process.execPath, [vite, 'build', ...options], { cwd: ROOT });
  const read = (name: string): string => withoutMap(readFileSync(join(folder, name), 'utf8'));
  return { name: OURS, code: read('livebox-conference.js'), trouble: read(TROUBLE) };
}

/** Every peer as a site would bundle it: minified, for production, for browsers of 2022. */
export async function buildPeers(): Promise<Build[]> {
  return await Promise.all(
    peers().map(async ({ name, source, tag }) => ({
      name,
      code: minify(await bundle(source)),
      tag,
    })),
  );
}

/** The same script in the form that runs at once when it is inserted. */
export async function asClassicScript(code: string): Promise<string> {
  return await bundle(code, { format: 'iife', external: ['./*'] });
}

async function bundle(contents: string, options: BuildOptions = {}): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: BENCH, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    // Modules from React Native's packages have a file for each platform.
    resolveExtensions: ['.web.ts', '.web.js', '.ts', '.tsx', '.js', '.mjs', '.json'],
    loader: { '.js': 'jsx' },
    write: false,
    logLevel: 'error',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

/** The minifier that the element's own build uses: it makes every peer smaller, too. */
function minify(code: string): string {
  const options = { module: true, compress: { target: 'es2022' }, mangle: { toplevel: true } };
  return minifySync('peer.js', code, { ...options, codegen: { legalComments: 'none' } }).code;
}

function withoutMap(code: string): string {
  return code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
}
