import Fastify from 'fastify';
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

const app = Fastify({ requestTimeout: 10_000 });
const listener = createNodeListener(endpoint);
app.register(async (scope) => {
  // The endpoint reads the body itself, and no more than 4096 bytes of it.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));
  scope.all('/livebox/token', (request, reply) => {
    reply.hijack();
    listener(request.raw, reply.raw);
  });
});
await app.listen({ port: Number(env.PORT), host: '127.0.0.1' });
