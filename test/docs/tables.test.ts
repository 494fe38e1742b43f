import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { FILES, fillTables } from '../../scripts/docs-tables.js';

const ROOT = new URL('../../', import.meta.url);

describe('the generated tables', () => {
  for (const file of FILES) {
    test(`of ${file} say what the element's comments say`, async () => {
      const text = readFileSync(new URL(file, ROOT), 'utf8');
      const filled = await fillTables(file, text);
      assert.equal(text, filled, `${file} is stale: run "npm run docs:tables"`);
    });
  }

  test('are written anew where they are stale', async () => {
    const stale = '<!-- generated:states -->\n\n| state | |\n\n<!-- /generated -->\n';
    assert.match(await fillTables('README.md', stale), /^\| `ready` +\| The frame has loaded \|?/m);
  });

  test('must be known', async () => {
    const unknown = '<!-- generated:weather -->\n<!-- /generated -->\n';
    await assert.rejects(fillTables('README.md', unknown), /no table "weather"/);
    await assert.rejects(fillTables('README.md', 'No table.'), /has no generated table/);
  });
});
