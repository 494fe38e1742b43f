import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { elementTestReporter } from '../../scripts/element-test-reporter.js';

const SERVER_REPORTER = fileURLToPath(
  new URL('../../scripts/server-test-reporter.js', import.meta.url),
);

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'livebox-reporter-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the count of server tests', () => {
  function count(...sources: string[]): unknown {
    return inFolder((folder) => {
      const files = sources.map((source, index) => {
        const file = join(folder, `${index}.test.ts`);
        writeFileSync(file, source);
        return file;
      });
      const counts = join(folder, 'counts.json');
      const reporter = [
        `--test-reporter=${SERVER_REPORTER}`,
        `--test-reporter-destination=${counts}`,
      ];
      // Without this a runner inside a runner reports to the outer one.
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      spawnSync(process.execPath, ['--import', 'tsx', '--test', ...reporter, ...files], { env });
      return JSON.parse(readFileSync(counts, 'utf8')) as unknown;
    });
  }

  test('holds tests and subtests, not suites and files', () => {
    const source = `
      import { describe, it, test } from 'node:test';
      describe('suite', () => { it('one', () => {}); it('two', () => {}); });
      test('three', async (t) => { await t.test('four', () => {}); });`;
    assert.deepEqual(count(source), { passed: 4, failed: 0, skipped: 0 });
  });

  test('holds failures, and files that never got to their tests', () => {
    const failing = `
      import { describe, it } from 'node:test';
      describe('suite', () => { it('one', () => {}); it('two', () => { throw new Error(); }); });`;
    const broken = `import './no-such-module.js';`;
    assert.deepEqual(count(failing, broken), { passed: 1, failed: 2, skipped: 0 });
  });

  test('holds what was not run', () => {
    const source = `
      import { it } from 'node:test';
      it('one', { skip: true }, () => {}); it('two', { todo: true }, () => {}); it('three', () => {});`;
    assert.deepEqual(count(source), { passed: 1, failed: 0, skipped: 2 });
  });
});

describe('the count of element tests', () => {
  const passing = { name: 'a', passed: true, skipped: false };
  const failing = { name: 'b', passed: false, skipped: false };
  const skipped = { name: 'c', passed: false, skipped: true };

  interface Session {
    engine: string;
    tests?: readonly object[];
    passed?: boolean;
    errors?: readonly object[];
  }

  function count(...sessions: Session[]): unknown {
    return inFolder((folder) => {
      const file = join(folder, 'counts.json');
      elementTestReporter(file).onTestRunFinished({
        sessions: sessions.map(({ engine, tests, passed = true, errors = [] }) => ({
          browser: { name: engine },
          testResults: tests && { tests: [], suites: [{ tests, suites: [] }] },
          passed,
          errors,
        })),
      });
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    });
  }

  test('holds a test once for each engine', () => {
    const tests = [passing, skipped];
    assert.deepEqual(count({ engine: 'Chromium', tests }, { engine: 'Firefox', tests }), {
      passed: 2,
      failed: 0,
      skipped: 2,
      engines: {
        Chromium: { passed: 1, failed: 0, skipped: 1 },
        Firefox: { passed: 1, failed: 0, skipped: 1 },
      },
    });
  });

  for (const [what, session, expected] of [
    ['a failed test', { tests: [passing, failing], passed: false }, { passed: 1, failed: 1 }],
    [
      'an uncaught error',
      { tests: [passing], errors: [{}], passed: false },
      { passed: 1, failed: 1 },
    ],
    ['a page that did not load', { passed: false }, { passed: 0, failed: 1 }],
    ['a page without tests', { tests: [] }, { passed: 0, failed: 1 }],
  ] as const) {
    test(`holds ${what} as a failure`, () => {
      const counts = { ...expected, skipped: 0 };
      assert.deepEqual(count({ engine: 'WebKit', ...session }), {
        ...counts,
        engines: { WebKit: counts },
      });
    });
  }
});
