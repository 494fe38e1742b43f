import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
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

const app = new Hono();
app.all('/livebox/token', (context) => {
  const remoteAddress = getConnInfo(context).remote.address;
  return endpoint.fetch(context.req.raw, { remoteAddress });
});
serve({ fetch: app.fetch, port: Number(env.PORT), hostname: '127.0.0.1' });
