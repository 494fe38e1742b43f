import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Outside of the project, whose own packages an app would find otherwise. Kept for the next run. */
export const STAGING = join(tmpdir(), 'livebox-frameworks');

/** Playwright's global setup: builds and packs the package, unless FRAMEWORKS_PACKAGE names one. */
export default async function packPackage(): Promise<void> {
  const given = process.env['FRAMEWORKS_PACKAGE'];
  await mkdir(STAGING, { recursive: true });
  process.env['FRAMEWORKS_PACKAGE'] = given ?? (await buildAndPack());
}

async function buildAndPack(): Promise<string> {
  for (const entry of await readdir(STAGING)) {
    if (entry.endsWith('.tgz')) await rm(join(STAGING, entry));
  }
  await runProgram(ROOT, process.execPath, ['scripts/build.js']);
  const options = ['--json', '--ignore-scripts', '--pack-destination', STAGING];
  const [packed] = JSON.parse(await runProgram(ROOT, 'npm', ['pack', ...options])) as [
    { filename: string },
  ];
  // npm takes a file of the same name for the same package.
  const file = join(STAGING, packed.filename);
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const named = join(STAGING, `livebox-conference-${hash.slice(0, 12)}.tgz`);
  await rename(file, named);
  return named;
}

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to its standard output
 * @throws {Error} with all that it wrote, when it fails
 */
export async function runProgram(
  folder: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const options = { cwd: folder, env: toolEnvironment(), maxBuffer: 2 ** 26 };
  try {
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** No tool asks anything or calls home; none takes this run for something else than its own. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _mode, NODE_OPTIONS: _options, FORCE_COLOR: _colours, ...env } = process.env;
  return {
    ...env,
    ASTRO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NG_CLI_ANALYTICS: 'false',
    NO_COLOR: '1',
    NUXT_TELEMETRY_DISABLED: '1',
  };
}
