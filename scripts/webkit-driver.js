import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {{ driver: string, browser: string, xvfb: string }} WebKitPrograms */

/** What a session of WebKitWebDriver is asked for. */
export function webkitCapabilities({ browser }) {
  return {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
  };
}

/**
 * Starts WebKitWebDriver, and a screen (Xvfb) for its browsers. Both end with this process.
 *
 * @param {WebKitPrograms} programs as `findWebKit()` found them
 * @returns {Promise<{ port: number, stop: () => void }>}
 */
export async function startWebKitDriver({ driver, xvfb }) {
  const children = [];
  const killAll = () => children.splice(0).forEach((child) => child.kill());
  process.on('exit', killAll);
  const [screen, display] = await startScreen(xvfb);
  children.push(screen);
  const port = await freePort();
  children.push(await startDriver(driver, port, display));
  const stop = () => {
    killAll();
    process.off('exit', killAll);
  };
  return { port, stop };
}

/** Starts Xvfb on a display of its own choosing, which it writes to file descriptor 3. */
async function startScreen(xvfb) {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [chunk] = await firstOf(screen, once(screen.stdio[3], 'data'), 'Xvfb');
  return [screen, `:${String(chunk).trim()}`];
}

async function startDriver(program, port, display) {
  const driver = spawn(program, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Without a GPU the accelerated path prints warnings and renders nothing better.
    env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1' },
  });
  await firstOf(driver, waitUntilReady(port), 'WebKitWebDriver');
  return driver;
}

async function waitUntilReady(port) {
  for (;;) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/status`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await delay(50);
  }
}

/** Waits for a child's sign of life; fails when it ends first or takes longer than 20 s. */
async function firstOf(child, sign, name) {
  const given = new AbortController();
  const { signal } = given;
  const ended = Promise.race([once(child, 'exit', { signal }), once(child, 'error', { signal })]);
  const late = delay(20_000, undefined, { signal });
  const failure = Promise.race([ended, late]).then(() => {
    child.kill();
    throw new Error(`${name} did not start: try "${child.spawnargs.join(' ')}" by hand.`);
  });
  try {
    return await Promise.race([sign, failure]);
  } finally {
    failure.catch(() => undefined);
    given.abort();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
