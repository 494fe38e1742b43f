import { LiveboxClient } from 'livebox-conference/api';
import { createTokenEndpoint } from 'livebox-conference/endpoint';

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

export default {
  fetch: (request, { remoteAddr }) =>
    endpoint.fetch(request, { remoteAddress: remoteAddr.hostname }),
};
