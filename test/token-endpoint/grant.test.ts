import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseGrant } from '../../src/embed-protocol/grant.js';
import { createTokenEndpoint } from '../../src/token-endpoint/token-endpoint.js';
import { createPost, OPEN, readCode, readJson, startRoad } from './endpoint-fixture.js';

const ON = { conferences: [{ name: 'Conference-1', mode: 'on' as const }] };
const ASKED = { name: 'Conference-1', width: '640px', height: '360px' };

describe('a grant', () => {
  it('switches the conference on and carries the checked address of the meeting page', async (t) => {
    const now = () => new Date('2026-11-23T10:00:00.500Z');
    const { ask, calls, livebox, emulator } = await startRoad(t, { endpoint: { now } });
    const response = await ask(ASKED);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json');
    const body = await readJson(response);
    const { src, ...rest } = body;
    assert.deepEqual(rest, {
      version: 1,
      name: 'Conference-1',
      enabled: true,
      frameOrigins: [livebox.origin],
      expiresAt: '2026-11-23T10:05:00Z',
    });
    assert.equal(new URL(String(src)).origin, livebox.origin);
    assert.ok(parseGrant(body));
    assert.deepEqual(calls(), ['listConferences', 'enableConference', 'getEmbedCode']);
    assert.deepEqual((await livebox.listConferences())[0]?.mode, 'on');
    const { parameters } = emulator.requests[2] ?? {};
    assert.equal(parameters?.['width'], '640px');
    assert.equal(parameters?.['height'], '360px');
  });

  it('does not switch on what is on', async (t) => {
    const { ask, calls } = await startRoad(t, { emulator: ON });
    assert.equal((await ask(ASKED)).status, 200);
    assert.deepEqual(calls(), ['listConferences', 'getEmbedCode']);
  });

  it('ends with the conference and tells its schedule', async (t) => {
    const { ask } = await startRoad(t, {
      endpoint: {
        now: () => new Date('2026-11-23T10:59:00Z'),
        conferences: {
          'Conference-1': {
            ...OPEN,
            opensAt: '2026-11-23T11:00:00+01:00',
            closesAt: new Date('2026-11-23T11:00:00Z'),
          },
        },
      },
    });
    const { opensAt, closesAt, expiresAt } = await readJson(await ask(ASKED));
    assert.equal(opensAt, '2026-11-23T10:00:00Z');
    assert.equal(closesAt, '2026-11-23T11:00:00Z');
    assert.equal(expiresAt, '2026-11-23T11:00:00Z');
  });

  it('asks for the default size when none is given', async (t) => {
    const { ask, emulator } = await startRoad(t, { emulator: ON });
    assert.equal((await ask({ name: 'Conference-1' })).status, 200);
    assert.equal(emulator.requests[1]?.parameters['width'], '800px');
  });

  it('comes for a conference named like a member of every object', async (t) => {
    const names = ['constructor', '__proto__', 'toString'];
    const { ask } = await startRoad(t, {
      emulator: { conferences: names },
      endpoint: { conferences: Object.fromEntries(names.map((name) => [name, OPEN])) },
    });
    for (const name of names) assert.equal((await ask(`{"name":"${name}"}`)).status, 200, name);
  });

  it('stops asking Livebox when the visitor has gone', async (t) => {
    const { endpoint, calls, errors } = await startRoad(t);
    const request = new Request(createPost(ASKED), { signal: AbortSignal.abort() });
    assert.equal((await endpoint.fetch(request)).status, 503);
    assert.deepEqual(calls(), []);
    assert.deepEqual(errors, []);
  });
});

