import { expect } from '@open-wc/testing';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import {
  conferenceFixture,
  grantFor,
  inState,
  insertTag,
  json,
  next,
  problem,
  readyFixture,
  servers,
} from './conference-fixture.js';

/** Answers that a test gives when it likes, in the order of the requests. */
function answersByHand(): {
  requests: Request[];
  answer: (index: number, response: Response) => void;
  respond: (request: Request) => Promise<Response>;
} {
  const requests: Request[] = [];
  const resolvers: ((response: Response) => void)[] = [];
  return {
    requests,
    answer: (index, response) => resolvers[index]?.(response),
    respond: (request) => {
      requests.push(request);
      return new Promise((resolve) => resolvers.push(resolve));
    },
  };
}

describe('the request', () => {
  it('is a POST of the name and the measured size', async () => {
    const requests: Request[] = [];
    const bodies: unknown[] = [];
    await readyFixture({
      attributes: { 'token-endpoint': '/livebox/token', width: '300px', height: '200px' },
      respond: async (request) => {
        requests.push(request);
        bodies.push(await request.clone().json());
        return json(grantFor());
      },
    });
    const [request] = requests;
    expect(request?.method).to.equal('POST');
    expect(request?.url).to.equal(new URL('/livebox/token', location.href).href);
    expect(request?.headers.get('content-type')).to.equal('application/json');
    expect(request?.headers.has('authorization')).to.equal(false);
    expect(request?.credentials).to.equal('same-origin');
    expect(bodies).to.deep.equal([{ name: 'Conference-1', width: '300px', height: '200px' }]);
  });

  it('has the default size for a tag that is hidden', async () => {
    const bodies: unknown[] = [];
    await readyFixture({
      prepare: (tag) => tag.addEventListener('livebox-request', () => (tag.hidden = false)),
      attributes: { hidden: '' },
      respond: async (request) => {
        bodies.push(await request.clone().json());
        return json(grantFor());
      },
    });
    expect(bodies).to.deep.equal([{ name: 'Conference-1', width: '800px', height: '450px' }]);
  });

  it('carries a token, fresh from the function for each request', async () => {
    const tokens: (string | null)[] = [];
    let count = 0;
    const element = await readyFixture({
      attributes: { credentials: 'include' },
      prepare: (tag) => (tag.token = () => Promise.resolve(`token-${String(++count)}`)),
      respond: (request) => {
        tokens.push(request.headers.get('authorization'));
        expect(request.credentials).to.equal('include');
        return json(grantFor());
      },
    });
    element.load();
    await next(element, 'livebox-ready');
    expect(tokens).to.deep.equal(['Bearer token-1', 'Bearer token-2']);
  });

  it('is a bare GET without token for a public conference', async () => {
    const requests: Request[] = [];
    await readyFixture({
      attributes: { method: 'get', token: 'secret', 'token-endpoint': '/public?site=1' },
      respond: (request) => {
        requests.push(request);
        return json(grantFor());
      },
    });
    const [request] = requests;
    expect(request?.method).to.equal('GET');
    expect(new URL(request?.url ?? '').search).to.equal('?site=1&name=Conference-1');
    expect([...(request?.headers ?? [])]).to.deep.equal([]);
  });

  it('never shows its token in an attribute', async () => {
    const element = await readyFixture({ prepare: (tag) => (tag.token = 'secret') });
    expect(element.outerHTML).not.to.contain('secret');
  });

  it('is not sent when a listener prevents it', async () => {
    const element = await conferenceFixture({
      attributes: { 'token-endpoint': `${servers.frames}/hang` },
      prepare: (tag) => tag.addEventListener('livebox-request', (event) => event.preventDefault()),
      respond: () => undefined,
    });
    await element.updateComplete;
    expect(element.state).to.equal('idle');
  });

  it('is asked again by load() and a late answer never wins over it', async () => {
    const { requests, answer, respond } = answersByHand();
    const element = await conferenceFixture({ respond });
    await inState(element, 'requesting');
    element.load();
    await inState(element, 'requesting');
    expect(requests[0]?.signal.aborted).to.equal(true);
    const embedded: string[] = [];
    element.addEventListener('livebox-embed', ({ src }) => embedded.push(src));
    answer(1, json(grantFor('Conference-1', { src: `${servers.frames}/new` })));
    answer(0, json(grantFor('Conference-1', { src: `${servers.frames}/old` })));
    await next(element, 'livebox-ready');
    expect(embedded).to.deep.equal([`${servers.frames}/new`]);
  });

  it('is not sent by a tag that is closed as soon as it is in the page, before load()', async () => {
    const { element, requests } = insertTag();
    element.close();
    // What came later is there already.
    await readyFixture();
    expect([element.state, requests, element.frame]).to.deep.equal(['closed', [], undefined]);
    element.load();
    await next(element, 'livebox-ready');
    element.remove();
  });

  // As React's StrictMode does with an effect and what cleans up after it.
  it('is sent once when load(), close() and load() come at once', async () => {
    const { element, requests } = insertTag();
    element.load();
    element.close();
    element.load();
    await next(element, 'livebox-ready');
    expect(requests).to.have.length(1);
    element.remove();
  });

  it('is sent once when load() is called as soon as the tag is in the page', async () => {
    const { element, requests } = insertTag();
    element.load();
    await next(element, 'livebox-ready');
    expect(requests).to.have.length(1);
    expect(element.shadowRoot?.querySelectorAll('iframe').length).to.equal(1);
    element.remove();
  });

  for (const timeout of ['never', 'Infinity', '0', '-1', '99999999999']) {
    it(`has its time when the timeout is ${timeout}`, async () => {
      const element = await conferenceFixture({ attributes: { timeout } });
      await inState(element, 'ready');
    });
  }

  it('is aborted when the tag leaves the page, and nothing is heard of it', async () => {
    const { requests, answer, respond } = answersByHand();
    const element = await conferenceFixture({ respond });
    await inState(element, 'requesting');
    const heard: string[] = [];
    for (const type of ['livebox-statechange', 'livebox-error', 'livebox-embed'] as const) {
      element.addEventListener(type, () => heard.push(type));
    }
    element.remove();
    await Promise.resolve();
    expect(requests[0]?.signal.aborted).to.equal(true);
    answer(0, json(grantFor()));
    await new Promise(requestAnimationFrame);
    expect(heard).to.deep.equal([]);
    expect(element.state).to.equal('idle');
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
  });

  it('survives listeners that take the tag out, close it or start it again', async () => {
    const unruly: Record<string, (tag: LiveboxConferenceElement) => void> = {
      idle: (tag) => {
        tag.remove();
      },
      closed: (tag) => {
        tag.close();
      },
    };
    for (const type of ['livebox-request', 'livebox-enabled', 'livebox-embed'] as const) {
      for (const [state, act] of Object.entries(unruly)) {
        const element = await conferenceFixture({
          prepare: (tag) => {
            tag.addEventListener(type, () => {
              act(tag);
            });
          },
        });
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        expect(element.state, `${type}, ${state}`).to.equal(state);
        expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
      }
    }
  });
});

