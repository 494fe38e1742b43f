import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { docsPage, problemPage } from '../../src/embed-protocol/problem-pages.js';

/** Files that write the repository's address by themselves, since they stand alone. */
const STANDALONE = [
  'docs/guides/node/token-endpoint.mjs',
  'docs/guides/php/token-endpoint.php',
  'docs/guides/python/token_endpoint.py',
  'demo/site/site-frame.ts',
];

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Manifest {
  homepage: string;
  bugs: string;
  repository: { url: string };
}

const { homepage, bugs, repository } = JSON.parse(read('package.json')) as Manifest;
const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

describe('the address that the project is published at', () => {
  it('is the one that errors and problems link to', () => {
    assert.equal(problemPage('timeout'), `${address}/blob/main/docs/problems/timeout.md`);
    assert.equal(docsPage('cli.md'), `${address}/blob/main/docs/cli.md`);
  });

  it('is the one of package.json, as npm’s provenance wants it', () => {
    assert.match(repository.url, /^git\+https:\/\/.+\.git$/);
    assert.equal(homepage, `${address}#readme`);
    assert.equal(bugs, `${address}/issues`);
  });

  for (const path of STANDALONE) {
    it(`is the only one in ${path}`, () => {
      const found = read(path).match(/https:\/\/github\.com\/[\w-]+\/[\w-]+/g) ?? [];
      assert.deepEqual([...new Set(found)], [address]);
    });
  }
});
