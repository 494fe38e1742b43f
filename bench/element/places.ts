import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BENCH = join(ROOT, 'bench');
/** What the benchmarks build; not in git. */
export const CACHE = join(ROOT, '.cache', 'bench');
