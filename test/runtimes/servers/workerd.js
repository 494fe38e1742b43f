import { LiveboxClient } from 'livebox-conference/api';
import { createTokenEndpoint } from 'livebox-conference/endpoint';

// One for all requests of an isolate: it holds the cache.
let endpoint;

export default {
  fetch(request, env) {
    endpoint ??= createEndpoint(env);
    // Cloudflare writes this header and lets no visitor do so.
    const remoteAddress = request.headers.get('CF-Connecting-IP') ?? undefined;
    return endpoint.fetch(request, { remoteAddress });
  },
};

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
