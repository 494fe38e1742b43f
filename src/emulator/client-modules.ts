import { readFile } from 'node:fs/promises';

/**
 * A script module of a page as browsers take it. From the built package it is read as
 * compiled; from source, where there is no `.js` beside the `.ts`, it is compiled here.
 *
 * @param folder where the page's modules are
 * @param name its file name, as the address gives it
 * @returns `undefined` when there is none
 */
export async function readClientModule(folder: URL, name: string): Promise<string | undefined> {
  if (!/^[a-z]+(-[a-z]+)*\.js$/.test(name)) return undefined;
  const compiled = new URL(name, folder);
  const script = await readFileIfPresent(compiled);
  if (script !== undefined) return script;
  const source = await readFileIfPresent(new URL(compiled.href.replace(/\.js$/, '.ts')));
  if (source === undefined) return undefined;
  // eslint-disable-next-line no-restricted-syntax -- never reached in the built package; whoever runs the source has the development dependency
  const { transform } = await import('esbuild');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2022' });
  return code;
}

async function readFileIfPresent(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Answers with a file that a page loads. */
export function answerAsset(body: string, mediaType: string): Response {
  return new Response(body, {
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  });
}
