import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import {
  createProblem,
  DEFAULT_SIZE,
  type Grant,
  isConferenceName,
  isLoopback,
  isPixelSize,
  parseFrameMessage,
  parseFrameOrigin,
  parseFrameUrl,
  parseGrant,
  parseGrantRequest,
  PROBLEMS,
  serializeGrant,
} from '../../src/embed-protocol/protocol.js';

const GRANT: Grant = {
  version: 1,
  name: 'Conference-1',
  enabled: true,
  src: 'https://livebox.example/m?key=1&x=2',
  frameOrigins: ['https://livebox.example'],
  expiresAt: '2026-11-23T10:05:00Z',
};

describe('isConferenceName', () => {
  it('takes 1 to 64 of the documented characters', () => {
    for (const name of ['a', 'Conference-1', '_', '-', '0', 'a'.repeat(64), '__proto__']) {
      assert.ok(isConferenceName(name), name);
    }
    const wrong = ['', 'a'.repeat(65), 'a b', 'a.b', 'é', 'ſ', 'a\n', '\na', 'a/b', '"', 1, null];
    for (const name of wrong) assert.ok(!isConferenceName(name), String(name));
  });
});

describe('parseFrameUrl', () => {
  it('takes https, and http on loopback only', () => {
    for (const url of [
      'https://livebox.example/m',
      'https://livebox.example:8443/m?a=1#b',
      'https://server_url/m',
      'https://[2001:db8::1]/m',
      'http://localhost:4000/m',
      'http://meet.localhost/m',
      'http://127.0.0.1/m',
      'http://[::1]:4000/m',
    ]) {
      assert.equal(parseFrameUrl(url)?.href, url);
    }
  });

  it('refuses all else', () => {
    for (const url of [
      'http://livebox.example/m',
      'http://localhost.evil.example/',
      'http://evillocalhost/',
      'http://127.0.0.1.evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      'blob:https://livebox.example/1',
      'ws://localhost/',
      'file:///etc/passwd',
      'https://user@livebox.example/',
      'https://:word@livebox.example/',
      'https://*.example/',
      'https://livebox.example;camera/',
      "https://livebox.example'self'/",
      'https://live box.example/',
      ' https://livebox.example/',
      'https://livebox.example/\t',
      'https:\\\\livebox.example',
      '/m',
      '',
      `https://livebox.example/${'a'.repeat(2048)}`,
      null,
      new URL('https://livebox.example'),
    ]) {
      assert.equal(parseFrameUrl(url), undefined, String(url));
    }
  });

  it('keeps to loopback’s own addresses', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]']) {
      assert.ok(isLoopback(host), host);
    }
    for (const host of ['127.0.0.1.example', 'localhost.example', '128.0.0.1', '0.0.0.0', '']) {
      assert.ok(!isLoopback(host), host);
    }
  });
});

describe('parseFrameOrigin', () => {
  it('returns the browser’s spelling of an origin and of nothing else', () => {
    assert.equal(parseFrameOrigin('https://Livebox.example:443/'), 'https://livebox.example');
    assert.equal(parseFrameOrigin('http://127.0.0.1:80'), 'http://127.0.0.1');
    for (const value of [
      'https://a.example/m',
      'https://a.example?',
      'https://a.example/#',
      '*',
      'null',
      'a.example',
    ]) {
      assert.equal(parseFrameOrigin(value), undefined, value);
    }
  });
});

describe('parseGrant', () => {
  it('keeps the known members of a grant', () => {
    const parsed = parseGrant({ ...GRANT, opensAt: null, extra: '<b>', constructor: 1 });
    assert.deepEqual(parsed, GRANT);
  });

  it('writes addresses as browsers do', () => {
    const parsed = parseGrant({
      ...GRANT,
      src: 'https://LIVEBOX.example',
      frameOrigins: ['https://LIVEBOX.example/'],
    });
    assert.equal(parsed?.src, 'https://livebox.example/');
    assert.deepEqual(parsed.frameOrigins, ['https://livebox.example']);
  });

  it('refuses what is none', () => {
    const wrong: unknown[] = [
      undefined,
      null,
      [],
      'grant',
      {},
      { ...GRANT, version: 2 },
      { ...GRANT, version: '1' },
      { ...GRANT, name: 'a b' },
      { ...GRANT, enabled: 'true' },
      { ...GRANT, src: 'javascript:alert(1)' },
      { ...GRANT, src: 'http://livebox.example/' },
      { ...GRANT, src: undefined },
      { ...GRANT, frameOrigins: [] },
      { ...GRANT, frameOrigins: 'https://livebox.example' },
      { ...GRANT, frameOrigins: ['*'] },
      { ...GRANT, frameOrigins: ['https://livebox.example', null] },
      { ...GRANT, frameOrigins: ['https://livebox.example/m'] },
      { ...GRANT, expiresAt: 1_764_000_000 },
      { ...GRANT, expiresAt: 'tomorrow' },
      { ...GRANT, opensAt: '2026-11-23 10:00:00' },
      { ...GRANT, closesAt: '2026-13-23T10:00:00Z' },
    ];
    for (const value of wrong) assert.equal(parseGrant(value), undefined, JSON.stringify(value));
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parseGrant(value);
        parseGrantRequest(value);
        parseFrameMessage(value);
      }),
    );
  });
});

