import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createEmulator } from '../../src/emulator/emulator.js';

const DOCS = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');
const OPTIONS = readFileSync(
  new URL('../../src/emulator/emulator-options.ts', import.meta.url),
  'utf8',
);

/** The names that a mistake's message lists behind its colon. */
function listNames(act: () => unknown, pattern: RegExp): string[] {
  let message = '';
  try {
    act();
  } catch (error) {
    message = error instanceof Error ? error.message : '';
  }
  const names = pattern.exec(message)?.[1]?.split(', ') ?? [];
  assert.ok(names.length > 5, message);
  return names;
}

function hasRow(name: string): boolean {
  const rows = DOCS.split('\n').filter((line) => line.startsWith('|'));
  return rows.some((row) => new RegExp(`\`${name}(=[^\`]*)?\``).test(row.split('|')[1] ?? ''));
}

describe('emulator: docs/emulator.md', () => {
  test('has every option', () => {
    const [, members = ''] = /export interface EmulatorOptions \{\n([^]*?)\n\}/.exec(OPTIONS) ?? [];
    const names = [...members.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name = '']) => name);
    assert.ok(names.length > 10);
    assert.deepEqual(
      names.filter((name) => !hasRow(name)),
      [],
    );
  });

  test('has every fault and every oddity', () => {
    const names = [
      ...listNames(() => createEmulator({ faults: ['?'] }), /The faults: (.*)\./),
      // @ts-expect-error there is no such oddity
      ...listNames(() => createEmulator({ oddities: ['?'] }), /oddities are (.*)\./),
    ];
    assert.deepEqual(
      names.filter((name) => !hasRow(name)),
      [],
    );
  });
});
