import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { FRAMEWORKS } from './frameworks.js';

const ROOT = new URL('../../', import.meta.url);
const guide = readFileSync(new URL('docs/frameworks.md', ROOT), 'utf8');

/** Code of the guide, with the file of an app that it is taken from. */
const samples = [...guide.matchAll(/<!-- (test\/\S+) -->\n\n```\w+\n([^]*?)```/g)].map(
  ([, file = '', code = '']) => ({ file, code }),
);

describe('docs/frameworks.md', () => {
  test('has a row of the table for each app that is run', () => {
    const rows = guide.split('\n').filter((line) => line.startsWith('| '));
    for (const { title } of FRAMEWORKS) {
      assert.ok(
        rows.some((row) => row.startsWith(`| ${title} `)),
        `no row: ${title}`,
      );
    }
    assert.equal(rows.length, FRAMEWORKS.length + 2);
  });

  test('names the versions that are installed', () => {
    for (const { folder, title } of FRAMEWORKS) {
      const row = guide.split('\n').find((line) => line.startsWith(`| ${title} `)) ?? '';
      for (const [name, version] of Object.entries(readDependencies(folder))) {
        const isNamed = row.includes(` ${name} `);
        assert.ok(!isNamed || row.includes(` ${name} ${version}`), `${title}: ${name} ${version}`);
      }
    }
  });

  test('says of all of its code where it comes from', () => {
    assert.equal(samples.length, guide.split('\n```').filter((_, index) => index % 2 === 1).length);
  });

  test('shows the server’s file that every framework with a server has', () => {
    const [shown] = samples.filter(({ file }) => file.endsWith('/livebox.js'));
    const entries = readdirSync(new URL('test/frameworks/', ROOT), { recursive: true });
    const files = entries.map(String).filter((file) => /\/livebox(\.server)?\.js$/.test(file));
    for (const file of files) {
      const source = readFileSync(new URL(`test/frameworks/${file}`, ROOT), 'utf8');
      assert.equal(withoutSpace(source), withoutSpace(shown?.code ?? ''), file);
    }
    const folders = FRAMEWORKS.filter(({ hasEndpoint }) => hasEndpoint).map(({ folder }) => folder);
    assert.equal(files.length, new Set(folders).size);
  });

  for (const { file, code } of samples) {
    test(`shows what is run: ${file}`, () => {
      const source = readFileSync(new URL(file, ROOT), 'utf8');
      assert.ok(withoutSpace(source).includes(withoutSpace(code)), code);
    });
  }
});

function readDependencies(folder: string): Record<string, string> {
  const file = new URL(`test/frameworks/${folder}/package.json`, ROOT);
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return dependencies;
}

function withoutSpace(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}
