// Runs the suites one after another. The last line is `N passed, N failed` over all of them.
//   node scripts/test.js                            everything but what takes long
//   node scripts/test.js --all                      everything
//   node scripts/test.js --quick                    under a minute: no formatting, no e2e, Chromium only
//   node scripts/test.js server element             these suites (npm test -- server element)
//   node scripts/test.js element --engines firefox  in these engines, comma-separated
import { parseArgs } from 'node:util';
import { SUITES } from './suites.js';

const { quick, all, engines, names } = readArguments();
const selected = names.length > 0 ? names : Object.keys(SUITES).filter(isSelected);
const results = [];
for (const name of selected) results.push(await runSuite(name));
finish(results);

function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      engines: { type: 'string' },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(SUITES, name));
  if (unknown.length > 0) {
    console.error(
      `No such suite: ${unknown.join(', ')}. Suites: ${Object.keys(SUITES).join(', ')}`,
    );
    process.exit(2);
  }
  const { quick, all, engines } = values;
  return { quick, all, engines: engines?.split(','), names: positionals };
}

function isSelected(name) {
  const { isQuick, isLong = false } = SUITES[name];
  return quick ? isQuick : all || !isLong;
}

async function runSuite(name) {
  console.log(`\n=== ${SUITES[name].title} (${name})\n`);
  const start = Date.now();
  const counts = await SUITES[name].run({ quick, engines });
  if (counts.passed + counts.failed + counts.skipped === 0) {
    console.error(`✖ ${name}: no test ran, which counts as a failure`);
    counts.failed = 1;
  }
  const seconds = Math.round((Date.now() - start) / 1000);
  return { name, seconds, ...counts };
}

function finish(results) {
  console.log('\n=== Summary\n');
  for (const result of results) {
    const isGood = result.failed + result.skipped === 0;
    console.log(`${isGood ? '✔' : '✖'} ${result.name}: ${line(result)} (${result.seconds} s)`);
    for (const warning of result.warnings ?? []) console.error(`  !!! ${warning}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  console.log(`\n${line(total)}`);
  process.exitCode = total.failed + total.skipped === 0 ? 0 : 1;
}

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
