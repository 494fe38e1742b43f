// What the frameworks' own checkers say of templates: each mistake is found, and no other.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { installApp } from './app-staging.js';

interface Checker {
  title: string;
  folder: string;
  /** Correct lines, and wrong ones, each before a comment that begins with `^`. */
  file: string;
  program: string;
  args: readonly string[];
  /** Finds the line of an error in what the program writes. */
  error: RegExp;
}

const CHECKERS: readonly Checker[] = [
  {
    title: 'Angular’s compiler, with strict templates',
    folder: 'angular-ssr',
    file: 'src/mistakes.component.ts',
    program: 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js',
    args: ['--project', 'tsconfig.mistakes.json'],
    error: /^src\/mistakes\.component\.ts:(\d+):\d+ - error/gm,
  },
  {
    title: 'vue-tsc, with strict templates',
    folder: 'vue',
    file: 'src/Mistakes.vue',
    program: 'node_modules/vue-tsc/bin/vue-tsc.js',
    args: ['--project', 'tsconfig.json', '--pretty', 'false'],
    error: /^src\/Mistakes\.vue\((\d+),\d+\): error/gm,
  },
  {
    title: 'svelte-check',
    folder: 'svelte',
    file: 'src/Mistakes.svelte',
    program: 'node_modules/svelte-check/bin/svelte-check',
    args: ['--tsconfig', 'tsconfig.json', '--output', 'machine', '--threshold', 'error'],
    error: /ERROR "src\/Mistakes\.svelte" (\d+):/g,
  },
];

for (const { title, folder, file, program, args, error } of CHECKERS) {
  test(`${title}: finds each mistake in a template, and no other`, async () => {
    test.setTimeout(300_000);
    const app = await installApp(folder);
    const output = await outputOf(app, program, args);
    const found = [...output.matchAll(error)].map(([, line]) => Number(line));
    const lines = (await readFile(join(app, file), 'utf8')).split('\n');
    // Counted from 1, the line before the one that says what is wrong.
    const marked = lines.flatMap((text, index) => (text.includes('<!-- ^') ? index : []));
    expect(marked.length).toBeGreaterThan(0);
    expect(found.sort(byNumber), output).toEqual(marked);
  });
}

/** Of a program that fails, without the colours that some write whatever they are told. */
async function outputOf(cwd: string, program: string, args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [program, ...args], { cwd });
  const { stdout, stderr } = await run.catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return stripVTControlCharacters(stdout + stderr);
}

function byNumber(one: number, other: number): number {
  return one - other;
}
