import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { CommandError, UsageError } from '../../src/cli/cli-error.js';
import { type Streams, Terminal } from '../../src/cli/terminal.js';

interface Person {
  terminal: Terminal;
  /** What the person types. */
  type(text: string): void;
  /** What they have been shown. */
  shown(): string;
}

/** Somebody at a terminal. */
function sitDown(isTerminal = true): Person {
  const streams = {
    stdin: Object.assign(new PassThrough(), { isTTY: isTerminal }),
    stdout: new PassThrough(),
    stderr: Object.assign(new PassThrough(), { isTTY: isTerminal }),
  };
  let text = '';
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  return {
    terminal: new Terminal(streams as unknown as Streams),
    type: (line) => streams.stdin.write(line),
    shown: () => text,
  };
}

describe('what destroys asks first', () => {
  for (const answer of ['y\n', 'YES\n', ' y \n']) {
    test(`${JSON.stringify(answer)} is a yes`, async () => {
      const { terminal, type, shown } = sitDown();
      const confirmed = terminal.confirm('Remove Board?', false);
      type(answer);
      await confirmed;
      assert.ok(shown().includes('Remove Board? [y/N] '));
    });
  }

  for (const answer of ['\n', 'n\n', 'yet\n', 'Board\n']) {
    test(`${JSON.stringify(answer)} is a no`, async () => {
      const { terminal, type } = sitDown();
      const confirmed = terminal.confirm('Remove Board?', false);
      type(answer);
      await assert.rejects(confirmed, CommandError);
    });
  }

  for (const key of ['\u0003', '\u0004']) {
    test(`${JSON.stringify(key)} is a no`, async () => {
      const { terminal, type } = sitDown();
      const confirmed = terminal.confirm('Remove Board?', false);
      type(key);
      await assert.rejects(confirmed, CommandError);
    });
  }

  test('nobody is asked where there is no terminal, or with --yes', async () => {
    const { terminal, shown } = sitDown(false);
    await assert.rejects(terminal.confirm('Remove Board?', false), UsageError);
    await terminal.confirm('Remove Board?', true);
    assert.equal(shown(), '');
  });
});

test('a server’s text does not steer the terminal', () => {
  const { terminal, shown } = sitDown();
  terminal.table([], [{ NAME: '\u001b]0;owned\u0007\u009b2J\u202e', MODE: 'on' }], '');
  for (const control of ['\u0007', '\u001b', '\u009b', '\u202e']) {
    assert.ok(!shown().includes(control));
  }
});

test('hidden credentials are not written, in whatever encoding', () => {
  const { terminal, shown } = sitDown();
  terminal.hide(['canary/key', undefined, '']);
  const encoded = Buffer.from('canary/key').toString('base64');
  for (const text of ['canary/key', 'canary%2Fkey', encoded]) {
    assert.throws(() => terminal.result(text, text), { code: 'secret_in_answer' });
    terminal.note(`Note: ${text}.`);
  }
  assert.doesNotMatch(shown(), /canary/);
  assert.ok(!shown().includes(encoded));
});
