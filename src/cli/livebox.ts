#!/usr/bin/env node
// The command `livebox`: see docs/cli.md.
import { describeFailure } from './failure-report.js';
import { createProgram } from './program.js';
import { Terminal } from './terminal.js';

async function main(): Promise<void> {
  const terminal = new Terminal(process);
  try {
    await createProgram({ terminal, environment: process.env }).parseAsync();
  } catch (error) {
    const failure = describeFailure(error);
    terminal.failure(failure, error);
    process.exitCode = failure.exitCode;
  }
}

// A reader that has seen enough (`livebox … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
await main();
