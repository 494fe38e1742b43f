import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { FOLDERS, folderConfigs } from '../../scripts/folder-rule.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

// The rule alone: with types (projectService) a file would have to exist.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
    ...folderConfigs(),
  ],
});

async function lint(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  assert.ok(result);
  return result.messages.map(({ ruleId, message }) => `${String(ruleId)} ${message}`);
}

const FORBIDDEN: [file: string, code: string][] = [
  ['src/embed-protocol/grant.ts', `import { x } from '../element/strings.js';`],
  ['src/embed-protocol/grant.ts', `import type { X } from '../token-endpoint/grant.js';`],
  ['src/embed-protocol/grant.ts', `import * as v from 'valibot';`],
  ['src/element/frame.ts', `import { x } from '../emulator/emulator.js';`],
  ['src/element/frame.ts', `export * from '../livebox-api/livebox-client.js';`],
  ['src/element/frame.ts', `const x = await import('../livebox-api/operations.js');`],
  ['src/element/frame.ts', `export type X = import('../livebox-api/operations.js').X;`],
  ['src/element/locales/de.ts', `import { x } from '../../emulator/emulator.js';`],
  ['src/element/frame.ts', `import { readFile } from 'node:fs/promises';`],
  ['src/livebox-api/livebox-client.ts', `import { x } from '../embed-protocol/protocol.js';`],
  ['src/token-endpoint/token-endpoint.ts', `import { x } from '../emulator/emulator.js';`],
  ['src/token-endpoint/token-endpoint.ts', `import { createServer } from 'node:http';`],
  ['src/token-endpoint/token-endpoint.ts', `import { html } from 'lit';`],
  ['src/emulator/emulator.ts', `import { x } from '../token-endpoint/token-endpoint.js';`],
  ['src/emulator/emulator.ts', `import { x } from 'livebox-conference/endpoint';`],
  ['src/cli/livebox.ts', `import { html } from 'lit/html.js';`],
  ['src/cli/livebox.ts', `import { x } from '../../test/element/fixture.js';`],
];

for (const [file, code] of FORBIDDEN) {
  test(`${file} may not: ${code}`, async () => {
    const messages = await lint(file, code);
    assert.equal(messages.length, 1, messages.join('\n'));
    assert.match(messages[0] ?? '', /^no-restricted-(imports|syntax) .*src\/[a-z-]+ may import /);
  });
}

const ALLOWED: [file: string, code: string][] = [
  ['src/element/frame.ts', `import { x } from '../embed-protocol/protocol.js';`],
  ['src/element/frame.ts', `import { html } from 'lit-html';`],
  ['src/element/frame.ts', `import { live } from 'lit-html/directives/live.js';`],
  ['src/element/locales/de.ts', `import type { Strings } from '../conference-strings.js';`],
  ['src/token-endpoint/token-endpoint.ts', `import { x } from '../livebox-api/livebox-client.js';`],
  ['src/token-endpoint/node-listener.ts', `import { type RequestListener } from 'node:http';`],
  ['src/emulator/emulator.ts', `import { OPERATIONS } from '../livebox-api/operations.js';`],
];

for (const [file, code] of ALLOWED) {
  test(`${file} may: ${code}`, async () => {
    assert.deepEqual(await lint(file, code), []);
  });
}

test('the table has every folder of src', () => {
  const folders = readdirSync(`${ROOT}src`, { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => !Object.hasOwn(FOLDERS, name)),
    [],
  );
});

test("the project's own configuration holds the rule", async () => {
  const filePath = 'src/element/frame.ts';
  const config = (await new ESLint({ cwd: ROOT }).calculateConfigForFile(filePath)) as {
    rules: Record<string, unknown[] | undefined>;
  };
  const expected = folderConfigs().find(({ files }) => files?.includes('src/element/**/*.ts'));
  for (const rule of ['no-restricted-imports', 'no-restricted-syntax']) {
    const options = expected?.rules?.[rule];
    assert.ok(Array.isArray(options) && config.rules[rule]);
    for (const option of options.slice(1)) {
      assert.ok(config.rules[rule].some((held) => isDeepStrictEqual(held, option)));
    }
  }
});
