import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the tests in the browser find the servers: `fetch('/test-servers.json')`. */
export interface TestServers {
  /** Origin of meeting pages, on another site than the test page. */
  frames: string;
  /** How many random lives a tag goes through: more in `npm run test:all`. */
  randomLives: number;
}

/**
 * A plugin of Web Test Runner that starts what the element talks to: the test page is on
 * localhost, the meeting pages on 127.0.0.1, so that frames are of another site.
 */
export const testServers = {
  name: 'test-servers',
  servers: [] as Server[],
  addresses: {
    frames: '',
    randomLives: Number(process.env['RANDOM_LIVES'] ?? 300),
  } satisfies TestServers,

  async serverStart(): Promise<void> {
    this.addresses.frames = await this.listen(handleFrameRequest);
  },

  serve({ path }: { path: string }): { body: string; type: string } | undefined {
    if (path !== '/test-servers.json') return undefined;
    return { body: JSON.stringify(this.addresses), type: 'json' };
  },

  serverStop(): void {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  },

  async listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
    const server = createServer(handler);
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  },
};

/** A meeting page that does what it is told: `postMessage({ post: … })` is posted back. */
const MEETING_PAGE = `<!doctype html><html lang="en"><title>Meeting</title><body>
<button>Mute</button>
<script>
addEventListener('message', ({ data }) => parent.postMessage(data.post, '*'));
</script>`;

function handleFrameRequest(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  response.setHeader('access-control-allow-origin', '*');
  if (pathname === '/hang') return;
  if (pathname === '/redirect') {
    response.writeHead(302, { location: '/meeting' }).end();
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(MEETING_PAGE);
}
