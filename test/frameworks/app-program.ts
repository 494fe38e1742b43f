import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** A program that serves on a port. */
export interface AppProgram {
  /** Ends it and all that it started, now. */
  close: () => Promise<void>;
}

/**
 * Runs a program of Node until it listens.
 *
 * @param args its file, and what it takes
 * @throws {Error} with all that it wrote, when it ends before
 */
export async function startProgram(
  args: readonly string[],
  { cwd, env, port }: { cwd: string; env: NodeJS.ProcessEnv; port: number },
): Promise<AppProgram> {
  const program = spawn(process.execPath, args, {
    cwd,
    env,
    // A group of its own, so that what it starts ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killNow = (): void => killGroup(program);
  // Signals that end this process don't reach another group.
  process.once('exit', killNow);
  const close = async (): Promise<void> => {
    killNow();
    await ended;
    process.off('exit', killNow);
  };
  // Not `close`, which waits for everyone who holds the output.
  const ended = once(program, 'exit');
  const output = readOutput(program);
  if (await isListeningBeforeEnd(program, port)) return { close };
  await close();
  throw new Error(`The app's server ended:\n${await output}`);
}

/** Read to the end, or a full pipe would stop the program. */
async function readOutput({ stdout, stderr }: ChildProcess): Promise<string> {
  const streams = [stdout, stderr].filter((stream) => stream !== null);
  return (await Promise.all(streams.map((stream) => text(stream)))).join('');
}

async function isListeningBeforeEnd(program: ChildProcess, port: number): Promise<boolean> {
  while (program.exitCode === null && program.signalCode === null) {
    if (await isListening(port)) return true;
    await pause(100);
  }
  return false;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // None of the group is left.
  }
}
