// npm run bench:element -- [--runs=20] [size] [evaluation] [page-to-frame] [defects] [lazy]
import { measureDefects } from './defects.js';
import { measureEvaluation } from './evaluation.js';
import { measureLazy } from './lazy.js';
import { measurePageToFrame } from './page-to-frame.js';
import { measureSizes } from './size.js';

const BENCHMARKS = {
  size: measureSizes,
  evaluation: measureEvaluation,
  'page-to-frame': measurePageToFrame,
  defects: measureDefects,
  lazy: measureLazy,
};

const options = process.argv.slice(2);
const runs = Number(options.find((option) => option.startsWith('--runs='))?.slice(7) ?? 20);
const chosen = options.filter((option) => !option.startsWith('--'));
const unknown = chosen.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0 || !(runs > 0)) {
  console.error(`There are ${Object.keys(BENCHMARKS).join(', ')}, and --runs=NUMBER.`);
  process.exit(1);
}
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (chosen.length === 0 || chosen.includes(name)) await measure({ runs });
}