describe('creating a missing conference', () => {
  const create = { preset: 'Preset-2', authentication: { guest: { preset: 'Preset-1' } } };

  it('happens with the given preset when this caller may enable', async (t) => {
    const { ask, calls, emulator } = await startRoad(t, {
      emulator: { conferences: [] },
      endpoint: { conferences: { New: { ...OPEN, create } } },
    });
    assert.equal((await ask({ name: 'New' })).status, 200);
    assert.deepEqual(calls(), [
      'listConferences',
      'createConference',
      'enableConference',
      'getEmbedCode',
    ]);
    assert.equal(emulator.requests[1]?.parameters['selectPreset'], 'Preset-2');
  });

  it('does not happen otherwise', async (t) => {
    const { ask, calls } = await startRoad(t, {
      emulator: { conferences: [] },
      endpoint: { conferences: { New: { access: 'public', enable: 'never', create } } },
    });
    assert.equal(await readCode(await ask({ name: 'New' })), '404 conference_unavailable');
    assert.deepEqual(calls(), ['listConferences']);
  });

  it('goes on when somebody else was faster', async (t) => {
    const road = await startRoad(t, { emulator: { conferences: [] } });
    const { livebox } = road;
    const { createTokenEndpoint } = await import('../../src/token-endpoint/token-endpoint.js');
    const endpoint = createTokenEndpoint({
      conferences: { New: { ...OPEN, create } },
      livebox: {
        origin: livebox.origin,
        containsSecret: (text) => livebox.containsSecret(text),
        listConferences: (options) => livebox.listConferences(options),
        enableConference: (name, options) => livebox.enableConference(name, options),
        getEmbedCode: (name, size, options) => livebox.getEmbedCode(name, size, options),
        createConference: async (name, settings, options) => {
          await livebox.createConference(name, settings, options);
          return livebox.createConference(name, settings, options);
        },
      },
    });
    const response = await endpoint.fetch(createPost({ name: 'New' }));
    assert.equal(response.status, 200, await response.text());
  });
});

describe('a conference that is not for this caller', () => {
  it('is the same, byte for byte, whether unknown, missing or off', async (t) => {
    const { ask, calls } = await startRoad(t, {
      emulator: { conferences: ['Off'] },
      endpoint: {
        conferences: {
          Off: { access: 'public' },
          Missing: OPEN,
          Never: { ...OPEN, enable: 'never' },
        },
      },
    });
    const answers = [];
    for (const name of ['Unknown', 'Missing', 'Off', 'Never', '__proto__', 'constructor']) {
      const response = await ask(`{"name":"${name}"}`);
      answers.push(JSON.stringify([response.status, [...response.headers], await response.text()]));
    }
    assert.match(answers[0] ?? '', /404.*conference_unavailable/);
    assert.equal(new Set(answers).size, 1);
    assert.ok(calls().every((operation) => operation === 'listConferences'));
  });

  it('causes no call to Livebox when it is not configured', async (t) => {
    const { ask, calls } = await startRoad(t);
    assert.equal(await readCode(await ask({ name: 'Unknown' })), '404 conference_unavailable');
    assert.deepEqual(calls(), []);
  });

  it('is not enabled without a token by default', async (t) => {
    const { ask, calls } = await startRoad(t, {
      endpoint: { conferences: { 'Conference-1': { access: 'public' } } },
    });
    assert.equal(await readCode(await ask(ASKED)), '404 conference_unavailable');
    assert.deepEqual(calls(), ['listConferences']);
  });

  it('asks for a token where each one does, as an unknown one then does, without a call', async (t) => {
    const { ask, calls } = await startRoad(t, {
      endpoint: { conferences: { 'Conference-1': {}, 'Conference-2': { access: 'token' } } },
    });
    const known = await ask(ASKED);
    const unknown = await ask({ name: 'Unknown' });
    assert.equal(known.headers.get('www-authenticate'), 'Bearer');
    const text = await known.text();
    assert.match(text, /"token_missing"/);
    assert.equal(await unknown.text(), text);
    assert.deepEqual(calls(), []);
  });

  it('is waited for when the host starts it and the site says so', async (t) => {
    const { ask, calls } = await startRoad(t, {
      endpoint: {
        conferences: { 'Conference-1': { access: 'public', enable: 'never', waitForHost: true } },
      },
    });
    const problem = await readJson(await ask(ASKED));
    assert.equal(problem['code'], 'conference_not_open');
    assert.equal('opensAt' in problem, false);
    assert.deepEqual(calls(), ['listConferences']);
  });

  it('stays off when the host switches it off while it is being read', async (t) => {
    const { livebox, emulator } = await startRoad(t, { emulator: ON });
    const { createTokenEndpoint } = await import('../../src/token-endpoint/token-endpoint.js');
    const endpoint = createTokenEndpoint({
      conferences: { 'Conference-1': OPEN },
      livebox: {
        origin: livebox.origin,
        containsSecret: (text) => livebox.containsSecret(text),
        listConferences: (options) => livebox.listConferences(options),
        enableConference: (name, options) => livebox.enableConference(name, options),
        createConference: (name, settings, options) =>
          livebox.createConference(name, settings, options),
        getEmbedCode: async (name, size, options) => {
          await livebox.disableConference(name);
          return livebox.getEmbedCode(name, size, options);
        },
      },
    });
    const response = await endpoint.fetch(createPost(ASKED));
    assert.equal(await readCode(response), '404 conference_unavailable');
    assert.deepEqual(
      emulator.requests.map(({ operation }) => operation),
      ['listConferences', 'disableConference', 'getEmbedCode', 'listConferences'],
    );
  });
});

