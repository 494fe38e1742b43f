import { expect, waitUntil } from '@open-wc/testing';
import { ConferencePanel } from '../../src/element/conference-panel.js';
import { ENGLISH } from '../../src/element/english.js';
import type { LiveboxEventMap } from '../../src/element/conference-events.js';
import {
  conferenceFixture,
  grantFor,
  inState,
  json,
  next,
  panelText,
  readyFixture,
  servers,
} from './conference-fixture.js';

const EVENTS = [
  'livebox-request',
  'livebox-enabled',
  'livebox-embed',
  'livebox-ready',
] as const satisfies readonly (keyof LiveboxEventMap)[];

describe('a tag becomes a meeting', () => {
  it('announces each step, in order, to a listener on the document', async () => {
    const heard: string[] = [];
    const listener = ({ type }: Event): void => void heard.push(type);
    for (const type of EVENTS) document.addEventListener(type, listener);
    const element = await readyFixture();
    for (const type of EVENTS) document.removeEventListener(type, listener);
    expect(heard).to.deep.equal(EVENTS);
    expect(element.state).to.equal('ready');
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(panelText(element)).to.equal('');
  });

  it('walks through the states', async () => {
    const states: string[] = [];
    const element = await readyFixture({
      prepare: (tag) => {
        tag.addEventListener('livebox-statechange', ({ oldState, newState }) => {
          states.push(`${oldState} → ${newState}`);
        });
      },
    });
    expect(states).to.deep.equal(['idle → requesting', 'requesting → loading', 'loading → ready']);
    expect(element.conference).to.deep.equal({ name: 'Conference-1' });
  });

  it('gives the frame a name and the permissions that a meeting needs, for its origin only', async () => {
    const { frame } = await readyFixture();
    expect(frame?.title).to.equal('Video conference: Conference-1');
    expect(frame?.src).to.equal(grantFor().src);
    expect(frame?.referrerPolicy).to.equal('strict-origin-when-cross-origin');
    const features = frame?.allow.split('; ') ?? [];
    expect(features).to.include(`camera ${servers.frames}`);
    expect(features).to.include(`display-capture ${servers.frames}`);
    expect(features.length).to.equal(10);
    expect(frame?.allow).not.to.contain('*');
    const names = frame?.getAttributeNames() ?? [];
    expect(names.at(-1)).to.equal('src');
  });

  it('passes only feature names of `allow` on', async () => {
    const { frame } = await readyFixture({ attributes: { allow: "camera; microphone *, 'x'" } });
    expect(frame?.allow).to.equal(`camera ${servers.frames}; microphone ${servers.frames}`);
  });

  it('takes its size from the attributes and stays within a narrow page', async () => {
    const element = await readyFixture({ attributes: { width: '400px', height: '50' } });
    expect(element.getBoundingClientRect()).to.include({ width: 400, height: 50 });
    element.width = '2000';
    await element.updateComplete;
    expect(element.getBoundingClientRect().width).to.equal(640);
    element.width = '50%';
    await element.updateComplete;
    expect(element.getBoundingClientRect().width).to.equal(320);
  });

  it('fills its container at 16:9 without a size', async () => {
    const element = await readyFixture();
    expect(element.getBoundingClientRect()).to.include({ width: 640, height: 360 });
  });

  it('falls back to the default size with one warning for a size in nonsense units', async () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (message: unknown) => void warnings.push(message);
    try {
      const element = await readyFixture({ attributes: { height: '12parsecs' } });
      expect(element.getBoundingClientRect()).to.include({ width: 640, height: 360 });
      element.width = '40';
      await element.updateComplete;
      expect(warnings.length).to.equal(1);
      expect(warnings[0]).to.contain('height="12parsecs"');
    } finally {
      console.warn = warn;
    }
  });

  it('shows that it is working on it', async () => {
    const element = await conferenceFixture({ respond: () => new Promise(() => undefined) });
    await inState(element, 'requesting');
    await waitUntil(() => panelText(element) === ENGLISH.loading);
    const spinner = element.shadowRoot?.querySelector('[part="spinner"]');
    expect(spinner?.getBoundingClientRect().width).to.be.greaterThan(0);
  });

  it('leaves the meeting uncovered when the panel loads just as it is ready', async () => {
    const element = await readyFixture();
    const root = element.shadowRoot;
    if (!root) throw new Error('No shadow root');
    const panel = new ConferencePanel(root, () => undefined);
    const context = { strings: {}, language: 'en', isClickToLoad: false, isRetrying: false };
    panel.show({ status: 'ready', grant: grantFor() }, { ...context, countdown: '', origins: [] });
    const { left, top } = element.getBoundingClientRect();
    expect(root.elementFromPoint(left + 50, top + 50)?.localName).to.equal('iframe');
  });

  it('starts without a request when the page has the grant', async () => {
    let requests = 0;
    const element = await readyFixture({
      prepare: (tag) => (tag.grant = grantFor()),
      respond: () =>
        json(grantFor('Conference-1', { src: `${servers.frames}/no${String(++requests)}` })),
    });
    expect(element.state).to.equal('ready');
    expect(requests).to.equal(0);
  });
});

