import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';

const KEY = 'k3y-Canary/+&"7é';
const client = new LiveboxClient({
  server: 'https://livebox.example',
  username: 'apiuser',
  key: KEY,
  serverKey: 'server secret',
});

const utf8 = (text: string) => Buffer.from(text);
const percentAll = (text: string) => utf8(text).toString('hex').replace(/../g, '%$&');
const escapeAll = (text: string) =>
  text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const referAll = (text: string) => text.replace(/[^]/gu, (point) => `&#${point.codePointAt(0)};`);

const ENCODERS: Record<string, (text: string) => string> = {
  raw: (text) => text,
  'JSON string': (text) => JSON.stringify(text),
  'JSON escapes': escapeAll,
  'JSON escapes, upper case': (text) => escapeAll(text).toUpperCase().replaceAll('\\U', '\\u'),
  'ES2015 escapes': (text) =>
    text.replace(/[^]/gu, (point) => `\\u{${point.codePointAt(0)?.toString(16)}}`),
  percent: encodeURIComponent,
  'percent, lower case': (text) =>
    encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent, every byte': percentAll,
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent three times': (text) => encodeURIComponent(encodeURIComponent(encodeURIComponent(text))),
  'a form': (text) => new URLSearchParams({ key: text }).toString(),
  'HTML references': referAll,
  'HTML references, hexadecimal, no semicolon': (text) =>
    text.replace(/[^]/gu, (point) => `&#X${point.codePointAt(0)?.toString(16)}`),
  'HTML names': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replaceAll('/', '&sol;')
      .replaceAll('+', '&plus;'),
  'percent inside HTML': (text) => referAll(encodeURIComponent(text)),
  'JSON escapes of percent': (text) => escapeAll(percentAll(text)),
  'JSON inside percent': (text) => encodeURIComponent(JSON.stringify({ key: text })),
  hex: (text) => utf8(text).toString('hex'),
  'hex, upper case': (text) => utf8(text).toString('hex').toUpperCase(),
  base64: (text) => utf8(text).toString('base64'),
  base64url: (text) => utf8(text).toString('base64url'),
  'base64 of basic credentials': (text) => utf8(`apiuser:${text}`).toString('base64'),
  'base64 inside percent': (text) => encodeURIComponent(utf8(text).toString('base64')),
  'base64 of percent': (text) => utf8(encodeURIComponent(text)).toString('base64'),
  'base64 of JSON': (text) => utf8(JSON.stringify({ a: 1, key: text })).toString('base64url'),
  'base64 twice': (text) => utf8(utf8(text).toString('base64')).toString('base64'),
  'base64 in lines': (text) => utf8(text).toString('base64').replace(/.{5}/g, '$&\r\n'),
};

for (const [encoding, encode] of Object.entries(ENCODERS)) {
  test(`a credential is found: ${encoding}`, () => {
    for (const secret of [KEY, 'server secret']) {
      assert.ok(client.containsSecret(encode(secret)), encode(secret));
      const around = `https://livebox.example/?a=1&key=${encode(secret)}&b=2`;
      assert.ok(client.containsSecret(around), around);
    }
  });
}

test('base64 is found at any alignment, with any neighbours', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.boolean(), (before, after, isUrl) => {
      const bytes = Buffer.concat([before, utf8(KEY), after]);
      assert.ok(client.containsSecret(bytes.toString(isUrl ? 'base64url' : 'base64')));
    }),
  );
});

test('any key of 4 bytes or more is found, in every encoding', () => {
  const key = fc
    .string({ unit: 'grapheme', minLength: 4, maxLength: 40 })
    .filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(key, fc.constantFrom(...Object.values(ENCODERS)), (value, encode) => {
      const own = new LiveboxClient({ server: 'https://a.example', username: 'u', key: value });
      assert.ok(own.containsSecret(`x${encode(value)}`) || own.containsSecret(encode(value)));
    }),
    { numRuns: 500 },
  );
});

test('other texts hold no credential', () => {
  const texts = [
    '',
    'https://livebox.example/lbmeeting/?key=0123456789abcdef&name=apiuser',
    'k3y-Canary',
    encodeURIComponent('server'),
    utf8('k3y-Canari/+&"7é').toString('base64'),
    '%',
    '%u',
    '&#;',
    '&#x110000;',
    '\\u{110000}',
    '\\',
    '%ff%fe',
  ];
  for (const text of texts) assert.equal(client.containsSecret(text), false, text);
  fc.assert(fc.property(fc.string(), (text) => !client.containsSecret(text)));
});

test('a key shorter than 4 bytes is looked for raw, not by chance in base64 or hex', () => {
  const short = new LiveboxClient({ server: 'https://a.example', username: 'u', key: 'q7' });
  assert.ok(short.containsSecret('key=q7'));
  assert.ok(short.containsSecret('key=%71%37'));
  assert.equal(short.containsSecret('key=7137'), false);
});

test('a native app key is a credential, a user name is none', () => {
  const app = new LiveboxClient({
    server: 'https://a.example',
    username: 'apiuser',
    key: KEY,
    nativeAppKey: 'native-key',
  });
  assert.ok(app.containsSecret('x=native-key'));
  assert.equal(app.containsSecret('apiuser'), false);
});

test('1 MiB of nested encodings is searched in a moment', { timeout: 20_000 }, () => {
  const unit = '%2541&amp;#65;\\u0025';
  assert.equal(client.containsSecret(unit.repeat((1024 * 1024) / unit.length)), false);
});
