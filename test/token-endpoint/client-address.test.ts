import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readClient } from '../../src/token-endpoint/client-address.js';

const read = (remoteAddress: string | undefined, proxies = 0, forwarded?: string): string =>
  readClient(
    new Headers(forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded }),
    { remoteAddress },
    proxies,
  );

describe('a client', () => {
  const addresses: [remoteAddress: string | undefined, client: string][] = [
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    [undefined, 'unknown'],
    ['', 'unknown'],
    ['host.example', 'unknown'],
    ['999.1.1.1', 'unknown'],
    ['1::2::3', 'unknown'],
  ];
  for (const [remoteAddress, client] of addresses) {
    it(`${String(remoteAddress)} is ${client}`, () => assert.equal(read(remoteAddress), client));
  }

  const PROXY = '10.0.0.1';
  const chains: [proxies: number, forwarded: string | undefined, client: string][] = [
    [0, '203.0.113.9', PROXY],
    [1, '203.0.113.9', '203.0.113.9'],
    [1, '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    [2, '6.6.6.6, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    [2, '203.0.113.9', '203.0.113.9'],
    [1, undefined, PROXY],
    [1, '', PROXY],
    [1, 'unknown', PROXY],
    [1, '203.0.113.9, evil"><script>', PROXY],
    [2, '6.6.6.6, nonsense, 10.0.0.2', '10.0.0.2'],
    [1, '203.0.113.9:4711', '203.0.113.9'],
    [1, '[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    [1, '2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ];
  for (const [proxies, forwarded, client] of chains) {
    it(`behind ${proxies} proxies, forwarded for "${String(forwarded)}", is ${client}`, () =>
      assert.equal(read(PROXY, proxies, forwarded), client));
  }

  it('is one line of a few characters, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (remoteAddress, forwarded) => {
        const header = forwarded.replace(/[^\x21-\x7e]/g, '');
        assert.match(read(remoteAddress, 1, header), /^([\d.]{7,15}|[\da-f:]+\/64|unknown)$/);
      }),
    );
    fc.assert(fc.property(fc.ipV6(), (address) => assert.match(read(address), /\/64$|^[\d.]+$/)));
  });
});
