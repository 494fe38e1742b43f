import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Framework } from './frameworks.js';
import { runProgram, STAGING } from './package-under-test.js';

const installed = new Map<string, Promise<string>>();
const built = new Map<string, Promise<string>>();

/**
 * Builds an app with its own tool, unless its server does. Once for all that is run of it.
 *
 * @returns the folder
 */
export function stageApp({ folder, server }: Framework): Promise<string> {
  const isDevelopment = server !== 'static' && server.isDevelopment;
  return isDevelopment ? installApp(folder) : once(built, folder, buildApp);
}

/**
 * Copies an app out of the project, and installs the packed package and what the app needs.
 *
 * @returns the folder
 */
export function installApp(folder: string): Promise<string> {
  return once(installed, folder, copyAndInstall);
}

function once(
  done: Map<string, Promise<string>>,
  folder: string,
  start: (folder: string) => Promise<string>,
): Promise<string> {
  const given = done.get(folder) ?? start(folder);
  done.set(folder, given);
  return given;
}

async function buildApp(folder: string): Promise<string> {
  const app = await installApp(folder);
  await runProgram(app, 'npm', ['run', 'build']);
  return app;
}

async function copyAndInstall(folder: string): Promise<string> {
  const app = join(STAGING, folder);
  await mkdir(app, { recursive: true });
  await copySources(fileURLToPath(new URL(folder, import.meta.url)), app);
  const options = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-package-lock'];
  await runProgram(app, 'npm', ['install', '--prefer-offline', '--loglevel=error', ...options]);
  return app;
}

/** Only what was installed stays from an earlier run. */
async function copySources(from: string, to: string): Promise<void> {
  for (const entry of await readdir(to)) {
    if (entry !== 'node_modules') await rm(join(to, entry), { recursive: true });
  }
  await rm(join(to, 'node_modules', '.vite'), { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  const tarball = process.env['FRAMEWORKS_PACKAGE'] ?? '';
  await cp(tarball, join(to, basename(tarball)));
  const manifestFile = join(to, 'package.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const dependencies = {
    ...manifest.dependencies,
    'livebox-conference': `file:./${basename(tarball)}`,
  };
  await writeFile(manifestFile, JSON.stringify({ ...manifest, dependencies }, null, 2));
}
