import { expect, waitUntil } from '@open-wc/testing';
import { ENGLISH } from '../../src/element/english.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import { formatDuration, waitForOpening } from '../../src/element/waiting-room.js';
import {
  conferenceFixture,
  grantFor,
  inState,
  json,
  next,
  panelText,
  problem,
} from './conference-fixture.js';

const HOUR = 3_600_000;

/** A clock that a test sets, and timers that are over when it says so. */
function controlTime(): {
  now: number;
  delays: number[];
  elapse: () => void;
  restore: () => void;
} {
  const { setTimeout, clearTimeout } = window;
  const dateNow = Date.now.bind(Date);
  const pending = new Map<number, () => void>();
  let lastId = 0;
  const time = {
    now: dateNow(),
    delays: [] as number[],
    elapse: () => {
      const callbacks = [...pending.values()];
      pending.clear();
      for (const callback of callbacks) callback();
    },
    restore: () => {
      Object.assign(window, { setTimeout, clearTimeout });
      Date.now = dateNow;
    },
  };
  Date.now = () => time.now;
  window.setTimeout = ((callback: () => void, delay = 0) => {
    time.delays.push(delay);
    pending.set(++lastId, callback);
    return lastId;
  }) as unknown as typeof window.setTimeout;
  window.clearTimeout = (id) => void pending.delete(id as number);
  return time;
}

