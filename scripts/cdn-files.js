import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT } from './browsers.js';

/**
 * Describes the built files for a script tag, `dist/cdn/*.js`.
 *
 * @returns {{ file: string, minified: number, brotli: number, integrity: string }[]} sizes in
 *   bytes, brotli at quality 11, and the hash for subresource integrity
 */
export function describeCdnFiles() {
  const folder = join(ROOT, 'dist', 'cdn');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((file) => {
      const code = readFileSync(join(folder, file));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
      return {
        file,
        minified: code.length,
        brotli: brotliCompressSync(code, { params }).length,
        integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
      };
    });
}
