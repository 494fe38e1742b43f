// One server under load: `bare` reads the body and writes as many bytes as the endpoint does.
// It counts its answers and, when asked, tells them with the CPU time that it has used.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import { createControlledEndpoint, startLivebox } from './endpoint.js';
import { SITE, signToken } from './tokens.js';

const kind = process.argv[2];
const endpoint = createControlledEndpoint((await startLivebox()).livebox);
const headers = {
  Origin: SITE,
  'Content-Type': 'application/json',
  Authorization: `Bearer ${signToken(0)}`,
};
const body = '{"name":"Board"}';
const sample = await endpoint.fetch(new Request(SITE, { method: 'POST', headers, body }));
const answer = await sample.text();
let answers = 0;

const bare: RequestListener = (request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    const type = { 'Content-Type': 'application/json', 'Content-Length': answer.length };
    response.writeHead(text === body ? 200 : 400, type).end(answer);
  });
};

const listener = kind === 'bare' ? bare : createNodeListener(endpoint);
const server = createServer((request, response) => {
  answers += 1;
  listener(request, response);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ micros: user + system, answers });
});