function hideTab(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const OPTIONS = { clockOffset: 0, polls: 0, language: 'en', showCountdown: () => undefined };

function countdown(element: LiveboxConferenceElement): string | undefined {
  return element.shadowRoot?.querySelector('[part="countdown"]')?.textContent ?? undefined;
}

describe('the waiting room', () => {
  it('counts down and loads by itself when the conference opens', async () => {
    let isOpen = false;
    const opensAt = new Date(Date.now() + 900).toISOString();
    const element = await conferenceFixture({
      prepare: (tag) => tag.addEventListener('livebox-waiting', () => (isOpen = true)),
      respond: () => (isOpen ? json(grantFor()) : problem(403, 'conference_not_open', { opensAt })),
    });
    const { random } = Math;
    Math.random = () => 0;
    try {
      await inState(element, 'waiting');
      await waitUntil(() => countdown(element) === '00:00:01');
      const timer = element.shadowRoot?.querySelector('[role="timer"]');
      expect(timer?.closest('[role="status"]') === null).to.equal(true);
      await next(element, 'livebox-ready');
    } finally {
      Math.random = random;
    }
  });

  it('waits for the server’s clock, not for a wrong one here', async () => {
    const time = controlTime();
    try {
      const shown: string[] = [];
      // This clock is an hour fast: by its own light the conference opened long ago.
      const opensAt = new Date(time.now - HOUR + 5_000);
      const options = { ...OPTIONS, opensAt, clockOffset: -HOUR };
      const wait = waitForOpening(
        { ...options, showCountdown: (text) => shown.push(text), spread: 0 },
        new AbortController().signal,
      );
      await settle();
      expect(shown).to.deep.equal(['00:00:05']);
      time.now += 5_000;
      time.elapse();
      await settle();
      time.elapse();
      await wait;
    } finally {
      time.restore();
    }
  });

  it('is right at once after the laptop has slept', async () => {
    const time = controlTime();
    try {
      const shown: string[] = [];
      const opensAt = new Date(time.now + 2 * HOUR);
      const options = { ...OPTIONS, opensAt, showCountdown: (text: string) => shown.push(text) };
      void waitForOpening(options, new AbortController().signal);
      await settle();
      time.now += HOUR;
      time.elapse();
      await settle();
      expect(shown).to.deep.equal(['02:00:00', '01:00:00']);
    } finally {
      time.restore();
    }
  });

  it('changes the time at each full second, and not at all in a hidden tab', async () => {
    const time = controlTime();
    try {
      const opensAt = new Date(time.now + HOUR + 1_300);
      void waitForOpening({ ...OPTIONS, opensAt }, new AbortController().signal);
      await settle();
      time.now += 300;
      time.elapse();
      await settle();
      hideTab(true);
      time.elapse();
      await settle();
      expect(time.delays).to.deep.equal([300, 1_000, 120_000]);
    } finally {
      Reflect.deleteProperty(document, 'hidden');
      time.restore();
    }
  });

  it('is left with the visit', async () => {
    const visit = new AbortController();
    const wait = waitForOpening({ ...OPTIONS, opensAt: new Date(Date.now() + HOUR) }, visit.signal);
    const reason = new Error('Gone');
    visit.abort(reason);
    expect(await wait.catch((error: unknown) => error)).to.equal(reason);
  });

  it('spreads those who wait for the same moment over some seconds', async () => {
    const time = controlTime();
    try {
      const delays: number[] = [];
      for (let tab = 0; tab < 100; tab++) {
        time.delays.length = 0;
        const wait = waitForOpening(
          { ...OPTIONS, opensAt: new Date(0) },
          new AbortController().signal,
        );
        await settle();
        delays.push(...time.delays);
        time.elapse();
        await wait;
      }
      expect(Math.max(...delays)).to.be.within(3_000, 5_000);
      expect(Math.min(...delays)).to.be.within(0, 2_000);
    } finally {
      time.restore();
    }
  });

  it('asks for the host more and more seldom, and never in a hidden tab', async () => {
    const time = controlTime();
    try {
      const longest: number[] = [];
      for (let polls = 0; polls < 6; polls++) {
        time.delays.length = 0;
        const wait = waitForOpening(
          { ...OPTIONS, opensAt: undefined, polls },
          new AbortController().signal,
        );
        await settle();
        longest.push(time.delays[0] ?? 0);
        time.elapse();
        await wait;
      }
      for (const [polls, delay] of longest.entries()) {
        const limit = Math.min(10_000 * 2 ** polls, 120_000);
        expect(delay).to.be.within(limit / 2, limit);
      }
      let isOver = false;
      hideTab(true);
      const options = { ...OPTIONS, opensAt: undefined };
      void waitForOpening(options, new AbortController().signal).then(() => (isOver = true));
      await settle();
      time.elapse();
      await settle();
      expect(isOver).to.equal(false);
      hideTab(false);
      await settle();
      expect(isOver).to.equal(true);
    } finally {
      Reflect.deleteProperty(document, 'hidden');
      time.restore();
    }
  });

  it('says that the host has not started, and lets in when they have', async () => {
    const { setTimeout } = window;
    let requests = 0;
    const states: string[] = [];
    const pauses: number[] = [];
    const element = await conferenceFixture({
      prepare: (tag) => {
        tag.addEventListener('livebox-statechange', ({ newState }) => states.push(newState));
      },
      respond: () => (++requests < 4 ? problem(403, 'conference_not_open') : json(grantFor())),
    });
    await inState(element, 'waiting');
    expect(panelText(element)).to.equal(ENGLISH.waitingForHost);
    // The first pause is under way: from now on they are over at once.
    window.setTimeout = ((callback: () => void, delay = 0) => {
      const isPause = delay > 1_000 && delay !== 20_000;
      if (isPause) pauses.push(delay);
      return setTimeout(callback, delay === 20_000 ? delay : 0);
    }) as typeof setTimeout;
    try {
      element.load();
      await next(element, 'livebox-ready');
    } finally {
      window.setTimeout = setTimeout;
    }
    expect(pauses).to.have.length(2);
    expect(pauses[0]).to.be.within(5_000, 10_000);
    expect(pauses[1]).to.be.within(10_000, 20_000);
    expect(states).to.deep.equal([
      'requesting',
      'waiting',
      'idle',
      'requesting',
      'waiting',
      'loading',
      'ready',
    ]);
  });

  it('writes durations as the language does', () => {
    expect(formatDuration(90_061_000, 'en')).to.equal('25:01:01');
    expect(formatDuration(3 * 24 * HOUR, 'en')).to.equal('3 days');
    expect(formatDuration(3 * 24 * HOUR, 'de')).to.equal('3 Tage');
    expect(formatDuration(61_000, 'ar-EG')).to.equal('٠٠:٠١:٠١');
    expect(formatDuration(61_000, 'en_US, or so')).to.match(/01$/);
  });
});
