import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ENGLISH } from '../../src/element/english.js';
import {
  conferenceFixture,
  type FixtureOptions,
  grantFor,
  inState,
  insertTag,
  json,
  next,
  panelButton,
  servers,
} from './conference-fixture.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';

async function clickFixture(options: FixtureOptions = {}): Promise<LiveboxConferenceElement> {
  const { attributes = {} } = options;
  const element = await conferenceFixture({
    ...options,
    attributes: { ...attributes, loading: 'click' },
  });
  while (!panelButton(element)) await new Promise(requestAnimationFrame);
  return element;
}

describe('loading="click"', () => {
  it('contacts nobody before the press', async () => {
    let requests = 0;
    const respond = (): Response => {
      requests++;
      return json(grantFor());
    };
    const element = await clickFixture({ respond });
    await new Promise(requestAnimationFrame);
    expect(requests).to.equal(0);
    expect(element.state).to.equal('idle');
    expect(panelButton(element)?.textContent).to.equal(ENGLISH.join);
    panelButton(element)?.click();
    await next(element, 'livebox-ready');
    expect(requests).to.equal(1);
  });

  it('is used by keyboard, and the focus goes on into the meeting', async () => {
    const element = await clickFixture();
    panelButton(element)?.focus();
    await sendKeys({ press: 'Enter' });
    await inState(element, 'ready');
    expect(document.activeElement).to.equal(element);
    expect(element.shadowRoot?.activeElement).to.equal(element.frame);
  });

  it('does not take the focus from where the visitor has gone meanwhile', async () => {
    const element = await clickFixture({
      respond: async (request) => {
        const { name } = (await request.clone().json()) as { name: string };
        return json(grantFor(name));
      },
    });
    panelButton(element)?.click();
    await next(element, 'livebox-ready');
    const field = document.createElement('input');
    element.before(field);
    field.focus();
    element.name = 'Conference-2';
    await next(element, 'livebox-ready');
    expect(document.activeElement?.localName).to.equal('input');
  });

  it('needs no press when load() is called as soon as the tag is in the page', async () => {
    const { element } = insertTag('click');
    element.load();
    await next(element, 'livebox-ready');
    element.remove();
  });

  it('shows the author’s poster behind the button', async () => {
    const element = await clickFixture({
      prepare: (tag) =>
        (tag.innerHTML =
          '<img slot="poster" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    });
    const poster = element.querySelector('img')?.getBoundingClientRect();
    expect(poster).to.include({ width: 640, height: 360 });
    const {
      left = 0,
      top = 0,
      width = 0,
      height = 0,
    } = panelButton(element)?.getBoundingClientRect() ?? {};
    const hit = element.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2);
    expect(hit?.localName).to.equal('button');
    await expect(element).to.be.accessible();
  });

  it('connects ahead of the press when the pointer or the focus is on the button', async () => {
    const element = await clickFixture({ attributes: { 'frame-origins': servers.frames } });
    const links = (): number =>
      document.head.querySelectorAll(`link[rel="preconnect"][href="${servers.frames}"]`).length;
    expect(links()).to.equal(0);
    panelButton(element)?.focus();
    expect(links()).to.equal(1);
    panelButton(element)?.dispatchEvent(new PointerEvent('pointerenter'));
    expect(links()).to.equal(1);
  });

  it('needs no second press for another meeting', async () => {
    const element = await clickFixture({
      respond: async (request) => {
        const { name } = (await request.clone().json()) as { name: string };
        return json(grantFor(name));
      },
    });
    panelButton(element)?.click();
    await next(element, 'livebox-ready');
    element.name = 'Conference-2';
    await next(element, 'livebox-ready');
    expect(element.conference?.name).to.equal('Conference-2');
  });
});
