import assert from 'node:assert/strict';
import { Agent, createServer, get, type IncomingHttpHeaders } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import type { TokenEndpointOptions } from '../../src/token-endpoint/token-endpoint.js';
import { listen, type Road, startRoad } from '../token-endpoint/endpoint-fixture.js';
import { startNginx } from './nginx-fixture.js';

const PATH = '/livebox/token?name=Conference-1';

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

interface CachedRoad extends Road {
  /** How many requests came through to the endpoint. */
  visits(): number;
  visit(headers?: Record<string, string>): Promise<Answer>;
  /** Ends the endpoint's server. */
  stopEndpoint(): void;
}

async function startCachedRoad(
  t: TestContext,
  endpoint: Partial<TokenEndpointOptions> = {},
): Promise<CachedRoad> {
  const conferences = [{ name: 'Conference-1', mode: 'on' as const }];
  const road = await startRoad(t, { emulator: { conferences }, endpoint });
  let visits = 0;
  const listener = createNodeListener(road.endpoint);
  const server = createServer((request, response) => {
    visits += 1;
    listener(request, response);
  });
  const nginx = await startNginx(t, await listen(t, server));
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  t.after(() => agent.destroy());
  const visit = (headers: Record<string, string> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      get(`${nginx}${PATH}`, { agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode, headers: response.headers, body });
        });
      }).on('error', reject);
    });
  const stopEndpoint = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { ...road, visits: () => visits, visit, stopEndpoint };
}

describe('behind nginx', () => {
  it('10,000 requests are one request to the endpoint and one fill', async (t) => {
    const { visit, visits, calls } = await startCachedRoad(t);
    const answers = await Promise.all(Array.from({ length: 10_000 }, () => visit()));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
    assert.equal(visits(), 1);
    assert.deepEqual(calls(), ['listConferences', 'getEmbedCode']);
  });

  it('no visitor changes what the next one gets', async (t) => {
    const { visit, visits } = await startCachedRoad(t);
    const first = await visit({
      Cookie: 'session=1',
      Authorization: 'Bearer token',
      Origin: 'https://evil.example',
      'X-Forwarded-Host': 'evil.example',
      'Accept-Language': 'de',
    });
    const second = await visit({ Origin: 'https://site.example' });
    assert.equal(second.headers['x-cache'], 'HIT');
    assert.equal(second.body, first.body);
    assert.equal(second.headers['access-control-allow-origin'], '*');
    assert.equal(visits(), 1);
  });

  it('visitors get what is known while the endpoint is gone, for as long as it says', async (t) => {
    // Kept for a second, and three more when the endpoint fails.
    const { visit, stopEndpoint } = await startCachedRoad(t, { grantLifetime: 6 });
    assert.equal((await visit()).status, 200);
    stopEndpoint();
    const seen: string[] = [];
    for (let status: number | undefined = 200; status === 200;) {
      const answer = await visit();
      status = answer.status;
      const cache = String(answer.headers['x-cache']);
      if (seen.at(-1) !== cache) seen.push(cache);
    }
    assert.ok(seen.includes('HIT') && seen.includes('STALE'), seen.join());
  });
});
