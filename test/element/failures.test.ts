import { expect, oneEvent } from '@open-wc/testing';
import type { FailureAdvice } from '../../src/element/conference-strings.js';
import { ENGLISH } from '../../src/element/english.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import {
  conferenceFixture,
  type FixtureOptions,
  grantFor,
  inState,
  json,
  next,
  panelButton,
  panelText,
  problem,
  readyFixture,
  servers,
} from './conference-fixture.js';

/** A tag that has failed. */
async function failedFixture(options: FixtureOptions): Promise<LiveboxConferenceElement> {
  const element = await conferenceFixture(options);
  await inState(element, 'failed');
  return element;
}

/** What the page sees of the request: nothing answers it but the network. */
const askTheNetwork = (): undefined => undefined;

interface Failure extends FixtureOptions {
  code: string;
  advice: FailureAdvice;
}

const FAILURES: Record<string, Failure> = {
  'no name': { attributes: { name: '' }, code: 'name_invalid', advice: 'setup' },
  'a malformed name': { attributes: { name: 'a b' }, code: 'name_invalid', advice: 'setup' },
  'no endpoint': { respond: askTheNetwork, code: 'endpoint_missing', advice: 'setup' },
  'an endpoint that is no address': {
    attributes: { 'token-endpoint': 'https://' },
    code: 'endpoint_invalid',
    advice: 'setup',
  },
  'a token with a line break': {
    attributes: { token: 'a\nb' },
    code: 'token_invalid',
    advice: 'signIn',
  },
  'an endpoint that is not there': {
    attributes: { 'token-endpoint': '/no/such/endpoint' },
    respond: askTheNetwork,
    code: 'endpoint_missing',
    advice: 'setup',
  },
  'HTML where JSON was due': {
    attributes: { 'token-endpoint': `${servers.frames}/meeting`, method: 'get' },
    respond: askTheNetwork,
    code: 'endpoint_invalid',
    advice: 'setup',
  },
  'an endpoint that redirects': {
    attributes: { 'token-endpoint': `${servers.frames}/redirect`, method: 'get' },
    respond: askTheNetwork,
    code: 'endpoint_invalid',
    advice: 'setup',
  },
  'an endpoint that refuses connections': {
    attributes: { 'token-endpoint': 'http://127.0.0.1:9/' },
    respond: askTheNetwork,
    code: 'network',
    advice: 'unreachable',
  },
  'an endpoint that never answers': {
    attributes: { 'token-endpoint': `${servers.frames}/hang`, method: 'get', timeout: '100' },
    respond: askTheNetwork,
    code: 'timeout',
    advice: 'slow',
  },
  'a page that answers never': {
    attributes: { timeout: '100' },
    respond: () => new Promise(() => undefined),
    code: 'timeout',
    advice: 'slow',
  },
  'a token function that never settles': {
    attributes: { timeout: '100' },
    prepare: (tag) => (tag.token = () => new Promise(() => undefined)),
    code: 'timeout',
    advice: 'slow',
  },
  'a token function that fails': {
    prepare: (tag) => (tag.token = () => Promise.reject(new Error('no session'))),
    code: 'token_missing',
    advice: 'signIn',
  },
  'a meeting page that never loads': {
    attributes: { timeout: '100' },
    respond: () => json(grantFor('Conference-1', { src: `${servers.frames}/hang` })),
    code: 'timeout',
    advice: 'slow',
  },
  'a grant for another conference': {
    respond: () => json(grantFor('Conference-2')),
    code: 'endpoint_invalid',
    advice: 'setup',
  },
  'a grant for a conference that is off': {
    respond: () => json(grantFor('Conference-1', { enabled: false })),
    code: 'conference_unavailable',
    advice: 'unavailable',
  },
  'JSON that is no grant': {
    respond: () => json({ hello: 'world' }),
    code: 'endpoint_invalid',
    advice: 'setup',
  },
  'half an answer': {
    respond: () =>
      new Response('{"version":1,"na', { headers: { 'content-type': 'application/json' } }),
    code: 'endpoint_invalid',
    advice: 'setup',
  },
  'a meeting page of an origin that the grant does not name': {
    respond: () => json(grantFor('Conference-1', { src: 'https://elsewhere.example/' })),
    code: 'frame_origin_not_allowed',
    advice: 'setup',
  },
  'a meeting page of an origin that the tag does not name': {
    attributes: { 'frame-origins': 'https://livebox.example' },
    code: 'frame_origin_not_allowed',
    advice: 'setup',
  },
  'a code that every object has a member of': {
    respond: () => problem(403, 'constructor'),
    code: 'constructor',
    advice: 'setup',
  },
  'an unknown conference': {
    respond: () => problem(404, 'conference_unavailable'),
    code: 'conference_unavailable',
    advice: 'unavailable',
  },
  'Livebox down': {
    respond: () => problem(503, 'upstream_unavailable', { retryable: true }),
    code: 'upstream_unavailable',
    advice: 'service',
  },
  'Livebox slow': {
    respond: () => problem(504, 'upstream_timeout', { retryable: true }),
    code: 'upstream_timeout',
    advice: 'slow',
  },
  'a wrong key': {
    respond: () => problem(502, 'upstream_refused'),
    code: 'upstream_refused',
    advice: 'service',
  },
  'an origin that is not allowed': {
    respond: () => problem(403, 'origin_not_allowed'),
    code: 'origin_not_allowed',
    advice: 'setup',
  },
  'an expired token': {
    respond: () => problem(401, 'token_expired'),
    code: 'token_expired',
    advice: 'signIn',
  },
  'too many requests': {
    respond: () => problem(429, 'rate_limited', { retryable: true }),
    code: 'rate_limited',
    advice: 'busy',
  },
  'a problem of the future': {
    respond: () => problem(503, 'moon_in_the_way', { retryable: true }),
    code: 'moon_in_the_way',
    advice: 'service',
  },
  'a proxy that has lost its server': {
    respond: () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    code: 'upstream_unavailable',
    advice: 'service',
  },
  'an endpoint that broke': {
    respond: () => new Response('oops', { status: 500 }),
    code: 'internal',
    advice: 'service',
  },
  'a page whose answer is an error': {
    respond: () => Promise.reject(new TypeError('boom')),
    code: 'internal',
    advice: 'service',
  },
};

