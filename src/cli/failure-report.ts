import { CommanderError } from 'commander';
import { EmulatorError } from '../emulator/emulator-error.js';
import { LiveboxArgumentError, LiveboxError } from '../livebox-api/livebox-error.js';
import { EmbedTokenError, EndpointOptionsError } from '../token-endpoint/token-endpoint.js';
import { describeWithCause } from './cause-text.js';
import { CommandError, EXIT_CODES, ExitError, UsageError } from './cli-error.js';

/** How a command's failure is told. */
export interface Failure {
  readonly exitCode: number;
  /** `undefined`: it has been told already. */
  readonly report: FailureReport | undefined;
}

/** What people and machines are told of a failure. */
export interface FailureReport {
  /** Stable. */
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  /** What it would look like done right, each in one line. */
  readonly examples?: readonly string[];
}

/** Decides what an error means to whoever ran the command. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof ExitError) return { exitCode: error.exitCode, report: undefined };
  if (error instanceof CommanderError) {
    const exitCode = error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
    return { exitCode, report: undefined };
  }
  if (error instanceof LiveboxError) {
    const { code, retryable } = error;
    // Without a status it was refused before anything was sent.
    const isUsage = error instanceof LiveboxArgumentError && error.status === undefined;
    return {
      exitCode: isUsage ? 2 : 1,
      report: { code, message: describeWithCause(error), retryable },
    };
  }
  if (error instanceof UsageError) {
    return tell(EXIT_CODES.usage, error.code, error.message, error.examples);
  }
  if (error instanceof EndpointOptionsError || error instanceof EmbedTokenError) {
    return tell(EXIT_CODES.usage, error.code, error.message);
  }
  if (error instanceof EmulatorError) {
    const isUsage = ['option_invalid', 'fault_invalid', 'hostname_refused'].includes(error.code);
    const hint = error.code === 'port_in_use' ? ' The option is --port.' : '';
    return tell(isUsage ? EXIT_CODES.usage : EXIT_CODES.failed, error.code, error.message + hint);
  }
  if (error instanceof CommandError) return tell(EXIT_CODES.failed, error.code, error.message);
  const message = error instanceof Error ? error.message : String(error);
  return tell(
    EXIT_CODES.failed,
    'internal',
    `${message} Run it again with DEBUG=1 to see where it failed.`,
  );
}

function tell(
  exitCode: number,
  code: string,
  message: string,
  examples: readonly string[] = [],
): Failure {
  const shown = examples.length > 0 ? { examples } : {};
  return { exitCode, report: { code, message, retryable: false, ...shown } };
}
