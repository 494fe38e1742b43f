import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CI_RUN = fileURLToPath(new URL('../../.ci/run', import.meta.url));

/** Runs `.ci/run` with an `npm` that prints these lines and exits with this code. */
function runWith(lines: string[], exitCode: number): { status: number | null; lines: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'livebox-ci-'));
  try {
    const script = [
      '#!/bin/sh',
      '[ "$CI" = true ] && [ "$*" = test ] || exit 99',
      ...lines.map((line) => `echo '${line}'`),
      `exit ${exitCode}`,
    ];
    writeFileSync(join(folder, 'npm'), script.join('\n'), { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
    const { status, stdout } = spawnSync('bash', [CI_RUN], { env, encoding: 'utf8' });
    return { status, lines: stdout.trimEnd().split('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('ends with the summary of npm test, and says what it ran', () => {
  const { status, lines } = runWith(['3 passed, 1 failed', 'words', '12 passed, 0 failed'], 0);
  assert.equal(status, 0);
  assert.equal(lines.at(-1), '12 passed, 0 failed');
  assert.match(lines.at(-2) ?? '', /^Ran: npm test/);
});

const FAILURES: [what: string, summary: string[], exitCode: number, lastLine: string][] = [
  ['a test failed', ['11 passed, 1 failed'], 1, '11 passed, 1 failed'],
  ['a failure went unnoticed', ['11 passed, 1 failed'], 0, '11 passed, 1 failed'],
  ['a test was skipped', ['11 passed, 0 failed, 1 skipped'], 0, '11 passed, 0 failed, 1 skipped'],
  ['nothing ran', ['0 passed, 0 failed'], 0, '0 passed, 0 failed'],
  ['the tests ended early', [], 0, '0 passed, 1 failed'],
  ['the command failed after its summary', ['12 passed, 0 failed'], 3, '12 passed, 0 failed'],
];

for (const [what, summary, exitCode, lastLine] of FAILURES) {
  test(`fails when ${what}`, () => {
    const { status, lines } = runWith(summary, exitCode);
    assert.notEqual(status, 0);
    assert.equal(lines.at(-1), lastLine);
  });
}
