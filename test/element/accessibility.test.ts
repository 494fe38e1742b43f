import { expect } from '@open-wc/testing';
import { conferenceFixture, inState, json, grantFor, problem } from './conference-fixture.js';
import type { ConferenceStatus } from '../../src/element/conference-state.js';

const STATES: Record<Exclude<ConferenceStatus, 'idle'>, () => Response | Promise<Response>> = {
  requesting: () => new Promise(() => undefined),
  loading: () => json(grantFor('Conference-1', { src: grantFor().src.replace('meeting', 'hang') })),
  ready: () => json(grantFor()),
  waiting: () => problem(403, 'conference_not_open', { opensAt: '2099-01-01T10:00:00Z' }),
  failed: () => problem(503, 'upstream_unavailable'),
  closed: () => problem(410, 'conference_over'),
};

describe('accessibility', () => {
  for (const [state, respond] of Object.entries(STATES)) {
    it(`has no known fault while ${state}`, async () => {
      const element = await conferenceFixture({ respond });
      await inState(element, state as ConferenceStatus);
      await expect(element).to.be.accessible();
    });
  }

  it('has no known fault while idle', async () => {
    const element = await conferenceFixture({ attributes: { loading: 'lazy', hidden: '' } });
    element.hidden = false;
    element.addEventListener('livebox-request', (event) => {
      event.preventDefault();
    });
    await element.updateComplete;
    expect(element.state).to.equal('idle');
    await expect(element).to.be.accessible();
  });
});