describe('a running meeting', () => {
  it('is not reloaded by a change of its looks', async () => {
    let loads = 0;
    const element = await readyFixture();
    element.addEventListener('livebox-statechange', () => loads++);
    const { frame } = element;
    element.width = '320';
    element.setAttribute('height', '200px');
    element.label = 'Weekly';
    element.strings = { loading: '…' };
    element.allow = 'camera';
    element.token = 'another';
    await element.updateComplete;
    expect(element.frame).to.equal(frame);
    expect(frame?.isConnected).to.equal(true);
    expect(frame?.title).to.equal('Weekly');
    expect(loads).to.equal(0);
  });

  it('is not reloaded by a newer grant for the same address', async () => {
    const element = await readyFixture({ prepare: (tag) => (tag.grant = grantFor()) });
    const { frame } = element;
    element.grant = grantFor('Conference-1', { expiresAt: '2126-01-01T00:00:00Z' });
    await element.updateComplete;
    expect(element.state).to.equal('ready');
    expect(frame?.isConnected).to.equal(true);
    element.grant = grantFor('Conference-1', { src: `${servers.frames}/meeting?room=2` });
    await next(element, 'livebox-ready');
    expect(element.frame?.src).to.contain('room=2');
  });

  it('that was closed starts with a newer grant for the same address', async () => {
    const element = await readyFixture({ prepare: (tag) => (tag.grant = grantFor()) });
    element.close();
    element.grant = grantFor('Conference-1', { expiresAt: '2126-01-01T00:00:00Z' });
    await next(element, 'livebox-ready');
  });

  it('is another one after a change of name or endpoint', async () => {
    const element = await readyFixture({
      respond: async (request) => {
        const { name } = (await request.clone().json()) as { name: string };
        return json(grantFor(name));
      },
    });
    element.name = 'Conference-2';
    await next(element, 'livebox-ready');
    expect(element.conference?.name).to.equal('Conference-2');
    expect(element.shadowRoot?.querySelectorAll('iframe').length).to.equal(1);
    element.setAttribute('token-endpoint', '/other');
    const { request } = await next(element, 'livebox-request');
    expect(new URL(request.url).pathname).to.equal('/other');
    await next(element, 'livebox-ready');
  });

  it('ends with close() and starts again with load()', async () => {
    const element = await readyFixture();
    const closed = next(element, 'livebox-closed');
    element.close();
    expect((await closed).reason).to.equal('closed');
    expect(element.state).to.equal('closed');
    expect(element.frame).to.equal(undefined);
    await inState(element, 'closed');
    expect(panelText(element)).to.contain(ENGLISH.closed);
    element.load();
    await next(element, 'livebox-ready');
    expect(element.state).to.equal('ready');
  });

  it('keeps its frame through moveBefore() and finds it again after append()', async function () {
    const element = await readyFixture();
    const { frame } = element;
    const other = document.createElement('section');
    element.parentElement?.append(other);
    const { moveBefore } = other as { moveBefore?: (node: Node, child: Node | null) => void };
    if (moveBefore) {
      let changes = 0;
      element.addEventListener('livebox-statechange', () => changes++, { once: true });
      moveBefore.call(other, element, null);
      await new Promise(requestAnimationFrame);
      expect(changes).to.equal(0);
      expect(element.frame).to.equal(frame);
    }
    const ready = next(element, 'livebox-ready');
    document.body.append(element);
    expect(element.state).to.equal('loading');
    await ready;
    expect(element.frame).to.equal(frame);
    element.remove();
  });
});