const WITHOUT_BUTTON: readonly FailureAdvice[] = ['setup', 'signIn', 'notHere'];

describe('a failure', () => {
  for (const [name, { code, advice, ...options }] of Object.entries(FAILURES)) {
    it(`is explained and has a stable code: ${name}`, async () => {
      const element = await failedFixture(options);
      expect(element.error?.code).to.equal(code);
      expect(element.state).to.equal('failed');
      expect(element.frame).to.equal(undefined);
      expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
      expect(panelText(element)).to.contain(ENGLISH.failed[advice]);
      expect(panelText(element)).to.contain(code);
      expect(panelButton(element) === null).to.equal(WITHOUT_BUTTON.includes(advice));
      const alert = element.shadowRoot?.querySelector('[role="alert"]');
      expect(alert?.textContent).to.contain(ENGLISH.failed[advice]);
    });
  }

  it('says that the browser is offline', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      const element = await failedFixture({
        attributes: { 'token-endpoint': 'http://127.0.0.1:9/' },
        respond: askTheNetwork,
      });
      expect(element.error?.code).to.equal('offline');
      expect(panelText(element)).to.contain(ENGLISH.failed.offline);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('offers another try, which keeps the focus and hands it to the meeting', async () => {
    let isDown = true;
    const element = await failedFixture({
      respond: () => (isDown ? problem(503, 'upstream_unavailable') : json(grantFor())),
    });
    isDown = false;
    const button = panelButton(element);
    button?.focus();
    button?.click();
    expect(document.activeElement).to.equal(element);
    await next(element, 'livebox-ready');
    expect(element.shadowRoot?.activeElement).to.equal(element.frame);
  });

  it('can be put in other words', async () => {
    const element = await failedFixture({
      prepare: (tag) => (tag.strings = { failed: { ...ENGLISH.failed, unavailable: 'Später!' } }),
      respond: () => problem(404, 'conference_unavailable'),
    });
    expect(panelText(element)).to.contain('Später!');
  });

  it('shows the link that the author put inside the tag', async () => {
    const element = await failedFixture({
      prepare: (tag) => (tag.innerHTML = '<a href="https://livebox.example/">Open it</a>'),
      respond: () => problem(502, 'frame_refused'),
    });
    const box = element.querySelector('a')?.getBoundingClientRect();
    expect(box?.height).to.be.greaterThan(0);
    expect(panelText(element)).to.contain(ENGLISH.failed.notHere);
  });
});

describe('a conference that is not open', () => {
  it('says when it opens', async () => {
    const opensAt = '2099-01-01T10:00:00Z';
    const element = await conferenceFixture({
      respond: () => problem(403, 'conference_not_open', { opensAt }),
    });
    const event = await next(element, 'livebox-waiting');
    await inState(element, 'waiting');
    expect(event.opensAt?.getTime()).to.equal(Date.parse(opensAt));
    expect(element.state).to.equal('waiting');
    expect(panelText(element)).to.contain(ENGLISH.waiting);
    expect(panelText(element)).to.contain('2099');
  });

  it('says that it is over', async () => {
    const element = await conferenceFixture({ respond: () => problem(410, 'conference_over') });
    const event = await next(element, 'livebox-closed');
    await inState(element, 'closed');
    expect(event.reason).to.equal('over');
    expect(panelText(element)).to.equal(ENGLISH.over);
  });
});

describe('a meta tag in the page', () => {
  function meta(name: string, content: string): HTMLMetaElement {
    const element = document.createElement('meta');
    Object.assign(element, { name, content });
    document.head.append(element);
    return element;
  }

  it('names the endpoint for every tag', async () => {
    const tag = meta('livebox-token-endpoint', '/from/meta');
    try {
      const element = await conferenceFixture();
      element.load();
      await next(element, 'livebox-ready');
      const request = oneEvent(element, 'livebox-request');
      element.load();
      const { request: sent } = (await request) as unknown as { request: Request };
      expect(new URL(sent.url).pathname).to.equal('/from/meta');
    } finally {
      tag.remove();
    }
  });

  it('bounds the frame origins of every tag', async () => {
    const tag = meta('livebox-frame-origins', 'https://livebox.example');
    try {
      const element = await failedFixture({ attributes: { 'frame-origins': servers.frames } });
      expect(element.error?.code).to.equal('frame_origin_not_allowed');
      tag.content += ` ${servers.frames}`;
      element.load();
      await next(element, 'livebox-ready');
    } finally {
      tag.remove();
    }
  });
});

describe('embed code as an answer', () => {
  it('is read as JSON and as HTML when the page says where frames may come from', async () => {
    const embedCode = `<iframe src="${servers.frames}/meeting" width="400px"></iframe>`;
    const attributes = { 'frame-origins': servers.frames };
    const answers = [
      () => json({ embedCode }),
      () => new Response(embedCode, { headers: { 'content-type': 'text/html' } }),
    ];
    for (const respond of answers) {
      const element = await readyFixture({ attributes, respond });
      expect(element.frame?.src).to.equal(`${servers.frames}/meeting`);
    }
  });

  it('is refused when the page does not say so', async () => {
    const embedCode = `<iframe src="${servers.frames}/meeting"></iframe>`;
    const element = await failedFixture({ respond: () => json({ embedCode }) });
    expect(element.error?.code).to.equal('frame_origin_not_allowed');
  });
});
