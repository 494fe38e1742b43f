import { expect } from '@open-wc/testing';
import { ENGLISH } from '../../src/element/english.js';
import {
  conferenceFixture,
  grantFor,
  inState,
  json,
  next,
  panelText,
  problem,
  readyFixture,
} from './conference-fixture.js';

/** Runs timers at once and writes down how long they would have taken. */
function skipTime(): { delays: number[]; restore: () => void } {
  const { setTimeout } = window;
  const delays: number[] = [];
  window.setTimeout = ((callback: () => void, delay = 0) => {
    delays.push(delay);
    // The time that an answer may take stays what it is.
    return setTimeout(callback, delay === 20_000 ? delay : 0);
  }) as typeof window.setTimeout;
  return { delays, restore: () => (window.setTimeout = setTimeout) };
}

const DOWN = (): Response => problem(503, 'upstream_unavailable', { retryable: true });

describe('recovery', () => {
  it('asks again up to three times and then says so', async () => {
    let requests = 0;
    const element = await conferenceFixture({
      respond: () => {
        requests++;
        return DOWN();
      },
    });
    await inState(element, 'failed');
    expect(requests).to.equal(4);
    expect(element.error?.code).to.equal('upstream_unavailable');
  });

  it('goes on to the meeting when the endpoint is back', async () => {
    const answers = [DOWN(), DOWN(), json(grantFor())];
    const errors: unknown[] = [];
    const element = await conferenceFixture({
      prepare: (tag) => tag.addEventListener('livebox-error', ({ error }) => errors.push(error)),
      respond: () => answers.shift(),
    });
    await next(element, 'livebox-ready');
    expect(errors).to.deep.equal([]);
  });

  it('shows that it tries again', async () => {
    let answer: (response: Response) => void = () => undefined;
    const answers = [
      Promise.resolve(DOWN()),
      new Promise<Response>((resolve) => (answer = resolve)),
    ];
    const element = await conferenceFixture({ respond: () => answers.shift() });
    while (panelText(element) !== ENGLISH.retrying) await new Promise(requestAnimationFrame);
    expect(element.state).to.equal('requesting');
    answer(json(grantFor()));
    await next(element, 'livebox-ready');
  });

  it('waits at least as long as the server asks, and longer each time', async () => {
    const time = skipTime();
    try {
      const element = await conferenceFixture({
        prepare: (tag) => (tag.retryDelay = 1_000),
        respond: () => problem(429, 'rate_limited', { retryable: true }, { 'retry-after': '7' }),
      });
      await inState(element, 'failed');
      const pauses = time.delays.filter((delay) => delay >= 7_000 && delay < 20_000);
      expect(pauses.length).to.equal(3);
      for (const [index, pause] of pauses.entries()) {
        expect(pause).to.be.within(7_000, 7_000 + 1_000 * 2 ** index);
      }
    } finally {
      time.restore();
    }
  });

  it('leaves a server alone that asks for a long pause', async () => {
    let requests = 0;
    const element = await conferenceFixture({
      respond: () => {
        requests++;
        return problem(503, 'shutting_down', { retryable: true }, { 'retry-after': '3600' });
      },
    });
    await inState(element, 'failed');
    expect(requests).to.equal(1);
  });

  it('asks again when an answer breaks off', async () => {
    const broken = (): Response =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"version":1,"na'));
            controller.error(new TypeError('network error'));
          },
        }),
      );
    const answers = [broken(), json(grantFor())];
    const element = await conferenceFixture({ respond: () => answers.shift() });
    await next(element, 'livebox-ready');
  });

  it('starts again when the browser comes online', async () => {
    const element = await conferenceFixture({
      attributes: { 'token-endpoint': 'http://127.0.0.1:9/' },
      respond: () => (navigator.onLine && isBack ? json(grantFor()) : undefined),
    });
    let isBack = false;
    await inState(element, 'failed');
    expect(element.error?.code).to.equal('network');
    isBack = true;
    window.dispatchEvent(new Event('online'));
    await next(element, 'livebox-ready');
  });

  it('asks the token function once more when a token has expired', async () => {
    const tokens: (string | null)[] = [];
    let count = 0;
    const element = await conferenceFixture({
      prepare: (tag) => (tag.token = () => `token-${String(++count)}`),
      respond: (request) => {
        tokens.push(request.headers.get('authorization'));
        return tokens.length === 1 ? problem(401, 'token_expired') : json(grantFor());
      },
    });
    await next(element, 'livebox-ready');
    expect(tokens).to.deep.equal(['Bearer token-1', 'Bearer token-2']);
  });

  it('gives up when the fresh token is refused, too', async () => {
    let requests = 0;
    const element = await conferenceFixture({
      prepare: (tag) => (tag.token = () => 'token'),
      respond: () => {
        requests++;
        return problem(401, 'token_invalid');
      },
    });
    await inState(element, 'failed');
    expect(requests).to.equal(2);
    expect(element.error?.code).to.equal('token_invalid');
  });

  it('gets a new grant for a meeting that is moved after its grant has expired', async () => {
    let requests = 0;
    const element = await readyFixture({
      respond: () => {
        requests++;
        return json(grantFor('Conference-1', { expiresAt: '2020-01-01T00:00:00Z' }));
      },
    });
    document.body.append(element);
    await next(element, 'livebox-ready');
    expect(requests).to.equal(2);
    element.remove();
  });
});
