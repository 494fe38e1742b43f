import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd, type Runtime } from './contract-tests.js';
import { findProgram, ROOT } from './package-staging.js';

const LAYOUT = `export default function Layout({ children }) {
  return <html><body>{children}</body></html>;
}
`;

// Outside of this test the site is the root, and Next finds that itself.
const CONFIGURATION = `export default { turbopack: { root: ${JSON.stringify(ROOT)} } };\n`;

/** Next's route handler, built and started as in production. */
export const NEXT: Runtime = {
  name: 'next',
  async prepare(site, port) {
    const route = join(site, 'app/livebox/token');
    await mkdir(route, { recursive: true });
    await cp(join(site, 'next.js'), join(route, 'route.js'));
    await writeFile(join(site, 'app/layout.jsx'), LAYOUT);
    await writeFile(join(site, 'next.config.mjs'), CONFIGURATION);
    const next = await findProgram('next');
    await runToEnd(site, process.execPath, next, 'build');
    return [process.execPath, next, 'start', '--port', String(port), '--hostname', '127.0.0.1'];
  },
};