describe('serializeGrant', () => {
  it('writes a grant that a script element holds and gives back', () => {
    const src = fc.string({
      unit: fc.constantFrom(...Array.from('</script><!--&\u2028\u2029"\\a')),
    });
    fc.assert(
      fc.property(src, (text) => {
        const grant = { ...GRANT, src: text };
        const html = `<script type="application/json">${serializeGrant(grant)}</script>`;
        const { childNodes } = parseFragment(html);
        const [script] = childNodes;
        assert.equal(childNodes.length, 1);
        assert.ok(script && 'childNodes' in script);
        const [content] = script.childNodes;
        assert.ok(content && 'value' in content);
        assert.deepEqual(JSON.parse(content.value), grant);
        assert.doesNotMatch(content.value, /[<>&\u2028\u2029]/);
      }),
    );
  });
});

describe('parseGrantRequest', () => {
  it('takes a name and whole px', () => {
    const asked = { name: 'Conference-1', width: '1px', height: '99999px' };
    assert.deepEqual(parseGrantRequest({ ...asked, more: 1 }), asked);
    assert.deepEqual(parseGrantRequest({ name: 'a' }), { name: 'a', ...DEFAULT_SIZE });
  });

  it('names the first parameter that is not valid', () => {
    assert.deepEqual(parseGrantRequest([]), { invalid: 'body' });
    assert.deepEqual(parseGrantRequest({ width: 'x' }), { invalid: 'name' });
    assert.deepEqual(parseGrantRequest({ name: 'a', width: 'x' }), { invalid: 'width' });
    assert.deepEqual(parseGrantRequest({ name: 'a', height: null }), { invalid: 'height' });
  });

  it('reads own members only', () => {
    assert.deepEqual(parseGrantRequest(Object.create({ name: 'Inherited' })), { invalid: 'name' });
    const polluted: unknown = JSON.parse('{"__proto__":{"name":"Inherited"}}');
    assert.deepEqual(parseGrantRequest(polluted), { invalid: 'name' });
  });

  it('takes no other size', () => {
    for (const size of [
      '800',
      '0px',
      '08px',
      '1.5px',
      '-1px',
      '100%',
      '100000px',
      ' 1px',
      '1px\n',
      '1PX',
      800,
    ]) {
      assert.ok(!isPixelSize(size), String(size));
    }
  });
});

describe('parseFrameMessage', () => {
  it('reads version 1, known members only', () => {
    const messages = [
      { type: 'livebox:joined', version: 1, participant: 'Ada' },
      { type: 'livebox:left', version: 1, participant: '' },
      { type: 'livebox:participants', version: 1, count: 0 },
      { type: 'livebox:ended', version: 1, reason: 'host' },
    ];
    for (const message of messages) {
      assert.deepEqual(parseFrameMessage({ ...message, extra: '<b>' }), message);
    }
  });

  it('refuses all else', () => {
    for (const data of [
      null,
      undefined,
      'livebox:joined',
      [],
      { type: 'livebox:joined', participant: 'Ada' },
      { type: 'livebox:joined', version: 2, participant: 'Ada' },
      { type: 'livebox:joined', version: 1, participant: 1 },
      { type: 'livebox:participants', version: 1, count: -1 },
      { type: 'livebox:participants', version: 1, count: 1.5 },
      { type: 'livebox:participants', version: 1, count: '2' },
      { type: 'livebox:ended', version: 1 },
      { type: 'livebox:other', version: 1 },
      { type: 'toString', version: 1 },
    ]) {
      assert.equal(parseFrameMessage(data), undefined, JSON.stringify(data));
    }
  });
});

describe('createProblem', () => {
  it('has the status and the page of its code', () => {
    const problem = createProblem('conference_not_open', { opensAt: '2026-11-23T10:00:00Z' });
    assert.equal(problem.status, 403);
    assert.equal(problem.opensAt, '2026-11-23T10:00:00Z');
    assert.ok(problem.type.endsWith('/docs/problems/conference_not_open.md'));
  });

  it('says that a problem is retryable exactly when waiting helps', () => {
    const retryable = Object.entries(PROBLEMS).filter(([, kind]) => kind.retryable);
    assert.deepEqual(
      retryable.map(([, { status }]) => status),
      [429, 503, 503, 504],
    );
  });
});
