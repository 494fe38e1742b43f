import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { base64url } from 'jose';
import type { RefusalContext } from '../../src/token-endpoint/token-endpoint.js';
import { OPEN, OWN_PAGE, readJson, type RoadOptions, SITE, startRoad } from './endpoint-fixture.js';
import { AUDIENCE, createPayload, forge, sign, TOKENS } from './token-fixture.js';

interface Refused {
  road?: RoadOptions;
  name?: string;
  token?: () => Promise<string>;
  headers?: Record<string, string>;
  why: RegExp;
}

const REFUSED: Record<string, Refused> = {
  'a name that is not listed': {
    name: 'Conference-9',
    why: /^Conference-9 is not in the option conferences\.$/,
  },
  'a conference that Livebox does not have': {
    road: { emulator: { conferences: [] } },
    why: /^Conference-1 does not exist in Livebox, and has no option create\.$/,
  },
  'a conference that is off': {
    road: { endpoint: { conferences: { 'Conference-1': { access: 'public' } } } },
    why: /^Conference-1 is off in Livebox, and this visitor may not switch it on \(enable: 'token'\)\.$/,
  },
  'a conference for tokens, at an endpoint that knows none': {
    road: { endpoint: { conferences: { 'Conference-1': {} } } },
    why: /^Conference-1 needs an embed token \(access: 'token'\), and the endpoint has no option tokens\.$/,
  },
  'a visitor without a token': {
    road: { endpoint: { conferences: { 'Conference-1': {}, Other: OPEN }, tokens: TOKENS } },
    why: /^Conference-1 needs an embed token, and the request has none\.$/,
  },
  'a token for another conference': {
    road: { endpoint: { conferences: { 'Conference-1': {} }, tokens: TOKENS } },
    token: () => sign({ conferences: ['Other'] }),
    why: /^The embed token is for other conferences than Conference-1\.$/,
  },
  'a token for another endpoint': {
    road: { endpoint: { tokens: { ...TOKENS, audience: `${AUDIENCE}/elsewhere` } } },
    token: () => sign(),
    why: /^jose: unexpected "aud" claim value\.$/,
  },
  'a token with a header that would break a log’s line': {
    road: { endpoint: { tokens: TOKENS } },
    token: () =>
      Promise.resolve(
        `${base64url.encode(JSON.stringify({ alg: 'HS256', crit: ['a\nb'], 'a\nb': 1 }))}.e30.${'A'.repeat(43)}`,
      ),
    why: /^jose: [^\n]*a\?b[^\n]*$/,
  },
  'a token whose claims are wrong': {
    road: { endpoint: { tokens: TOKENS } },
    token: () => forge({ ...createPayload(Math.floor(Date.now() / 1000)), scope: 'all' }),
    why: /^The claim scope: /,
  },
  'a token of another page': {
    road: { endpoint: { tokens: TOKENS } },
    token: () => sign({ origin: 'https://other.example' }),
    why: /^The embed token is for pages of another origin\.$/,
  },
  'a visitor whom the hook refuses': {
    road: {
      endpoint: {
        conferences: { 'Conference-1': { access: 'authorize' } },
        authorize: () => false,
      },
    },
    why: /^The hook authorize has refused Conference-1\.$/,
  },
  'a token for another conference than the hook’s, from no page': {
    road: {
      endpoint: {
        conferences: { 'Conference-1': { access: 'authorize' } },
        authorize: () => assert.fail('It was asked.'),
        tokens: TOKENS,
      },
    },
    headers: {},
    token: () => sign({ conferences: ['Other'] }),
    why: /^The embed token is for other conferences than Conference-1\.$/,
  },
  'an origin that would move a terminal’s cursor': {
    headers: { Origin: '\u009b2Jhttps://other.example' },
    why: /^The page’s origin is "\?2Jhttps:\/\/other\.example"; /,
  },
  'a page of another origin': {
    headers: { Origin: 'https://other.example' },
    why: /^The page’s origin is "https:\/\/other\.example"; without the option origins /,
  },
  'a form of a page that is listed': {
    road: { endpoint: { origins: [SITE] } },
    headers: { ...OWN_PAGE, 'Sec-Fetch-Mode': 'navigate' },
    why: /^The request is of a form, a link or a frame, which could not read the answer\.$/,
  },
  'a request of another site that names no origin': {
    headers: { 'Sec-Fetch-Site': 'cross-site' },
    why: /^The request names no origin, and the browser says: not of this one\.$/,
  },
  'a page that is not listed': {
    road: { endpoint: { origins: ['https://partner.example'] } },
    why: new RegExp(
      `^The page’s origin is "${SITE}"; the option origins has https://partner.example`,
    ),
  },
  'a program': { headers: {}, why: /^The request names no origin, and brings no token/ },
};

/** Asks, and returns what the hook heard beside the answer. */
async function refuse(t: TestContext, { road = {}, name, token, headers }: Refused) {
  const heard: [why: string, context: RefusalContext][] = [];
  const { ask } = await startRoad(t, {
    ...road,
    endpoint: {
      ...road.endpoint,
      onRefusal: (...values) => {
        heard.push(values);
        throw new Error('The log is full.');
      },
    },
  });
  const bearer = token && { Authorization: `Bearer ${await token()}` };
  const answer = await ask(
    { name: name ?? 'Conference-1' },
    { ...(headers ?? OWN_PAGE), ...bearer },
  );
  return { heard, answer: await readJson(answer) };
}

describe('onRefusal', () => {
  for (const [title, refused] of Object.entries(REFUSED)) {
    it(`hears why, and tells no visitor of ${title}`, async (t) => {
      const { heard, answer } = await refuse(t, refused);
      assert.equal(heard.length, 1);
      const [[why, { code }] = ['', { code: undefined }]] = heard;
      assert.match(why, refused.why);
      assert.equal(code, answer['code']);
      assert.ok(!JSON.stringify(answer).includes(why));
    });
  }

  it('hears of a GET, too', async (t) => {
    const heard: string[] = [];
    const { endpoint } = await startRoad(t, {
      endpoint: {
        conferences: { Board: {}, Off: OPEN },
        onRefusal: (why) => heard.push(why),
      },
    });
    for (const name of ['Board', 'Off', 'Nowhere']) {
      await endpoint.fetch(new Request(`${AUDIENCE}?name=${name}`));
    }
    assert.deepEqual(heard, [
      "GET serves public conferences only, and Board has access: 'token'.",
      'Off does not exist in Livebox, and has no option create.',
      'Nowhere is not in the option conferences.',
    ]);
  });

  it('is told to a server that asks for a grant itself', async (t) => {
    const { endpoint } = await startRoad(t);
    await assert.rejects(endpoint.grant('Nowhere'), /Nowhere is not in the option conferences/);
  });
});