describe('a schedule', () => {
  const conferences = {
    'Conference-1': {
      ...OPEN,
      opensAt: '2026-11-23T10:00:00Z',
      closesAt: '2026-11-23T11:00:00Z',
    },
  };

  it('keeps visitors waiting before it, without a call to Livebox', async (t) => {
    const now = () => new Date('2026-11-23T09:59:59.999Z');
    const { ask, calls } = await startRoad(t, { endpoint: { conferences, now } });
    const response = await ask(ASKED);
    const problem = await readJson(response);
    assert.equal(response.status, 403);
    assert.equal(problem['code'], 'conference_not_open');
    assert.equal(problem['opensAt'], '2026-11-23T10:00:00Z');
    assert.equal(problem['closesAt'], '2026-11-23T11:00:00Z');
    assert.deepEqual(calls(), []);
  });

  it('opens and closes to the millisecond', async (t) => {
    let time = '2026-11-23T10:00:00Z';
    const now = () => new Date(time);
    const { ask } = await startRoad(t, { endpoint: { conferences, now } });
    assert.equal((await ask(ASKED)).status, 200);
    time = '2026-11-23T10:59:59.999Z';
    assert.equal((await ask(ASKED)).status, 200);
    time = '2026-11-23T11:00:00Z';
    assert.equal(await readCode(await ask(ASKED)), '410 conference_over');
  });
});

describe('the canary key', () => {
  it('is in no byte of an answer and in no error when the server leaks it', async (t) => {
    const key = 'canary/7f3a+Key=';
    let time = Date.parse('2026-11-23T10:00:00Z');
    const now = (): Date => new Date(time);
    const road = await startRoad(t, { emulator: { key, leakKey: true }, endpoint: { now } });
    for (const attempt of ['conference link', 'embed code']) {
      // After the failure before is forgotten.
      time += 3001;
      const response = await road.ask(ASKED);
      const text = await response.text();
      assert.equal(response.status, 502);
      assert.match(text, /"upstream_invalid"/);
      assert.ok(!road.livebox.containsSecret(text + JSON.stringify([...response.headers])));
      const { error, context } = road.errors.at(-1) ?? {};
      assert.deepEqual(context, { code: 'upstream_invalid', conference: 'Conference-1' });
      assert.ok(error instanceof Error && error.message.includes(attempt));
      assert.ok(!road.livebox.containsSecret(`${error.stack} ${JSON.stringify(error)}`));
    }
    assert.deepEqual(road.calls().slice(-2), ['listConferences', 'getEmbedCode']);
  });

  it('is found when the embed code hides it', async (t) => {
    const key = 'canary-key-0123456789';
    const hidden = [
      encodeURIComponent(key).replace('y', '%79'),
      Buffer.from(key).toString('base64'),
      Buffer.from(key).toString('base64url'),
      Buffer.from(key).toString('hex'),
      key.replace('c', '&#99;'),
    ];
    for (const disguise of hidden) {
      const { ask, livebox } = await startRoad(t, {
        emulator: {
          ...ON,
          key,
          embedCode: (src) => `<iframe src="${src}&x=${disguise}"></iframe>`,
        },
      });
      const text = await (await ask(ASKED)).text();
      assert.match(text, /"upstream_invalid"/, disguise);
      assert.ok(!livebox.containsSecret(text));
    }
  });

  it('is in no error when the embed code is refused for another reason as well', async (t) => {
    const key = 'canary-key-0123456789';
    const { ask, livebox, errors } = await startRoad(t, {
      emulator: { ...ON, key, embedCode: () => `<iframe src="https://${key}.example/"></iframe>` },
    });
    assert.equal(await readCode(await ask(ASKED)), '502 upstream_invalid');
    const { error } = errors[0] ?? {};
    assert.ok(error instanceof Error && !livebox.containsSecret(String(error.stack)));
  });

  it('is not shown by inspecting the endpoint', async (t) => {
    const { inspect } = await import('node:util');
    const { endpoint, livebox } = await startRoad(t);
    const shown = inspect(endpoint, { depth: 20, showHidden: true }) + JSON.stringify(endpoint);
    assert.ok(!livebox.containsSecret(shown));
  });
});

