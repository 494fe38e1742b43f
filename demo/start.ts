// `npm start`: the demo page with a token endpoint and an emulated Livebox server behind it.
import { createServer, type Plugin } from 'vite';
import { createNodeListener } from '../src/token-endpoint/node-listener.js';
import { type DemoServers, startServers } from './servers.js';

/** Puts the token endpoint and the demo's facts beside the page, on its own origin. */
function besideThePage({ endpoint, facts }: DemoServers): Plugin {
  return {
    name: 'demo-servers',
    configureServer({ middlewares }) {
      middlewares.use('/livebox/token', createNodeListener(endpoint));
      middlewares.use('/demo-facts.json', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(facts));
      });
    },
  };
}

async function start(): Promise<void> {
  const servers = await startServers(process.env);
  const vite = await createServer({
    configFile: 'vite.config.ts',
    plugins: [besideThePage(servers)],
    logLevel: 'warn',
    server: { port: Number(process.env['PORT'] ?? 5173) },
  });
  await vite.listen();
  const [address] = vite.resolvedUrls?.local ?? [];
  console.log(`
  livebox-conference demo

  ➜  ${address ?? 'no address'}
     ${servers.facts.server}

  Its conferences are public and any visitor switches them on: a demo's choice.
  Press Ctrl+C to stop.
`);
  const stop = async (): Promise<void> => {
    await Promise.all([vite.close(), servers.close()]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
