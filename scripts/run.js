import { spawn } from 'node:child_process';
import { ROOT } from './browsers.js';

/**
 * Runs a program in the project's folder with its output shown as it comes.
 *
 * @param {string} command a program; `node` means this very one
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, minutes?: number }} [options] `minutes`: after so
 *   long it is interrupted, and killed 10 s later
 * @returns {Promise<number>} its exit code, never 0 when a signal ended it
 */
export function run(command, args, { env = {}, minutes } = {}) {
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const timers = [];
  if (minutes) {
    const interrupt = () => {
      console.error(`\n${command} did not finish within ${minutes} minutes: interrupted.`);
      child.kill('SIGINT');
      timers.push(setTimeout(() => child.kill('SIGKILL'), 10_000));
    };
    timers.push(setTimeout(interrupt, minutes * 60_000));
  }
  return new Promise((resolve) => {
    const end = (code) => {
      timers.forEach(clearTimeout);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