describe('hostile embed codes', () => {
  const codes: Record<string, (src: string) => string> = {
    'javascript:': () => '<iframe src="javascript:alert(1)"></iframe>',
    'data:': () => '<iframe src="data:text/html,hello"></iframe>',
    srcdoc: (src) => `<iframe src="${src}" srcdoc="hello"></iframe>`,
    userinfo: (src) => `<iframe src="${src.replace('//', '//user:word@')}"></iframe>`,
    'another host': (src) =>
      `<iframe src="${src.replace('127.0.0.1', '127.0.0.1.evil.example')}"></iframe>`,
    'another port': (src) => `<iframe src="${src.replace(/:\d+/, ':1')}"></iframe>`,
    'another scheme': (src) => `<iframe src="${src.replace('http:', 'https:')}"></iframe>`,
    'two iframes': (src) => `<iframe src="${src}"></iframe><iframe src="${src}"></iframe>`,
    'a handler': (src) => `<iframe src="${src}" onload="alert(1)"></iframe>`,
    'nested markup': (src) => `<iframe src="${src}"><script>alert(1)</script></iframe>`,
    'broken markup': (src) => `<iframe src="${src}`,
    'a megabyte': (src) => `<iframe ${'a '.repeat(524_000)}src="${src}"></iframe>`,
  };
  for (const [title, embedCode] of Object.entries(codes)) {
    it(`${title}: the answer is upstream_invalid and holds nothing of it`, async (t) => {
      const { ask, errors } = await startRoad(t, { emulator: { ...ON, embedCode } });
      const response = await ask(ASKED);
      const text = await response.text();
      assert.equal(response.status, 502);
      assert.match(text, /"upstream_invalid"/);
      assert.doesNotMatch(text, /iframe|script:|evil|alert|127\.0\.0\.1/);
      assert.equal(errors.length, 1);
    });
  }

  it('a megabyte is not even searched for credentials', async (t) => {
    const embedCode = (src: string): string =>
      `<iframe ${'a '.repeat(524_000)}src="${src}"></iframe>`;
    const { livebox } = await startRoad(t, { emulator: { ...ON, embedCode } });
    const searched: number[] = [];
    const endpoint = createTokenEndpoint({
      conferences: { 'Conference-1': OPEN },
      livebox: {
        origin: livebox.origin,
        containsSecret(text) {
          searched.push(text.length);
          return livebox.containsSecret(text);
        },
        listConferences: (options) => livebox.listConferences(options),
        createConference: (name, settings) => livebox.createConference(name, settings),
        enableConference: (name, options) => livebox.enableConference(name, options),
        getEmbedCode: (name, size, options) => livebox.getEmbedCode(name, size, options),
      },
    });
    assert.equal(await readCode(await endpoint.fetch(createPost(ASKED))), '502 upstream_invalid');
    assert.deepEqual(searched, []);
  });

  it('frames of a configured origin other than the server’s are accepted', async (t) => {
    const frameOrigins = ['https://meet.example'];
    const { ask } = await startRoad(t, {
      emulator: { ...ON, embedCode: () => '<iframe src="https://meet.example/m"></iframe>' },
      endpoint: { frameOrigins },
    });
    const grant = await readJson(await ask(ASKED));
    assert.equal(grant['src'], 'https://meet.example/m');
    assert.deepEqual(grant['frameOrigins'], frameOrigins);
  });
});