describe('loading="lazy"', () => {
  it('asks for nothing until the tag is near the viewport', async () => {
    let requests = 0;
    const spacer = document.createElement('div');
    spacer.style.height = '500vh';
    document.body.prepend(spacer);
    try {
      const element = await conferenceFixture({
        attributes: { loading: 'lazy' },
        respond: () => {
          requests++;
          return json(grantFor());
        },
      });
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      expect(requests).to.equal(0);
      expect(element.state).to.equal('idle');
      element.scrollIntoView();
      await next(element, 'livebox-ready');
      expect(requests).to.equal(1);
    } finally {
      spacer.remove();
    }
  });

  it('starts when it becomes eager', async () => {
    const element = await conferenceFixture({
      attributes: { loading: 'lazy', style: 'display: none' },
    });
    await element.updateComplete;
    element.loading = 'eager';
    await next(element, 'livebox-ready');
  });
});

describe('a conference that failed', () => {
  it('is asked for again by load()', async () => {
    const answers = [problem(404, 'conference_unavailable'), json(grantFor())];
    const element = await conferenceFixture({ respond: () => answers.shift() });
    await inState(element, 'failed');
    element.load();
    await next(element, 'livebox-ready');
    expect(element.error).to.equal(undefined);
  });
});

describe('a grant in the page', () => {
  it('is not what a changed name asks for: the endpoint is', async () => {
    const element = await readyFixture({
      attributes: { 'token-endpoint': '/livebox/token' },
      prepare: (tag) => (tag.grant = grantFor('Conference-1')),
      respond: () => json(grantFor('Conference-2')),
    });
    element.name = 'Conference-2';
    await next(element, 'livebox-ready');
    expect(element.conference?.name).to.equal('Conference-2');
  });

  it('for another conference fails where there is no endpoint', async () => {
    const element = await conferenceFixture({
      prepare: (tag) => (tag.grant = grantFor('Conference-2')),
    });
    await inState(element, 'failed');
    expect(element.error?.code).to.equal('endpoint_invalid');
  });
});
