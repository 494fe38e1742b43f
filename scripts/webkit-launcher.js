import { webdriverLauncher } from '@web/test-runner-webdriver';
import { startWebKitDriver, webkitCapabilities } from './webkit-driver.js';

/**
 * A Web Test Runner launcher for WebKitGTK's MiniBrowser. It starts WebKitWebDriver when the tests
 * start, and ends it with them.
 *
 * @param {import('./webkit-driver.js').WebKitPrograms} programs as `findWebKit()` found them
 */
export function webkitLauncher(programs) {
  const options = {
    automationProtocol: 'webdriver',
    hostname: '127.0.0.1',
    path: '/',
    logLevel: 'error',
    capabilities: { ...webkitCapabilities(programs), 'wdio:enforceWebDriverClassic': true },
  };
  const launcher = webdriverLauncher(options);
  let stopDriver = () => undefined;
  const { initialize, stop } = launcher;

  launcher.initialize = async function (config) {
    const driver = await startWebKitDriver(programs);
    stopDriver = driver.stop;
    options.port = driver.port;
    await initialize.call(launcher, config);
    launcher.name = 'WebKit';
  };
  launcher.stop = async function () {
    await stop.call(launcher);
    stopDriver();
  };
  return launcher;
}
