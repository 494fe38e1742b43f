/** What the command `livebox` ends with. */
export const EXIT_CODES = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** A command was called wrongly, or a setting is missing: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code: string;
  /** What it would look like done right, each in one line. */
  readonly examples: readonly string[];

  /** @param message what is wrong and what to do next, in one line */
  constructor(code: string, message: string, examples: readonly string[] = []) {
    super(message);
    this.code = code;
    this.examples = examples;
  }
}

/** A command did what it was asked and the result is a failure: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: string;

  /** @param message what is wrong and what to do next, in one line */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The report is out already: only the exit code remains to be set. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}
