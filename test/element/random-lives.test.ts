import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import { grantFor, json, problem, servers } from './conference-fixture.js';

interface Pending {
  request: Request;
  answer?: (response: Response) => void;
}

/** One tag through a random life, with what the test knows of it. */
class Life {
  readonly tag: LiveboxConferenceElement = document.createElement('livebox-conference');
  readonly places = [document.createElement('div'), document.createElement('div')] as const;
  readonly #requests: Pending[] = [];
  readonly #faults: string[] = [];
  #lastState = 'idle';

  constructor() {
    document.body.append(...this.places);
    this.tag.name = 'Conference-1';
    this.tag.retryDelay = 0;
    this.tag.addEventListener('livebox-request', (event) => {
      const pending: Pending = { request: event.request };
      this.#requests.push(pending);
      event.respondWith(new Promise((resolve) => (pending.answer = resolve)));
    });
    for (const type of ['enabled', 'embed', 'ready', 'waiting', 'error', 'closed'] as const) {
      this.tag.addEventListener(`livebox-${type}`, () => {
        this.#expect(this.tag.isConnected, `${type} outside the page`);
        if (type === 'ready') this.#expect(this.tag.frame?.isConnected, 'ready without a frame');
      });
    }
    this.tag.addEventListener('livebox-statechange', ({ oldState, newState }) => {
      this.#expect(oldState === this.#lastState, `${oldState} after ${this.#lastState}`);
      this.#lastState = newState;
    });
  }

  answer(response: Response): void {
    this.#requests.pop()?.answer?.(response);
  }

  /** What must hold whatever has happened. */
  check(): void {
    const { tag } = this;
    const frames = tag.shadowRoot?.querySelectorAll('iframe').length ?? 0;
    this.#expect(frames <= 1, `${String(frames)} frames`);
    const isShowing = tag.state === 'loading' || tag.state === 'ready';
    this.#expect(isShowing === (frames === 1), `${String(frames)} frames while ${tag.state}`);
    this.#expect(tag.matches(`:state(${tag.state})`) || tag.state === 'idle', 'custom state');
    this.#expect((tag.error !== undefined) === (tag.state === 'failed'), 'error and state');
    const open = this.#requests.filter(({ request }) => !request.signal.aborted).length;
    const mayAsk = tag.state === 'requesting' || tag.state === 'waiting';
    if (!tag.isConnected) {
      // Outside the page it goes back to idle without a word.
      this.#lastState = 'idle';
      this.#expect(tag.state === 'idle', `${tag.state} outside the page`);
      this.#expect(open === 0, 'a request of a tag outside the page');
    } else if (!mayAsk) {
      this.#expect(open === 0, `${String(open)} requests while ${tag.state}`);
    } else {
      this.#expect(open <= 1, `${String(open)} requests at once`);
    }
    expect(this.#faults).to.deep.equal([]);
  }

  end(): void {
    this.tag.remove();
    for (const place of this.places) place.remove();
  }

  #expect(isTrue: boolean | undefined, fault: string): void {
    if (!isTrue) this.#faults.push(fault);
  }
}

const hanging = (name: string): Response =>
  json(grantFor(name, { src: `${servers.frames}/hang?${name}` }));

const STEPS: Record<string, (life: Life) => void> = {
  insert: ({ tag, places }) => {
    places[0].append(tag);
  },
  move: ({ tag, places }) => {
    places[1].append(tag);
  },
  remove: ({ tag }) => {
    tag.remove();
  },
  load: ({ tag }) => {
    tag.load();
  },
  close: ({ tag }) => {
    tag.close();
  },
  'another name': ({ tag }) =>
    (tag.name = tag.name === 'Conference-1' ? 'Conference-2' : 'Conference-1'),
  'no name': ({ tag }) => {
    tag.removeAttribute('name');
    tag.name = '';
  },
  'another endpoint': ({ tag }) => (tag.tokenEndpoint += 'x'),
  looks: ({ tag }) => {
    tag.width = tag.width ? '' : '300px';
    tag.label += 'x';
  },
  'loading lazy': ({ tag }) => (tag.loading = 'lazy'),
  'loading click': ({ tag }) => (tag.loading = 'click'),
  'loading eager': ({ tag }) => (tag.loading = 'eager'),
  grant: (life) => {
    life.answer(hanging(life.tag.name));
  },
  'wrong grant': (life) => {
    life.answer(hanging('Conference-9'));
  },
  'not open': (life) => {
    life.answer(problem(403, 'conference_not_open', { opensAt: '2099-01-01T00:00:00Z' }));
  },
  'no host': (life) => {
    life.answer(problem(403, 'conference_not_open'));
  },
  over: (life) => {
    life.answer(problem(410, 'conference_over'));
  },
  unavailable: (life) => {
    life.answer(problem(404, 'conference_unavailable'));
  },
  down: (life) => {
    life.answer(problem(503, 'upstream_unavailable', { retryable: true }));
  },
  'frame loads': ({ tag }) => tag.frame?.dispatchEvent(new Event('load')),
  'meeting ends': ({ tag }) => {
    const data = { type: 'livebox:ended', version: 1, reason: 'removed' };
    const source = tag.frame?.contentWindow ?? null;
    window.dispatchEvent(new MessageEvent('message', { data, source, origin: servers.frames }));
  },
  online: () => window.dispatchEvent(new Event('online')),
  press: ({ tag }) => tag.shadowRoot?.querySelector('button')?.click(),
};

/** Lets everything that is due happen: microtasks, then one task. */
async function settle(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

describe('random lives', function () {
  this.timeout(servers.randomLives * 100);

  it('never break what must always hold', async () => {
    const steps = fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, async (names) => {
        const life = new Life();
        try {
          for (const name of ['insert', ...names]) {
            STEPS[name]?.(life);
            await settle();
            life.check();
          }
        } finally {
          life.end();
          await settle();
          life.check();
        }
      }),
      { numRuns: servers.randomLives, includeErrorInReport: true },
    );
  });
});
