import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseEnv } from 'node:util';
import { docsPage } from '../../src/embed-protocol/problem-pages.js';
import { createFolder, type Run, runLivebox, startServer } from './cli-fixture.js';

const SIGN = ['token', 'sign', '--conference', 'A', '--origin', 'https://site.example'];
const SERVE = ['serve', '--dry-run'];

/** Runs the command in a folder with such a `.env`. */
async function runBeside(folder: string, text: string, args: readonly string[]): Promise<Run> {
  await writeFile(join(folder, '.env'), text);
  return runLivebox(args, {}, '', folder);
}

describe('what is not set', () => {
  test('is named with where to set it, and the full address of the guide', async (t) => {
    const folder = await createFolder(t);
    for (const args of [['conferences', 'list'], ['doctor'], ['serve'], SIGN]) {
      const run = await runLivebox(args, {}, '', folder);
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /^livebox: settings_missing: Not set: LIVEBOX_\w+, /m);
      assert.match(run.stderr, /Set them in the environment, or .* add --env-file FILE\./);
      assert.ok(run.stderr.includes(`See ${docsPage('cli.md#settings')}\n`), run.stderr);
    }
  });

  test('is looked for in .env of the current folder', async (t) => {
    const folder = await createFolder(t);
    const text =
      'LIVEBOX_SERVER=https://canary.example\nLIVEBOX_USERNAME=u\nLIVEBOX_KEY_FILE=key\n';
    for (const args of [['conferences', 'list'], ['doctor'], SERVE]) {
      const run = await runBeside(folder, text, args);
      assert.equal(run.exitCode, 2);
      assert.match(
        run.stderr,
        /The file \.env in this folder has LIVEBOX_SERVER, LIVEBOX_USERNAME, LIVEBOX_KEY: add --env-file \.env\./,
      );
      assert.doesNotMatch(run.output, /canary/);
    }
  });

  test('is not looked for where .env has other things', async (t) => {
    const folder = await createFolder(t);
    const run = await runBeside(folder, 'PORT=3000\nLIVEBOX_KEY=\n', ['doctor']);
    assert.match(run.stderr, /add --env-file FILE\./);
    assert.doesNotMatch(run.stderr, /in this folder/);
  });

  test('is to be written into the file that was named', async (t) => {
    const folder = await createFolder(t);
    const { environment } = await startServer(t);
    const { LIVEBOX_SERVER, LIVEBOX_USERNAME } = environment;
    const text = `LIVEBOX_SERVER=${LIVEBOX_SERVER}\nLIVEBOX_USERNAME=${LIVEBOX_USERNAME}\n`;
    const run = await runBeside(folder, text, ['doctor', '--env-file', '.env']);
    assert.match(
      run.stderr,
      /Not set: LIVEBOX_KEY\. Write LIVEBOX_KEY into \.env, or set it in the/,
    );
  });
});

describe('an example of what is not set', () => {
  test('can be copied into an env file, and livebox serve understands it', async (t) => {
    const folder = await createFolder(t);
    const { environment } = await startServer(t);
    const missing = await runLivebox(['serve'], environment, '', folder);
    assert.equal(missing.exitCode, 2);
    const examples = [...missing.stderr.matchAll(/^ {2}(LIVEBOX_CONFERENCES=.*)$/gm)];
    const texts = examples.map(([, example = '']) => parseEnv(example)['LIVEBOX_CONFERENCES']);
    const understood = [
      /Conference-1 \(access: token, .*\), Board \(access: token/,
      /Conference-1 \(access: public, enable: visitors\)/,
    ];
    assert.equal(texts.length, understood.length);
    for (const [index, pattern] of understood.entries()) {
      const more = { LIVEBOX_CONFERENCES: texts[index] ?? '' };
      const run = await runLivebox(SERVE, { ...environment, ...more });
      assert.equal(run.exitCode, 0, run.output);
      assert.match(run.stderr, pattern);
    }
  });

  test('comes with livebox token sign, too', async (t) => {
    const folder = await createFolder(t);
    const run = await runLivebox(SIGN, {}, '', folder);
    assert.match(run.stderr, /^ {2}LIVEBOX_TOKEN_KEY=… # a secret/m);
    assert.match(run.stderr, /^ {2}LIVEBOX_TOKEN_ISSUER=https:/m);
    assert.match(run.stderr, /^ {2}LIVEBOX_TOKEN_AUDIENCE=https:/m);
  });

  test('stands in its own member of --json', async (t) => {
    const run = await runLivebox([...SIGN, '--json'], {}, '', await createFolder(t));
    const { error } = JSON.parse(run.stderr) as { error: { examples: string[] } };
    assert.equal(error.examples.length, 4);
  });

  test('is not needed for what .env has', async (t) => {
    const folder = await createFolder(t);
    const text = 'LIVEBOX_SERVER=http://127.0.0.1:4000\nLIVEBOX_USERNAME=u\nLIVEBOX_KEY=k\n';
    const run = await runBeside(folder, text, ['serve']);
    assert.doesNotMatch(run.stderr, /^ {2}LIVEBOX_(SERVER|USERNAME|KEY)=/m);
    assert.match(run.stderr, /Write LIVEBOX_CONFERENCES into \.env/);
  });
});
