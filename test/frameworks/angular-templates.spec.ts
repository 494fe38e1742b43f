// What Angular's compiler, with strict templates, says of the directive of the guide.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { installApp } from './app-staging.js';

const FILE = 'src/mistakes.component.ts';

test('Angular’s strict templates: the compiler finds each mistake, and no other', async () => {
  test.setTimeout(300_000);
  const app = await installApp('angular-ssr');
  const ngc = join(app, 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js');
  const args = [ngc, '--project', 'tsconfig.mistakes.json'];
  const failure: unknown = await promisify(execFile)(process.execPath, args, { cwd: app }).catch(
    (error: unknown) => error,
  );
  // It writes in colours, whatever it is told.
  const output = stripVTControlCharacters(String((failure as { stderr?: string }).stderr));
  const found = [...output.matchAll(/^(\S+:\d+):\d+ - error/gm)].map(([, place = '']) => place);
  const lines = readFileSync(join(app, FILE), 'utf8').split('\n');
  // The line before the one that says what is wrong.
  const marked = lines.flatMap((text, index) =>
    text.includes('<!-- ^') ? `${FILE}:${index}` : [],
  );
  expect(found.sort(), output).toEqual(marked.sort());
  expect(marked.length).toBeGreaterThan(0);
});
