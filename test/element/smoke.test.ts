import { expect, fixture, html } from '@open-wc/testing';
import { isConferenceName } from '../../src/embed-protocol/conference-name.js';

describe('test setup', () => {
  it('runs TypeScript sources in a real browser', async () => {
    const element = await fixture<HTMLElement>(html`<p>${isConferenceName('a')}</p>`);
    expect(element.textContent).to.equal('true');
  });
});
