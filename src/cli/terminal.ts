import { createInterface } from 'node:readline/promises';
import { inspect } from 'node:util';
import { Secrets } from '../livebox-api/secrets.js';
import { CommandError, UsageError } from './cli-error.js';
import type { Failure, FailureReport } from './failure-report.js';
import { formatTable, type Row } from './table.js';

/** The streams that a command talks to. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * What a command says and asks: results go to stdout, everything else to stderr. No
 * credential that {@link Terminal.hide} was told of gets out through it.
 */
export class Terminal {
  /** Whether results are JSON. */
  json = false;
  readonly #streams: Streams;
  #hidden: string[] = [];
  #secrets = new Secrets([]);

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  /** Names credentials that must never be written. */
  hide(values: readonly (string | undefined)[]): void {
    this.#hidden = [...this.#hidden, ...values.filter((value) => value !== undefined)].filter(
      Boolean,
    );
    this.#secrets = new Secrets(this.#hidden);
  }

  /**
   * Writes a result: as one line of JSON with `--json`, else as text for people.
   *
   * @throws {CommandError} `secret_in_answer` when a credential stands in it
   */
  result(value: unknown, text: string): void {
    const output = this.json ? JSON.stringify(value) : clean(text);
    this.#guard(output);
    this.#streams.stdout.write(`${output}\n`);
  }

  /** Writes a result that is a list, as a table for people. */
  table(values: unknown, rows: readonly Row[], whenEmpty: string): void {
    this.result(values, rows.length === 0 ? whenEmpty : formatTable(rows));
  }

  /** Tells people something that is no result. */
  note(text: string): void {
    this.#streams.stderr.write(`${this.#mask(clean(text))}\n`);
  }

  /** Tells of a failure in one line, with its examples below; with `DEBUG` set, its stack too. */
  failure({ report }: Failure, error: unknown): void {
    if (report && this.json) this.note(JSON.stringify({ error: report }));
    else if (report) this.note(describeReport(report));
    if (process.env['DEBUG'] && report) this.note(inspect(error, { depth: 4 }));
  }

  /**
   * Asks before something is destroyed.
   *
   * @param isConfirmed whether `--yes` was given
   * @throws {UsageError} `confirmation_needed` where nobody can be asked
   * @throws {CommandError} `declined`
   */
  async confirm(question: string, isConfirmed: boolean): Promise<void> {
    if (isConfirmed) return;
    const { stdin, stderr } = this.#streams;
    if (!stdin.isTTY || !stderr.isTTY) {
      throw new UsageError(
        'confirmation_needed',
        `${question} There is no terminal to ask on: repeat the command with --yes if you mean it.`,
      );
    }
    const answer = await ask(`${clean(question)} [y/N] `, stdin, stderr);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('declined', 'Nothing was done.');
  }

  #guard(text: string): void {
    if (!this.#secrets.contains(text)) return;
    throw new CommandError(
      'secret_in_answer',
      'The Livebox server put one of your credentials into its answer, so the answer is not shown. ' +
        'Ask the Livebox administrator why.',
    );
  }

  #mask(text: string): string {
    const masked = this.#hidden.reduce((rest, secret) => rest.replaceAll(secret, '********'), text);
    return this.#secrets.contains(masked) ? '[left out: it held a credential]' : masked;
  }
}

/** Asks for one line; Ctrl+C, Ctrl+D and the end of the input are an empty one. */
async function ask(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string> {
  const reader = createInterface({ input, output });
  try {
    const closed = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
    return await Promise.race([reader.question(question).catch(() => ''), closed]);
  } finally {
    reader.close();
  }
}

/** A server's text must not steer the terminal that it is shown on. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

function describeReport({ code, message, examples = [] }: FailureReport): string {
  const line = `livebox: ${code}: ${oneLine(message)}`;
  return [line, ...examples.map((example) => `  ${oneLine(example)}`)].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
