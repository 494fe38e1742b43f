import { expect, fixture, html } from '@open-wc/testing';
import { registerStrings, type ConferenceStrings } from '../../src/element/conference-strings.js';
import { ENGLISH } from '../../src/element/english.js';
import { ARABIC } from '../../src/element/locales/ar.js';
import { GERMAN } from '../../src/element/locales/de.js';
import { SPANISH } from '../../src/element/locales/es.js';
import { FRENCH } from '../../src/element/locales/fr.js';
import { HINDI } from '../../src/element/locales/hi.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import {
  conferenceFixture,
  inState,
  next,
  panelButton,
  panelText,
  problem,
  readyFixture,
} from './conference-fixture.js';

const LOCALES = { es: SPANISH, de: GERMAN, fr: FRENCH, hi: HINDI, ar: ARABIC };

/** A tag that has failed, below `parent`. */
async function failedBelow(
  parent: Node,
  attributes: Record<string, string> = {},
): Promise<LiveboxConferenceElement> {
  const element = await conferenceFixture({
    // The fixture inserts the tag elsewhere: it waits until it is where the test wants it.
    attributes: { loading: 'click', ...attributes },
    respond: () => problem(404, 'conference_unavailable'),
  });
  parent.appendChild(element);
  element.load();
  await inState(element, 'failed');
  return element;
}

/** A box of some language in the page. */
async function boxIn(language: string): Promise<HTMLElement> {
  return await fixture<HTMLElement>(html`<div lang=${language}></div>`);
}

function textsOf(strings: ConferenceStrings): string[] {
  const { label, opensAt, failed, ...others } = strings;
  return [label('NAME'), opensAt('TIME'), ...Object.values(failed), ...Object.values(others)];
}

describe('languages', () => {
  for (const [language, strings] of Object.entries(LOCALES)) {
    it(`speaks ${language} where the page does`, async () => {
      const element = await failedBelow(await boxIn(language));
      expect(panelText(element)).to.contain(strings.failed.unavailable);
      expect(panelButton(element)?.textContent).to.equal(strings.retry);
    });

    it(`names the frame in ${language}`, async () => {
      const element = await readyFixture({ attributes: { lang: language } });
      expect(element.frame?.title).to.equal(strings.label('Conference-1'));
    });

    it(`has every text in ${language}`, () => {
      const texts = textsOf(strings);
      const english = new Set(textsOf(ENGLISH));
      expect(texts).to.have.length(english.size);
      expect(texts.filter((text) => text.trim() === '' || english.has(text))).to.deep.equal([]);
      expect(strings.label('Conference-1')).to.contain('Conference-1');
      expect(strings.opensAt('10:00')).to.contain('10:00');
    });
  }

  it('takes the language for a region that has no texts of its own', async () => {
    const element = await failedBelow(await boxIn('de-AT'));
    expect(panelText(element)).to.contain(GERMAN.failed.unavailable);
  });

  it('takes what the author has not replaced from the page’s language', async () => {
    const element = await failedBelow(await boxIn('de'));
    element.strings = { failed: { unreachable: 'Nicht da.' }, retry: 'Los' };
    await element.updateComplete;
    expect(panelButton(element)?.textContent).to.equal('Los');
    expect(panelText(element)).to.contain(GERMAN.failed.unavailable);
  });

  it('prefers the texts of the exact region', async () => {
    registerStrings('fr-CA', { ...FRENCH, retry: 'Essayer encore' });
    const element = await failedBelow(await boxIn('fr-CA'));
    expect(panelButton(element)?.textContent).to.equal('Essayer encore');
  });

  it('finds the language of the host that its shadow root belongs to', async () => {
    const host = await boxIn('de');
    const element = await failedBelow(host.attachShadow({ mode: 'open' }));
    expect(panelText(element)).to.contain(GERMAN.failed.unavailable);
  });

  it('goes by its own lang first', async () => {
    const element = await failedBelow(await boxIn('de'), { lang: 'es' });
    expect(panelText(element)).to.contain(SPANISH.failed.unavailable);
  });

  it('speaks English where the language is not loaded', async () => {
    const element = await failedBelow(await boxIn('pt-BR'));
    expect(panelText(element)).to.contain(ENGLISH.failed.unavailable);
  });

  it('prefers strings to the language, text by text', async () => {
    const element = await failedBelow(await boxIn('de'));
    element.strings = { retry: 'Noch mal' };
    await element.updateComplete;
    expect(panelButton(element)?.textContent).to.equal('Noch mal');
    expect(panelText(element)).to.contain(GERMAN.failed.unavailable);
  });

  it('changes over when a language is loaded after the tag', async () => {
    const element = await failedBelow(await boxIn('nl'));
    expect(panelText(element)).to.contain(ENGLISH.failed.unavailable);
    registerStrings('nl', { ...ENGLISH, retry: 'Opnieuw proberen' });
    await element.updateComplete;
    expect(panelButton(element)?.textContent).to.equal('Opnieuw proberen');
  });

  it('leaves a running meeting alone when a language is loaded', async () => {
    const element = await readyFixture({ attributes: { lang: 'it' } });
    const { frame } = element;
    registerStrings('it', { ...ENGLISH, label: (name) => `Videoconferenza: ${name}` });
    await element.updateComplete;
    expect(element.frame).to.equal(frame);
    expect(frame?.title).to.equal('Videoconferenza: Conference-1');
    expect(element.state).to.equal('ready');
  });

  it('writes from right to left in Arabic', async () => {
    const box = await fixture<HTMLElement>(html`<div lang="ar" dir="rtl"></div>`);
    const element = await failedBelow(box);
    expect(panelText(element)).to.contain(ARABIC.failed.unavailable);
    const message = element.shadowRoot?.querySelector('[part="message"]');
    expect(getComputedStyle(message!).direction).to.equal('rtl');
    await expect(element).to.be.accessible();
  });

  it('says when a conference opens in the language of the texts', async () => {
    const opensAt = '2099-06-01T10:00:00Z';
    const element = await conferenceFixture({
      attributes: { lang: 'fr' },
      respond: () => problem(403, 'conference_not_open', { opensAt }),
    });
    if (element.state !== 'waiting') await next(element, 'livebox-waiting');
    await inState(element, 'waiting');
    expect(panelText(element))
      .to.contain(FRENCH.waiting)
      .and.to.match(/Ouverture\s: .*juin 2099/);
  });
});
