// One server under load, `bare`, `endpoint` or `serve`: `bare` reads the body and writes as many
// bytes as the endpoint does, `serve` is what `livebox serve --metrics` runs, logs included.
// It counts its answers and, when asked, tells them with the CPU time that it has used.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import { createControlledEndpoint, startLivebox } from './endpoint.js';
import { startService } from './service.js';
import { SITE, signToken } from './tokens.js';

const [kind] = process.argv.slice(2);
const { livebox } = await startLivebox();
let answers = 0;
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ micros: user + system, answers });
});
if (kind === 'serve') await startService(livebox, (port) => process.send?.(port), countAnswer);
else await listen(kind === 'bare' ? await createBareListener() : createEndpointListener());

function countAnswer(): void {
  answers += 1;
}

function createEndpointListener(): RequestListener {
  return createNodeListener(createControlledEndpoint(livebox));
}

async function createBareListener(): Promise<RequestListener> {
  const headers = {
    Origin: SITE,
    'Content-Type': 'application/json',
    Authorization: `Bearer ${signToken(0)}`,
  };
  const body = '{"name":"Board"}';
  const sample = new Request(SITE, { method: 'POST', headers, body });
  const answer = await (await createControlledEndpoint(livebox).fetch(sample)).text();
  return (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const type = { 'Content-Type': 'application/json', 'Content-Length': answer.length };
      response.writeHead(text === body ? 200 : 400, type).end(answer);
    });
  };
}

async function listen(listener: RequestListener): Promise<void> {
  const server = createServer((request, response) => {
    countAnswer();
    listener(request, response);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}
