import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { webdriverLauncher } from '@web/test-runner-webdriver';

/**
 * A Web Test Runner launcher for WebKitGTK's MiniBrowser. It starts a screen (Xvfb) and
 * WebKitWebDriver when the tests start, and ends both with them.
 *
 * @param {{ driver: string, browser: string, xvfb: string }} programs as `findWebKit()` found them
 */
export function webkitLauncher(programs) {
  const options = {
    automationProtocol: 'webdriver',
    hostname: '127.0.0.1',
    path: '/',
    logLevel: 'error',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
    },
  };
  const launcher = webdriverLauncher(options);
  const children = [];
  const killAll = () => children.splice(0).forEach((child) => child.kill());
  const { initialize, stop } = launcher;

  launcher.initialize = async function (config) {
    process.on('exit', killAll);
    const [screen, display] = await startScreen(programs.xvfb);
    children.push(screen);
    options.port = await freePort();
    children.push(await startDriver(programs.driver, options.port, display));
    await initialize.call(launcher, config);
    launcher.name = 'WebKit';
  };
  launcher.stop = async function () {
    await stop.call(launcher);
    killAll();
    process.off('exit', killAll);
  };
  return launcher;
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
