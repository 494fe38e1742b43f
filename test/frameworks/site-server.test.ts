// The servers that the frameworks' tests start end when they are told to, whatever is still open.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { startProgram } from './app-program.js';
import { listenAsSite } from './site-server.js';

const UPGRADE = 'GET / HTTP/1.1\r\nHost: site\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n';

/** A development server whose web sockets stay open, a site before it, and a page that listens. */
async function openWebSocket() {
  const app = createServer((socket) => {
    socket.resume();
    socket.write(ACCEPTED);
  });
  await once(app.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(app, 'connection') as Promise<[Socket]>;
  const site = await listenAsSite();
  site.show({ handle: () => undefined, port: portOf(app) });
  const page = connect(Number(new URL(site.origin).port), 'localhost');
  page.write(UPGRADE);
  await once(page, 'data');
  const [upstream] = await accepted;
  return { app, site, page, upstream };
}

/** By its end or by an error: both are the connection's end. */
function closed(socket: Socket): Promise<unknown> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', resolve));
}

function portOf(server: ReturnType<typeof createServer>): number {
  return (server.address() as AddressInfo).port;
}

describe('the site of an app', () => {
  test('closes while a web socket is open, and closes that', async () => {
    const { app, site, page, upstream } = await openWebSocket();
    const gone = Promise.all([closed(page), closed(upstream)]);
    await site.close();
    await gone;
    app.close();
  });

  test('closes a web socket whose development server has died', async () => {
    const { app, site, page, upstream } = await openWebSocket();
    const gone = closed(page);
    upstream.destroy();
    await gone;
    await site.close();
    app.close();
  });
});

describe('the program of an app', () => {
  /** Takes no notice of a polite signal. */
  const CHILD = `
    process.on('SIGTERM', () => undefined);
    require('http').createServer().listen(process.argv[1], () => process.send('listening'));`;
  /** Listens when its child does, to which it has handed its output. */
  const PROGRAM = `
    const [port, childPort, code] = process.argv.slice(1);
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
    const child = require('child_process').spawn(process.execPath, ['-e', code, childPort], { stdio });
    child.once('message', () => require('http').createServer().listen(port));`;

  test('ends with all that it has started', async () => {
    const [port, childPort] = [await freePort(), await freePort()];
    const args = ['--eval', PROGRAM, String(port), String(childPort), CHILD];
    const program = await startProgram(args, { cwd: '.', env: process.env, port });
    const child = connect(childPort, '127.0.0.1');
    await once(child, 'connect');
    const gone = closed(child);
    await program.close();
    await gone;
  });

  test('says why it has not started', async () => {
    const args = ['--eval', 'console.error("no such configuration")'];
    await assert.rejects(
      startProgram(args, { cwd: '.', env: process.env, port: await freePort() }),
      /The app's server ended:\nno such configuration/,
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const port = portOf(server);
  server.close();
  return port;
}
