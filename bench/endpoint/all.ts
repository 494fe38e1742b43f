// npm run bench:endpoint -- [throughput] [stampede] [redis] [memory]
import { measureMemory } from './memory.js';
import { measureRedisKilled } from './redis-killed.js';
import { measureStampede } from './stampede.js';
import { measureThroughput } from './throughput.js';

const BENCHMARKS = {
  stampede: measureStampede,
  redis: measureRedisKilled,
  memory: measureMemory,
  throughput: measureThroughput,
};

const chosen = process.argv.slice(2).filter((option) => !option.startsWith('--'));
const unknown = chosen.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There are ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(1);
}
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (chosen.length === 0 || chosen.includes(name)) await measure();
}
process.exit(0);
