import { writeFileSync } from 'node:fs';

/**
 * A Web Test Runner reporter that counts tests, once for each engine, and writes
 * `{ passed, failed, skipped, engines }` to a file. A page that failed outside its tests (an
 * uncaught error, a module that did not load, no test at all) counts as one failure.
 *
 * @param {string} file
 */
export function elementTestReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0, engines: {} };
      for (const session of sessions) {
        const counts = countSession(session);
        const engine = (total.engines[session.browser.name] ??= {
          passed: 0,
          failed: 0,
          skipped: 0,
        });
        for (const key of Object.keys(counts)) {
          total[key] += counts[key];
          engine[key] += counts[key];
        }
      }
      writeFileSync(file, JSON.stringify(total));
    },
  };
}

function countSession({ testResults, passed, errors }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of testResults ? testsOf(testResults) : []) {
    counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  }
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  if (errors.length > 0 || isEmpty || (!passed && counts.failed === 0)) counts.failed += 1;
  return counts;
}

function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
