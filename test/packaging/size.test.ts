import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';

/** Bytes with brotli at quality 11: all that a first load needs. */
const BUDGET = 7_800;

test(`a script tag costs at most ${BUDGET} bytes until there is trouble`, async () => {
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  const built = await build({
    configFile,
    mode: 'cdn',
    logLevel: 'error',
    build: { write: false },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((bundle) =>
    'output' in bundle ? bundle.output.filter((file) => file.type === 'chunk') : [],
  );
  assert.deepEqual(chunks.map(({ fileName }) => fileName).sort(), [
    'livebox-conference-cms.js',
    'livebox-conference-trouble.js',
    'livebox-conference.js',
  ]);
  const entry = chunks.find(({ isEntry }) => isEntry);
  assert.deepEqual(entry?.imports, [], 'the first file needs no other one');
  const code = Buffer.from(entry?.code ?? '');
  const size = brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;
  assert.ok(size <= BUDGET, `${size} bytes`);
});
