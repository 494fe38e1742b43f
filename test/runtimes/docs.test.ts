import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CONTRACT } from './contract.js';
import { ROOT } from './package-staging.js';

const SERVERS = readdirSync(`${ROOT}test/runtimes/servers`);
const INDEX = readFileSync(`${ROOT}docs/runtimes/README.md`, 'utf8');

for (const file of SERVERS) {
  const page = file.replace('.js', '.md');
  test(`docs/runtimes/${page} shows the server that is tested`, () => {
    const code = readFileSync(`${ROOT}test/runtimes/servers/${file}`, 'utf8');
    const text = readFileSync(`${ROOT}docs/runtimes/${page}`, 'utf8');
    assert.ok(text.includes(`\`\`\`js\n${code}\`\`\`\n`));
    assert.ok(INDEX.includes(`](${page})`));
  });
}

test('the index counts the requests of the contract and names pinned versions', () => {
  assert.ok(INDEX.includes(`same ${CONTRACT.length} requests`));
  const manifest = readFileSync(`${ROOT}test/runtimes/package.json`, 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  for (const name of ['bun', 'deno', 'next', 'workerd']) {
    assert.ok(INDEX.includes(` ${String(dependencies[name])} `), name);
  }
});
