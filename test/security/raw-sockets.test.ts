import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { createNodeListener } from '../../src/token-endpoint/node-listener.js';
import { listen, OPEN, type Road, startRoad } from '../token-endpoint/endpoint-fixture.js';
import { readStatuses, sendBytes, writePost } from './raw-socket.js';

const ASKED = '{"name":"Conference-1"}';
const INNER = '{"name":"Smuggled"}';

interface SocketRoad extends Road {
  origin: string;
}

async function startSocketRoad(t: TestContext): Promise<SocketRoad> {
  const road = await startRoad(t, {
    emulator: { conferences: ['Conference-1', 'Smuggled'] },
    endpoint: { conferences: { 'Conference-1': OPEN, Smuggled: OPEN } },
  });
  return { ...road, origin: await listen(t, createServer(createNodeListener(road.endpoint))) };
}

/** The request that a proxy would take for a body. */
function writeInner(origin: string): string {
  return writePost(origin, INNER, [`Content-Length: ${INNER.length}`, 'Connection: close']);
}

describe('request smuggling', () => {
  const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  const heads: Record<string, (inner: string) => [headers: string[], body: string]> = {
    'Content-Length and Transfer-Encoding': (inner) => [
      [`Content-Length: ${inner.length + 5}`, 'Transfer-Encoding: chunked'],
      `0\r\n\r\n${inner}`,
    ],
    'Transfer-Encoding and Content-Length': (inner) => [
      ['Transfer-Encoding: chunked', 'Content-Length: 4'],
      chunked(ASKED) + inner,
    ],
    'two lengths': (inner) => [
      [`Content-Length: ${ASKED.length + inner.length}`, `Content-Length: ${ASKED.length}`],
      ASKED + inner,
    ],
    'a list of lengths': (inner) => [[`Content-Length: ${ASKED.length}, 500`], ASKED + inner],
    'a length with a sign': (inner) => [[`Content-Length: +${ASKED.length}`], ASKED + inner],
    'an encoding that is none': (inner) => [
      ['Transfer-Encoding: xchunked', `Content-Length: ${ASKED.length}`],
      ASKED + inner,
    ],
    'an encoding after chunked': (inner) => [
      ['Transfer-Encoding: chunked, identity'],
      chunked(ASKED) + inner,
    ],
    'a space before the colon': (inner) => [
      ['Transfer-Encoding : chunked', `Content-Length: ${ASKED.length}`],
      ASKED + inner,
    ],
    'a folded header': (inner) => [
      ['Transfer-Encoding:\r\n chunked', `Content-Length: ${ASKED.length}`],
      ASKED + inner,
    ],
    'a bare line feed in a header': (inner) => [
      [`X-A: b\nTransfer-Encoding: chunked`, `Content-Length: ${ASKED.length}`],
      ASKED + inner,
    ],
    'a chunk size that is none': (inner) => [
      ['Transfer-Encoding: chunked'],
      `0x${ASKED.length.toString(16)}\r\n${ASKED}\r\n0\r\n\r\n${inner}`,
    ],
    'a chunk longer than it says': (inner) => [
      ['Transfer-Encoding: chunked'],
      `5\r\n${ASKED}\r\n0\r\n\r\n${inner}`,
    ],
  };
  for (const [title, write] of Object.entries(heads)) {
    it(`by ${title}: the connection is closed, and nothing behind it is read`, async (t) => {
      const { origin, calls } = await startSocketRoad(t);
      const [headers, body] = write(writeInner(origin));
      const answers = await sendBytes(origin, writePost(origin, body, headers));
      assert.deepEqual(readStatuses(answers).slice(1), []);
      assert.doesNotMatch(answers, /Smuggled/);
      assert.ok(!readStatuses(answers).includes(200), answers);
      assert.ok(!calls().includes('enableConference'));
    });
  }

  for (const [title, type, padding] of [
    ['too large', 'application/json', 5000],
    ['of another type', 'text/plain', 10],
  ] as const) {
    it(`by a body that is refused because it is ${title}: no request is read in it`, async (t) => {
      const { origin, calls } = await startSocketRoad(t);
      const body = ' '.repeat(padding) + writeInner(origin);
      const head = writePost(origin, body, [`Content-Length: ${body.length}`]);
      const refused = head.replace('application/json', type);
      const after = 'GET /livebox/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
      const answers = await sendBytes(origin, refused + after);
      // What stands behind the whole body may be answered, or the connection closed.
      assert.match(readStatuses(answers).join(), /^(413|415)(,422)?$/);
      assert.deepEqual(calls(), []);
    });
  }

  it('the same request alone is a good one', async (t) => {
    const { origin } = await startSocketRoad(t);
    assert.deepEqual(readStatuses(await sendBytes(origin, writeInner(origin))), [200]);
  });
});

describe('bodies in pieces', () => {
  it('count by their bytes, however many pieces and extensions there are', async (t) => {
    const { origin, calls } = await startSocketRoad(t);
    const piece = `1;${'x'.repeat(100)}\r\n \r\n`;
    const body = `${piece.repeat(5000)}0\r\n\r\n`;
    const headers = ['Transfer-Encoding: chunked', 'Connection: close'];
    const answers = await sendBytes(origin, writePost(origin, body, headers));
    assert.doesNotMatch(answers, /^HTTP\/1\.1 200/);
    assert.deepEqual(calls(), []);
  });

  it('are not unpacked', async (t) => {
    const { origin, calls } = await startSocketRoad(t);
    // gzip of 1 MiB of spaces would be 1 KiB.
    const headers = [
      'Content-Encoding: gzip',
      `Content-Length: ${ASKED.length}`,
      'Connection: close',
    ];
    const packed = ASKED.replace('{', '\x1f');
    const answers = await sendBytes(origin, writePost(origin, packed, headers));
    assert.deepEqual(readStatuses(answers), [400]);
    assert.deepEqual(calls(), []);
  });
});

describe('slow visitors', () => {
  it('hold nobody else up, and their leaving is no failure', async (t) => {
    const { origin, errors } = await startSocketRoad(t);
    const { port, hostname } = new URL(origin);
    const open: Socket[] = [];
    for (let index = 0; index < 200; index++) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.on('error', () => undefined);
      socket.write(writePost(origin, '{', ['Content-Length: 100']));
      open.push(socket);
    }
    assert.deepEqual(readStatuses(await sendBytes(origin, writeInner(origin))), [200]);
    for (const socket of open) socket.destroy();
    assert.deepEqual(readStatuses(await sendBytes(origin, writeInner(origin))), [200]);
    assert.deepEqual(errors, []);
  });
});
