import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import {
  createTokenEndpoint,
  EndpointOptionsError,
  type TokenEndpointOptions,
} from '../../src/token-endpoint/token-endpoint.js';

const livebox = new LiveboxClient({
  server: 'https://livebox.example',
  username: 'apiuser',
  key: 'canary-key',
});
const SITE = 'https://site.example';
const conferences = { 'Conference-1': {} };

/** Creates an endpoint from options as plain JavaScript may pass them. */
function create(options: unknown): void {
  createTokenEndpoint(options as TokenEndpointOptions);
}

describe('createTokenEndpoint', () => {
  it('takes the least and the most', () => {
    create({ livebox, conferences });
    create({
      livebox,
      conferences: {
        'Conference-1': {
          access: 'public',
          enable: 'visitors',
          opensAt: new Date('2026-11-23T10:00:00Z'),
          closesAt: '2026-11-23T13:00:00+02:00',
          create: {
            preset: 'Preset-1',
            authentication: {
              signUp: false,
              guest: { preset: 'Preset-2' },
              usernamePassword: true,
              pin: false,
            },
          },
          waitForHost: true,
        },
        Simple: { create: { preset: 'Preset-1', authentication: false } },
        Never: { access: 'token', enable: 'never', waitForHost: undefined },
      },
      origins: ['https://site.example', 'http://localhost:5173'],
      frameOrigins: ['https://meet.example'],
      grantLifetime: 60,
      now: () => new Date(),
      onError: () => undefined,
    });
  });

  const conference = (options: unknown): unknown => ({
    livebox,
    conferences: { 'Conference-1': options },
  });
  const KEY = { kid: 'a', alg: 'HS256', key: 'k'.repeat(32) };
  const tokens = (...keys: unknown[]): unknown => ({
    livebox,
    conferences,
    tokens: { issuer: SITE, audience: SITE, keys },
  });
  const mistakes: Record<string, [options: unknown, option: string]> = {
    'nothing at all': [undefined, 'object'],
    'no client': [{ conferences }, 'livebox'],
    'no conferences': [{ livebox }, 'conferences'],
    'empty conferences': [{ livebox, conferences: {} }, 'conferences'],
    'conferences as a list': [{ livebox, conferences: ['Conference-1'] }, 'conferences.0'],
    'an unknown option': [{ livebox, conferences, origin: SITE }, 'origin'],
    'a name with a space': [{ livebox, conferences: { 'A b': {} } }, 'conferences.A b'],
    'an unknown access': [conference({ access: 'everyone' }), 'conferences.Conference-1.access'],
    'access authorize without a hook': [
      conference({ access: 'authorize' }),
      'conferences.Conference-1.access',
    ],
    'tokens without keys': [
      { livebox, conferences, tokens: { issuer: SITE, audience: SITE, keys: [] } },
      'tokens.keys',
    ],
    'tokens of nobody': [
      { livebox, conferences, tokens: { issuer: '', audience: SITE, keys: [KEY] } },
      'tokens.issuer',
    ],
    'a short token key': [tokens({ ...KEY, key: 'canary-key' }), 'tokens.keys[0]'],
    'a public key as a secret': [
      tokens({ ...KEY, key: `-----BEGIN PUBLIC KEY-----\n${'a'.repeat(60)}` }),
      'tokens.keys[0]',
    ],
    'a private token key': [
      tokens({ kid: 'a', alg: 'EdDSA', key: { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' } }),
      'tokens.keys[0]',
    ],
    'a token key of another curve': [
      tokens({ kid: 'a', alg: 'EdDSA', key: { kty: 'OKP', crv: 'Ed448', x: 'x' } }),
      'tokens.keys[0]',
    ],
    'a token key of another algorithm': [tokens({ ...KEY, alg: 'RS256' }), 'tokens.keys[0]'],
    'two token keys of one name': [tokens(KEY, KEY), 'tokens.keys[1]'],
    'a cache for nothing': [{ livebox, conferences, cache: { freshFor: 0 } }, 'cache.freshFor'],
    'a cache without end': [
      { livebox, conferences, cache: { staleFor: Infinity } },
      'cache.staleFor',
    ],
    'an unknown option of the cache': [{ livebox, conferences, cache: { ttl: 5 } }, 'cache.ttl'],
    'a store that can do nothing': [
      { livebox, conferences, cache: { store: {} } },
      'cache.store.read',
    ],
    'limits that are none': [{ livebox, conferences, limits: { hits: 5 } }, 'limits.consume'],
    'proxies that are trusted by name': [
      { livebox, conferences, trustedProxies: 'loopback' },
      'trustedProxies',
    ],
    'half a proxy': [{ livebox, conferences, trustedProxies: 0.5 }, 'trustedProxies'],
    'a probe as text': [{ livebox, conferences, probe: 'yes' }, 'probe'],
    'an event hook that is none': [{ livebox, conferences, onEvent: {} }, 'onEvent'],
    'an authorize hook that is none': [{ livebox, conferences, authorize: true }, 'authorize'],
    'an unknown enable': [conference({ enable: true }), 'conferences.Conference-1.enable'],
    'a misspelled option': [conference({ acces: 'public' }), 'conferences.Conference-1.acces'],
    'a time without a zone': [
      conference({ opensAt: '2026-11-23T10:00:00' }),
      'conferences.Conference-1.opensAt',
    ],
    'a date that is none': [
      conference({ closesAt: new Date('never') }),
      'conferences.Conference-1.closesAt',
    ],
    'closing before opening': [
      conference({ opensAt: '2026-11-23T10:00:00Z', closesAt: '2026-11-23T10:00:00Z' }),
      'conferences.Conference-1.closesAt',
    ],
    'creating without a preset': [
      conference({ create: {} }),
      'conferences.Conference-1.create.preset',
    ],
    'creating with an unknown setting': [
      conference({ create: { preset: 'Preset-1', pin: true } }),
      'conferences.Conference-1.create.pin',
    ],
    'waitForHost as text': [
      conference({ waitForHost: 'yes' }),
      'conferences.Conference-1.waitForHost',
    ],
    'origins as text': [{ livebox, conferences, origins: '*' }, 'origins'],
    'no origin in origins': [{ livebox, conferences, origins: [] }, 'origins'],
    'a wildcard': [{ livebox, conferences, origins: ['*'] }, 'origins[0]'],
    'a wildcard in a host': [
      { livebox, conferences, origins: [SITE, 'https://*.site.example'] },
      'origins[1]',
    ],
    null: [{ livebox, conferences, origins: ['null'] }, 'origins[0]'],
    'an origin with a path': [{ livebox, conferences, origins: [`${SITE}/page`] }, 'origins[0]'],
    'an origin with a slash': [{ livebox, conferences, origins: [`${SITE}/`] }, 'origins[0]'],
    'an origin over http': [
      { livebox, conferences, origins: ['http://site.example'] },
      'origins[0]',
    ],
    'no frame origin': [{ livebox, conferences, frameOrigins: [] }, 'frameOrigins'],
    'a frame origin that is none': [
      { livebox, conferences, frameOrigins: ['*'] },
      'frameOrigins[0]',
    ],
    'a lifetime of nothing': [{ livebox, conferences, grantLifetime: 0 }, 'grantLifetime'],
    'a lifetime in text': [{ livebox, conferences, grantLifetime: '300' }, 'grantLifetime'],
    'a lifetime without end': [{ livebox, conferences, grantLifetime: Infinity }, 'grantLifetime'],
    'a hook that is none': [{ livebox, conferences, onError: console }, 'onError'],
  };
  for (const [title, [options, option]] of Object.entries(mistakes)) {
    it(`refuses ${title} and names the option`, () => {
      assert.throws(
        () => create(options),
        (error: unknown) => {
          assert.ok(error instanceof EndpointOptionsError);
          assert.equal(error.option, option);
          assert.ok(error.message.includes(option));
          assert.ok(!livebox.containsSecret(error.message));
          return true;
        },
      );
    });
  }

  it('says what is required, and which options there are', () => {
    const misspelt = { livebox, conferences, origin: [SITE] };
    assert.throws(() => createTokenEndpoint({ livebox } as unknown as TokenEndpointOptions), {
      message: "The token endpoint's option conferences is not valid. It is required.",
    });
    assert.throws(() => createTokenEndpoint(misspelt), {
      message:
        /option origin is not valid\. There is no such option; there are livebox, conferences, .*origins, /,
    });
  });

  it('says how an origin is written', () => {
    assert.throws(() => create({ livebox, conferences, origins: ['https://Site.example:443'] }), {
      message: /"https:\/\/site\.example"/,
    });
  });

  it('does not follow later changes of its options', async () => {
    const origins = ['https://site.example'];
    const endpoint = createTokenEndpoint({ livebox, conferences, origins });
    origins.push('https://evil.example');
    const headers = { Origin: 'https://evil.example' };
    const response = await endpoint.fetch(
      new Request(origins[0] ?? '', { method: 'POST', headers }),
    );
    assert.equal(response.status, 403);
  });
});
