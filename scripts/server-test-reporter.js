// A node:test reporter that writes `{ passed, failed, skipped }`.

export default async function* serverTestReporter(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isSuite = data.details?.type === 'suite';
    // A file is reported like a test of that name: its failure counts (a crash, an import that
    // does not resolve), its success says nothing.
    const isFile = data.nesting === 0 && /\.test\.ts$/.test(data.name);
    if (type === 'test:fail') {
      if (!isSuite && !isTodo(data)) counts.failed += 1;
      else if (isTodo(data)) counts.skipped += 1;
    } else if (data.skip !== undefined || isTodo(data)) {
      counts.skipped += 1;
    } else if (!isSuite && !isFile) {
      counts.passed += 1;
    }
  }
  yield JSON.stringify(counts);
}

function isTodo(data) {
  return data.todo !== undefined;
}
