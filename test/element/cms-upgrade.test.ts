import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { LiveboxRequestEvent } from '../../src/element/conference-events.js';
import '../../src/element/livebox-conference.cdn.js';
import { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import { grantFor, json } from './conference-fixture.js';

/** What the page's owner writes. Not run: the tests have imported it. */
function addScriptTag(): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'text/plain';
  script.src = new URL('../../src/element/livebox-conference.js', import.meta.url).href;
  script.dataset['tokenEndpoint'] = '/owner/token';
  document.head.append(script);
  return script;
}

async function markup(content: string): Promise<HTMLElement> {
  const box = await fixture<HTMLElement>(html`<div style="width: 640px"></div>`);
  // As it comes with a page, after an editor's filter.
  box.innerHTML = content;
  return box;
}

async function upgradedIn(box: HTMLElement): Promise<LiveboxConferenceElement> {
  await waitUntil(() => box.querySelector('livebox-conference'), 'an upgraded element');
  return box.querySelector('livebox-conference')!;
}

/** Until everything that was added has been looked at: a stand-in added last is upgraded. */
async function allSeen(): Promise<void> {
  await upgradedIn(await markup('<div data-livebox-conference="Last"></div>'));
}

describe('markup of an editor that strips unknown tags', () => {
  let requests: Request[] = [];
  let script: HTMLScriptElement;

  function answer(event: LiveboxRequestEvent): void {
    requests.push(event.request);
    const { name } = event.target as LiveboxConferenceElement;
    event.respondWith(json(grantFor(name)));
  }

  beforeEach(() => {
    requests = [];
    script = addScriptTag();
    document.addEventListener('livebox-request', answer);
  });

  afterEach(() => {
    document.removeEventListener('livebox-request', answer);
    script.remove();
  });

  it('becomes a conference in its box, with the five attributes', async () => {
    const box = await markup(`<div class="wide" data-livebox-conference="Conference-1"
      data-width="320px" data-height="180px" data-loading="lazy" data-label="Weekly">Later</div>`);
    const element = await upgradedIn(box);
    expect(element).to.be.instanceOf(LiveboxConferenceElement);
    const { name, width, height, loading, label } = element;
    expect({ name, width, height, loading, label }).to.deep.equal({
      name: 'Conference-1',
      width: '320px',
      height: '180px',
      loading: 'lazy',
      label: 'Weekly',
    });
    expect(element.parentElement?.className).to.equal('wide');
    expect(element.textContent).to.equal('Later');
  });

  it('asks the endpoint of the script tag', async () => {
    const element = await upgradedIn(await markup('<div data-livebox-conference="A"></div>'));
    await waitUntil(() => element.state === 'ready', 'ready');
    expect(requests.map(({ url }) => new URL(url).pathname)).to.deep.equal(['/owner/token']);
  });

  it('asks no endpoint that a script of another site names', async () => {
    const other = script.cloneNode() as HTMLScriptElement;
    other.src = `https://other.example${new URL(script.src).pathname}`;
    other.dataset['tokenEndpoint'] = '/other/token';
    script.before(other);
    const element = await upgradedIn(await markup('<div data-livebox-conference="A"></div>'));
    other.remove();
    expect(element.tokenEndpoint).to.equal('/owner/token');
  });

  it('leaves the endpoint to the page when the script tag has none', async () => {
    delete script.dataset['tokenEndpoint'];
    const element = await upgradedIn(await markup('<div data-livebox-conference="A"></div>'));
    expect(element.hasAttribute('token-endpoint')).to.be.false;
  });

  it('takes a link, which stays the fallback', async () => {
    const box = await markup(
      '<a class="livebox-conference" href="https://example.org/join" data-livebox-conference=" B ">Join</a>',
    );
    const element = await upgradedIn(box);
    expect(element.name).to.equal('B');
    expect(element.parentElement).to.equal(box);
    expect(element.querySelector('a')?.href).to.equal('https://example.org/join');
    await waitUntil(() => element.state === 'ready', 'ready');
    expect(requests).to.have.length(1);
  });

  it('takes the name from the end of a link whose data an editor has stripped', async () => {
    const box = await markup(
      '<a class="livebox-conference" href="https://example.org/meetings/Conference-2">Join</a>',
    );
    expect((await upgradedIn(box)).name).to.equal('Conference-2');
  });

  it('leaves links that name no conference alone', async () => {
    const box = await markup(`
      <a class="livebox-conference" href="https://example.org/lbmeeting/?key=abc">Join</a>
      <a class="livebox-conference" href="https://example.org/page.html">Join</a>
      <a class="livebox-conference" href="javascript:alert(1)">Join</a>
      <a class="livebox-conference" href="https://example.org/?next=/Conference-2">Join</a>
      <a class="livebox-conference" href="https://example.org/#/Conference-2">Join</a>
      <a class="livebox-conference" data-livebox-conference="" href="/Conference-2">Join</a>
      <a class="livebox-conference">Join</a>
      <a data-livebox-conference="A" href="https://example.org/meetings/Conference-2">Join</a>
      <a href="https://example.org/meetings/Conference-2">Join</a>
      <span data-livebox-conference="A"></span>`);
    await allSeen();
    expect(box.querySelectorAll('livebox-conference')).to.have.length(0);
  });

  it('upgrades each stand-in once, however often it is moved', async () => {
    const box = await markup('<div data-livebox-conference="A"></div>');
    await upgradedIn(box);
    const other = await markup('');
    other.append(box.firstElementChild!);
    await allSeen();
    expect(other.querySelectorAll('livebox-conference')).to.have.length(1);
  });

  describe('by a hostile author', () => {
    it('sets nothing but the five attributes', async () => {
      const evil = 'https://evil.example';
      const box = await markup(`<div data-livebox-conference="A" name="B" token-endpoint="${evil}"
        data-token-endpoint="${evil}" data-frame-origins="${evil}" frame-origins="${evil}"
        data-allow="geolocation" allow="geolocation" data-src="${evil}" src="${evil}"
        data-token="t" data-method="get" data-credentials="include" data-grant="{}"
        data-onclick="alert(1)" data-style="color:red"></div>`);
      const element = await upgradedIn(box);
      await waitUntil(() => element.state === 'ready', 'ready');
      expect(element.getAttributeNames().sort()).to.deep.equal(['name', 'token-endpoint']);
      expect(element.tokenEndpoint).to.equal('/owner/token');
      expect(element.frame?.src).to.equal(grantFor('A').src);
      expect(element.frame?.allow).not.to.contain('geolocation');
    });

    it('brings no grant of their own', async () => {
      const grant = JSON.stringify({ ...grantFor('A'), src: 'https://evil.example/' });
      const box = await markup(
        `<div data-livebox-conference="A"><script type="application/json">${grant}</script></div>`,
      );
      const element = await upgradedIn(box);
      await waitUntil(() => element.state === 'ready', 'ready');
      expect(requests).to.have.length(1);
      expect(element.frame?.src).to.equal(grantFor('A').src);
    });

    it("replaces none of the tag's own messages", async () => {
      const box = await markup(`
        <div data-livebox-conference="A"><p slot="error">Call 0900…</p></div>
        <a slot="error" class="livebox-conference" data-livebox-conference="B" href="/">Join</a>`);
      await upgradedIn(box);
      await waitUntil(() => box.querySelectorAll('livebox-conference').length === 2, 'both');
      expect(box.querySelectorAll('livebox-conference > [slot]')).to.have.length(0);
    });

    it('gets one meeting out of nested boxes', async () => {
      const box = await markup(
        '<div data-livebox-conference="A"><div data-livebox-conference="B"></div></div>',
      );
      await upgradedIn(box);
      await allSeen();
      expect(box.querySelectorAll('livebox-conference')).to.have.length(1);
    });

    it('is told of a name that is none', async () => {
      const element = await upgradedIn(
        await markup('<div data-livebox-conference="&lt;img src=x onerror=alert(1)&gt;"></div>'),
      );
      await waitUntil(() => element.state === 'failed', 'failed');
      expect(element.error?.code).to.equal('name_invalid');
      expect(element.shadowRoot?.querySelectorAll('img')).to.have.length(0);
    });
  });
});
