import { readFile } from 'node:fs/promises';
import { MEETING_PATH } from '../conference-links.js';
import { TAB_ICON } from './meeting-icons.js';
import { MEETING_STYLE } from './meeting-page-style.js';

/** Path below which the meeting page's style and script modules are served. */
export const ASSETS_PATH = `${MEETING_PATH}assets/`;

/** @returns the asset, or `undefined` when the path names none */
export async function readAsset(path: string): Promise<Response | undefined> {
  if (!path.startsWith(ASSETS_PATH)) return undefined;
  const name = path.slice(ASSETS_PATH.length);
  if (name === 'meeting.css') return asset(MEETING_STYLE, 'text/css');
  if (name === 'icon.svg') return asset(TAB_ICON, 'image/svg+xml');
  const script = await readClientModule(name);
  return script === undefined ? undefined : asset(script, 'text/javascript');
}

/**
 * A module of `client/` as browsers take it. From the built package it is read as
 * compiled; from source, where there is no `.js` beside the `.ts`, it is compiled here.
 */
async function readClientModule(name: string): Promise<string | undefined> {
  if (!/^[a-z]+(-[a-z]+)*\.js$/.test(name)) return undefined;
  const compiled = new URL(`client/${name}`, import.meta.url);
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

function asset(body: string, mediaType: string): Response {
  return new Response(body, {
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  });
}
