import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROWS = readFileSync(`${ROOT}docs/security.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (threat|-)/.test(line));

const THREATS = [
  ...['Credentials', 'Cross-site', 'Hotlinking', 'Switching on', 'Names', 'JSON injection', 'SSRF'],
  ...['Hostile embed codes', 'Large bodies', 'Slow clients', 'Request smuggling'],
  ...['Header injection', 'Token replay', 'Algorithm confusion', 'Cache poisoning'],
  ...['Spoofed client addresses', 'Log injection', 'Prototype pollution', 'Input that makes'],
  ...['A signature is checked', 'What a refusal tells'],
  ...['Open redirect', 'The endpoint itself is framed', 'Something fails'],
];

test('every threat has a row', () => {
  for (const threat of THREATS) {
    assert.ok(
      ROWS.some((row) => row.startsWith(`| ${threat}`)),
      threat,
    );
  }
  assert.equal(ROWS.length, THREATS.length);
});

for (const row of ROWS) {
  const threat = row.split('|')[1]?.trim() ?? '';
  test(`the tests exist: ${threat}`, () => {
    const links = [...row.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+)\)/g)];
    assert.ok(links.length > 0, 'it names a test');
    for (const [, title = '', file = ''] of links) {
      assert.ok(hasTest(readFileSync(ROOT + file, 'utf8'), title), `${file}: ${title}`);
    }
  });
}

/** Whether a file has a test or a group of that name, or one that a table's titles follow. */
function hasTest(source: string, title: string): boolean {
  const name = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const isCalled = new RegExp(`\\b(it|test|describe)\\(\\s*['"\`]${name}(['"\`]| ?\\$\\{)`);
  const isInTable = new RegExp(`^ +['"]${name}['"]:`, 'm');
  return isCalled.test(source) || isInTable.test(source);
}
