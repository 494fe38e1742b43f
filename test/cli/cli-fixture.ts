import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Longest time that a command may take, in ms: only a hanging one reaches it. */
const LIMIT = 30_000;

/** Keys that must appear in no output, with what encodings change. */
export const CANARY = { key: 'canary+key/Ü&1', serverKey: 'canary-server-key-2' } as const;

export type Environment = Record<string, string>;

/** A command that has ended. */
export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** Both, for what must appear in neither. */
  output: string;
  /** The result of `--json`. */
  json(): unknown;
}

/** A command that runs. */
export interface Running {
  /** Waits for a line on stdout that matches. */
  line(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Waits for its end. */
  ended(): Promise<Run>;
  /** What it has written so far. */
  output(): string;
}

/** Runs the command `livebox` to its end, in a folder. */
export async function runLivebox(
  args: readonly string[],
  environment: Environment = {},
  input = '',
  folder = ROOT,
): Promise<Run> {
  return launch(args, environment, input, folder).ended();
}

/** Starts the command `livebox`; it is ended with the test. */
export function startLivebox(
  t: TestContext,
  args: readonly string[],
  environment: Environment = {},
): Running {
  const running = launch(args, environment, '');
  t.after(async () => {
    running.signal('SIGKILL');
    await running.ended();
  });
  return running;
}

function launch(
  args: readonly string[],
  environment: Environment,
  input: string,
  cwd = ROOT,
): Running {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/livebox.ts'), ...args],
    { cwd, env: { PATH: process.env['PATH'] ?? '', ...environment }, timeout: LIMIT },
  );
  let [stdout, stderr] = ['', ''];
  const news = new EventTarget();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    news.dispatchEvent(new Event('text'));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that reads no input may have ended before it is written.
  child.stdin.on('error', () => undefined).end(input);
  const closed = once(child, 'close').then(() => news.dispatchEvent(new Event('text')));
  return {
    async line(pattern) {
      for (;;) {
        const found = stdout.split('\n').find((text) => pattern.test(text));
        if (found !== undefined) return found;
        if (child.exitCode !== null || child.signalCode !== null) {
          await closed;
          throw new Error(`livebox ended without ${String(pattern)}:\n${stdout}${stderr}`);
        }
        await once(news, 'text');
      }
    },
    signal: (name) => child.kill(name),
    async ended() {
      await closed;
      const { exitCode } = child;
      return {
        exitCode,
        stdout,
        stderr,
        output: stdout + stderr,
        json: (): unknown => JSON.parse(stdout),
      };
    },
    output: () => stdout + stderr,
  };
}

/** An emulator on a socket, and the environment that leads to it. */
export interface Server {
  emulator: Emulator;
  url: string;
  environment: Environment;
}

/** Starts an emulator whose keys are the canaries. */
export async function startServer(t: TestContext, options: EmulatorOptions = {}): Promise<Server> {
  const emulator = createEmulator({ conferences: ['Conference-1'], ...CANARY, ...options });
  const { url, close } = await emulator.listen();
  t.after(close);
  const environment = {
    LIVEBOX_SERVER: url,
    LIVEBOX_USERNAME: 'apiuser',
    LIVEBOX_KEY: CANARY.key,
    LIVEBOX_SERVER_KEY: CANARY.serverKey,
  };
  return { emulator, url, environment };
}

/** Writes a file that is removed with the test. */
export async function writeTemporary(
  t: TestContext,
  name: string,
  content: string,
): Promise<string> {
  const file = join(await createFolder(t), name);
  await writeFile(file, content);
  return file;
}

/** Creates an empty folder that is removed with the test. */
export async function createFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'livebox-cli-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** An address of this machine at which nothing listens any more. */
export async function findDeadServer(): Promise<string> {
  const { url, close } = await createEmulator().listen();
  await close();
  return url;
}
