import { expect } from '@open-wc/testing';
import { inState, grantFor, json, next, servers } from './conference-fixture.js';

/** Counts what is registered with the browser while a test runs. */
function watchBrowser(): { counts: () => Record<string, number>; restore: () => void } {
  const listeners = new Map<EventTarget, Set<string>>();
  const timers = new Set<unknown>();
  const requests = new Set<AbortSignal>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const original = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
  const identify = (type: string, listener: unknown): string => {
    ids.set(listener as object, ids.get(listener as object) ?? ++lastId);
    return `${type} ${String(ids.get(listener as object))}`;
  };
  const ids = new WeakMap<object, number>();
  let lastId = 0;
  EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
    if (listener && (this === window || this === document)) {
      const own = listeners.get(this) ?? new Set();
      const id = identify(type, listener);
      listeners.set(this, own.add(id));
      const signal = typeof options === 'object' ? options?.signal : undefined;
      signal?.addEventListener('abort', () => own.delete(id));
    }
    addEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (
    this: EventTarget,
    type,
    listener,
    options,
  ) {
    if (listener) listeners.get(this)?.delete(identify(type, listener));
    removeEventListener.call(this, type, listener, options);
  };
  window.setTimeout = ((...args: Parameters<typeof original.setTimeout>) => {
    const id = original.setTimeout.apply(window, args);
    timers.add(id);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    timers.delete(id);
    original.clearTimeout.call(window, id);
  };
  const near = new Set<Element>();
  const { observe, unobserve } = IntersectionObserver.prototype;
  IntersectionObserver.prototype.observe = function (target) {
    near.add(target);
    observe.call(this, target);
  };
  IntersectionObserver.prototype.unobserve = function (target) {
    near.delete(target);
    unobserve.call(this, target);
  };
  const handleRequest = ({ request }: { request: Request }): void => {
    requests.add(request.signal);
  };
  document.addEventListener('livebox-request', handleRequest);
  const before = listeners.get(document)?.size ?? 0;
  return {
    counts: () => ({
      listeners: [...listeners.values()].reduce((sum, { size }) => sum + size, 0) - before,
      timers: timers.size,
      observed: near.size,
      requests: [...requests].filter((signal) => !signal.aborted).length,
    }),
    restore: () => {
      document.removeEventListener('livebox-request', handleRequest);
      Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
      Object.assign(IntersectionObserver.prototype, { observe, unobserve });
      Object.assign(window, original);
    },
  };
}

describe('a hundred visits', () => {
  it('leave no listener, timer, observer or request behind', async () => {
    const [first, second] = [document.createElement('div'), document.createElement('div')];
    document.body.append(first, second);
    const browser = watchBrowser();
    try {
      for (let cycle = 0; cycle < 100; cycle++) {
        const element = document.createElement('livebox-conference');
        element.name = 'Conference-1';
        element.loading = cycle % 4 === 3 ? 'lazy' : 'eager';
        element.addEventListener('livebox-request', (event) => {
          // A request that hangs, one that is answered, one that goes to the network.
          if (cycle % 3 === 0) event.respondWith(new Promise(() => undefined));
          if (cycle % 3 === 1) event.respondWith(json(grantFor()));
        });
        element.tokenEndpoint = `${servers.frames}/hang`;
        element.method = 'get';
        first.append(element);
        await element.updateComplete;
        second.append(element);
        if (cycle % 3 === 1) await next(element, 'livebox-ready');
        else if (element.loading === 'eager') await inState(element, 'requesting');
        element.remove();
        await Promise.resolve();
        expect(element.shadowRoot?.querySelectorAll('iframe')).to.have.length(0);
      }
      const none = { listeners: 0, timers: 0, observed: 0, requests: 0 };
      expect(browser.counts()).to.deep.equal(none);
    } finally {
      browser.restore();
      first.remove();
      second.remove();
    }
  });
});
