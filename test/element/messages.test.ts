import { expect } from '@open-wc/testing';
import { ENGLISH } from '../../src/element/english.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import { inState, next, panelText, readyFixture } from './conference-fixture.js';

/** Has the meeting page post something. */
function post(element: LiveboxConferenceElement, data: unknown): void {
  element.frame?.contentWindow?.postMessage({ post: data }, '*');
}

describe('messages of the frame', () => {
  it('are heard with data and origin', async () => {
    const element = await readyFixture();
    const message = next(element, 'livebox-message');
    post(element, { type: 'livebox:participants', version: 1, count: 2 });
    const { data, origin } = await message;
    expect(data).to.deep.equal({ type: 'livebox:participants', version: 1, count: 2 });
    expect(origin).to.equal(new URL(element.frame?.src ?? '').origin);
  });

  it('do no harm whatever they are', async () => {
    const element = await readyFixture();
    const heard: unknown[] = [];
    element.addEventListener('livebox-message', ({ data }) => heard.push(data));
    const hostile = [
      null,
      'text',
      42,
      [],
      { type: null, version: 1 },
      { type: 'livebox:ended', version: 1, reason: { toString: null } },
      { type: 'livebox:ended', version: 2, reason: 'x' },
      { __proto__: { version: 1 }, type: 'livebox:ended', reason: 'x' },
    ];
    for (const data of hostile) post(element, data);
    while (heard.length < hostile.length) await next(element, 'livebox-message');
    expect(heard.length).to.equal(hostile.length);
    expect(element.state).to.equal('ready');
  });

  it('never reach another element', async () => {
    const [a, b] = [await readyFixture(), await readyFixture()];
    let heardByB = 0;
    b.addEventListener('livebox-message', () => heardByB++);
    const heardByA = next(a, 'livebox-message');
    post(a, 'for a');
    expect((await heardByA).data).to.equal('for a');
    expect(heardByB).to.equal(0);
  });

  it('do not come from the page itself, even with the right words', async () => {
    const element = await readyFixture();
    let heard = 0;
    element.addEventListener('livebox-message', () => heard++);
    const delivered = new Promise((resolve) => {
      window.addEventListener('message', resolve, { once: true });
    });
    window.postMessage({ type: 'livebox:ended', version: 1, reason: 'x' }, '*');
    await delivered;
    expect(heard).to.equal(0);
    expect(element.state).to.equal('ready');
  });

  it('end the conference when they say so', async () => {
    const element = await readyFixture();
    const closed = next(element, 'livebox-closed');
    post(element, { type: 'livebox:ended', version: 1, reason: 'removed' });
    expect((await closed).reason).to.equal('removed');
    await inState(element, 'closed');
    expect(panelText(element)).to.equal(ENGLISH.over);
  });
});
