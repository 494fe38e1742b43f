import { expect, fixture, html } from '@open-wc/testing';
import { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import { grantFor, inState, json, next } from './conference-fixture.js';

/** A tag that gets its grant, wherever it is put. */
function createTag(attributes: Record<string, string> = {}): LiveboxConferenceElement {
  const tag = document.createElement('livebox-conference');
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  tag.name = 'Conference-1';
  tag.addEventListener('livebox-request', (event) => {
    event.respondWith(json(grantFor()));
  });
  return tag;
}

async function place(): Promise<HTMLElement> {
  return await fixture(html`<div style="width: 640px"></div>`);
}

/** Until the browser has told observers where their elements are: at the end of each frame. */
async function located(): Promise<void> {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
}

describe('surroundings', () => {
  it('can be another shadow root, styles and size included', async () => {
    const host = await place();
    const root = host.attachShadow({ mode: 'closed' });
    const tag = createTag();
    root.append(tag);
    await next(host, 'livebox-ready');
    expect(tag.getBoundingClientRect()).to.include({ width: 640, height: 360 });
    expect(tag.frame?.getBoundingClientRect()).to.include({ width: 640, height: 360 });
  });

  it('can be a dialog that opens later', async () => {
    const host = await place();
    const dialog = document.createElement('dialog');
    const tag = createTag({ loading: 'lazy', width: '300' });
    dialog.append(tag);
    host.append(dialog);
    await tag.updateComplete;
    await located();
    expect(tag.state).to.equal('idle');
    dialog.showModal();
    await next(tag, 'livebox-ready');
    expect(tag.getBoundingClientRect().width).to.equal(300);
    dialog.close();
    expect(tag.state).to.equal('ready');
  });

  it('can be <details> that is opened later', async () => {
    const host = await place();
    const details = document.createElement('details');
    const tag = createTag({ loading: 'lazy' });
    details.append(tag);
    host.append(details);
    await tag.updateComplete;
    await located();
    expect(tag.state).to.equal('idle');
    details.open = true;
    await next(tag, 'livebox-ready');
  });

  it('can be a tab panel that is hidden and shown again, without reloading the meeting', async () => {
    const host = await place();
    const tag = createTag();
    host.hidden = true;
    host.append(tag);
    await inState(tag, 'ready');
    const { frame } = tag;
    host.hidden = false;
    expect(tag.getBoundingClientRect()).to.include({ width: 640, height: 360 });
    host.hidden = true;
    host.hidden = false;
    expect(tag.frame === frame).to.equal(true);
    expect(tag.state).to.equal('ready');
  });

  it('can be a flex or grid container and a right-to-left page', async () => {
    const host = await place();
    host.style.display = 'flex';
    host.dir = 'rtl';
    const tag = createTag({ width: '200px', height: '100px' });
    host.append(tag);
    await next(tag, 'livebox-ready');
    const box = tag.getBoundingClientRect();
    expect(box).to.include({ width: 200, height: 100 });
    expect(box.right).to.equal(host.getBoundingClientRect().right);
  });

  it('can be an iframe of the same site', async () => {
    const host = await place();
    const outer = document.createElement('iframe');
    outer.src = '/test/element/inner-page.html';
    host.append(outer);
    await new Promise((resolve) => {
      outer.addEventListener('load', resolve, { once: true });
    });
    const inner = outer.contentDocument?.querySelector('livebox-conference');
    while (inner?.state !== 'failed') await new Promise(requestAnimationFrame);
    expect(inner.error?.code).to.equal('endpoint_missing');
  });

  it('may hold two copies of the script: neither breaks the other', async () => {
    const address = '/src/element/livebox-conference.ts?copy';
    await import(address);
    expect(customElements.get('livebox-conference')).to.equal(LiveboxConferenceElement);
    const tag = createTag();
    (await place()).append(tag);
    await next(tag, 'livebox-ready');
  });

  it('leaves the author’s own attributes alone', async () => {
    const host = await place();
    const tag = createTag({ title: 'Mine', class: 'mine', style: 'width: 123px', role: 'region' });
    host.append(tag);
    await next(tag, 'livebox-ready');
    expect(tag.getAttribute('style')).to.equal('width: 123px');
    expect(tag.className).to.equal('mine');
    expect(tag.title).to.equal('Mine');
    expect(tag.getAttribute('role')).to.equal('region');
    expect(tag.getBoundingClientRect().width).to.equal(123);
    expect(tag.hasAttribute('tabindex')).to.equal(false);
  });

  it('may set properties before the tag is known', async () => {
    const host = await place();
    const tag = document.createElement('early-conference');
    Object.assign(tag, { name: 'Conference-1', width: '222px' });
    tag.addEventListener('livebox-request', (event) => {
      event.respondWith(json(grantFor()));
    });
    host.append(tag);
    customElements.define('early-conference', class extends LiveboxConferenceElement {});
    await next(tag, 'livebox-ready');
    expect(tag.getBoundingClientRect().width).to.equal(222);
    expect(tag.getAttribute('name')).to.equal('Conference-1');
  });
});
