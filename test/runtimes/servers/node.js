import { createServer } from 'node:http';
import { LiveboxClient } from 'livebox-conference/api';
import { createTokenEndpoint } from 'livebox-conference/endpoint';
import { createNodeListener } from 'livebox-conference/endpoint/node';

const { env } = process;
const livebox = new LiveboxClient({
  server: env.LIVEBOX_SERVER,
  username: env.LIVEBOX_USERNAME,
  key: env.LIVEBOX_KEY,
  serverKey: env.LIVEBOX_SERVER_KEY,
});

const endpoint = createTokenEndpoint({
  livebox,
  conferences: { 'Conference-1': { access: 'public', enable: 'visitors' }, Board: {} },
  origins: ['https://site.example'],
  tokens: {
    issuer: 'https://site.example',
    audience: 'https://site.example/livebox/token',
    keys: [{ kid: '2026-11', alg: 'HS256', key: env.LIVEBOX_TOKEN_KEY }],
  },
  onError: console.error,
});

const server = createServer(
  // A visitor who sends slowly is cut off: 5 s for the headers, 10 s for all of the request.
  { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 },
  createNodeListener(endpoint),
);
server.listen(Number(env.PORT), '127.0.0.1');
