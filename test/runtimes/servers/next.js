import { LiveboxClient } from 'livebox-conference/api';
import { createTokenEndpoint } from 'livebox-conference/endpoint';

// Not before the first request: `next build` loads this file on a machine without the keys.
let endpoint;

function handle(request) {
  endpoint ??= createEndpoint(process.env);
  return endpoint.fetch(request);
}

export { handle as GET, handle as HEAD, handle as POST, handle as OPTIONS };
// The endpoint refuses these in its own words.
export { handle as PUT, handle as PATCH, handle as DELETE };

function createEndpoint(env) {
  const livebox = new LiveboxClient({
    server: env.LIVEBOX_SERVER,
    username: env.LIVEBOX_USERNAME,
    key: env.LIVEBOX_KEY,
    serverKey: env.LIVEBOX_SERVER_KEY,
  });
  return createTokenEndpoint({
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
}
