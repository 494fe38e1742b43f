import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'parse5';
import { list, read, startEmulator, type Fixture } from './emulator-fixture.js';

const FRAME_PATH = '/apps/apiservice/api/getEmbedCodeofConference';

async function hashKey(fixture: Fixture, index = 0): Promise<string> {
  return (await list(fixture))[index]?.['Hashkey'] ?? '';
}

describe('emulator: the meeting page’s addresses', () => {
  const conferences = [{ name: 'Conference-1', mode: 'on' as const }, 'Off'];

  test('the frame’s and the link’s, with one slash, two or none at the end', async () => {
    const fixture = await startEmulator({ conferences });
    const key = await hashKey(fixture);
    for (const path of [FRAME_PATH, '/lbmeeting/', '//lbmeeting/', '/lbmeeting']) {
      const { status, headers, body } = await read(await fetch(`${fixture.url}${path}?key=${key}`));
      assert.equal(status, 200, path);
      assert.match(headers.get('content-type') ?? '', /^text\/html/);
      assert.match(body, /<h1>Conference-1<\/h1>/);
    }
  });

  test('an unknown key, a conference that is off and any other address get a clear page', async () => {
    const fixture = await startEmulator({ conferences });
    const off = await hashKey(fixture, 1);
    const cases: [string, number, RegExp][] = [
      [FRAME_PATH, 404, /Conference not found/],
      [`${FRAME_PATH}?key=${'0'.repeat(32)}`, 404, /Conference not found/],
      [`/lbmeeting/?key=${off}`, 403, /The conference is off/],
      ['/', 404, /Nothing here/],
      ['/lbmeeting/assets/nothing.js', 404, /Nothing here/],
      ['/lbmeeting/assets/..%2fmeeting-assets.js', 404, /Nothing here/],
    ];
    for (const [path, status, title] of cases) {
      const answer = await read(await fetch(fixture.url + path));
      assert.equal(answer.status, status, path);
      assert.match(answer.body, title);
      assert.doesNotMatch(answer.body, /<script/);
    }
  });

  test('HEAD is answered like GET without a body, other methods are refused', async () => {
    const fixture = await startEmulator({ conferences });
    const url = `${fixture.url}${FRAME_PATH}?key=${await hashKey(fixture)}`;
    const head = await read(await fetch(url, { method: 'HEAD' }));
    assert.deepEqual([head.status, head.body], [200, '']);
    assert.match(head.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal((await fetch(url, { method: 'POST' })).status, 405);
  });
});

describe('emulator: what the meeting page loads', () => {
  test('a strict policy, and nothing inline', async () => {
    const fixture = await startEmulator({ conferences: [{ name: 'A', mode: 'on' }] });
    const url = `${fixture.url}/lbmeeting/?key=${await hashKey(fixture)}`;
    const { headers, body } = await read(await fetch(url));
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|frame-ancestors|\*/);
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.doesNotMatch(body, /<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
    assert.equal(parse(body).mode, 'no-quirks');
  });

  test('style, icon and every script module are there', async () => {
    const fixture = await startEmulator({ conferences: [{ name: 'A', mode: 'on' }] });
    const load = async (path: string): ReturnType<typeof read> => {
      const answer = await read(await fetch(new URL(path, fixture.url)));
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      return answer;
    };
    const css = await load('/lbmeeting/assets/meeting.css');
    assert.match(css.headers.get('content-type') ?? '', /^text\/css/);
    await load('/lbmeeting/assets/icon.svg');
    const main = await load('/lbmeeting/assets/main.js');
    assert.match(main.headers.get('content-type') ?? '', /^text\/javascript/);
    const imports = [...main.body.matchAll(/from "\.\/([\w-]+\.js)"/g)].map(([, name]) => name);
    assert.ok(imports.length > 0);
    for (const name of imports) await load(`/lbmeeting/assets/${name ?? ''}`);
  });
});
