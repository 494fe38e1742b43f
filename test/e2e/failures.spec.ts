import { expect, type RoadOptions, TAG, test } from './road-fixture.js';
import type { FailureAdvice } from '../../src/element/conference-strings.js';
import { ENGLISH } from '../../src/element/english.js';

interface Failure {
  road: RoadOptions;
  isLiveboxDown?: boolean;
  code: string;
  advice: FailureAdvice;
  /** What the console tells the page's developer; `{PAGE}` is the page's origin. */
  says: string;
}

const FAILURES: Record<string, Failure> = {
  'a conference that is not configured': {
    road: { html: TAG.replace('Conference-1', 'Conference-9') },
    code: 'conference_unavailable',
    advice: 'unavailable',
    says: 'conference_unavailable (name="Conference-9"): ',
  },
  'a conference that Livebox does not have': {
    road: { emulator: { conferences: [] } },
    code: 'conference_unavailable',
    advice: 'unavailable',
    says: 'does not exist in Livebox',
  },
  'a conference that its host has switched off': {
    road: { endpoint: { conferences: { 'Conference-1': { access: 'public', enable: 'never' } } } },
    code: 'conference_unavailable',
    advice: 'unavailable',
    says: 'or is off and this visitor may not switch it on',
  },
  'a conference for which a token is needed': {
    road: { endpoint: { conferences: { 'Conference-1': {} } } },
    code: 'token_missing',
    advice: 'signIn',
    says: 'the token property takes a function',
  },
  'a page that the endpoint does not serve': {
    road: { endpoint: { origins: ['https://site.example'] } },
    code: 'origin_not_allowed',
    advice: 'setup',
    says: 'Add {PAGE} to the endpoint’s option origins',
  },
  'a wrong key': {
    road: { key: 'wrong-key' },
    code: 'upstream_refused',
    advice: 'service',
    says: 'livebox doctor',
  },
  'an API user without permission': {
    road: { emulator: { conferences: ['Conference-1'], apiPermission: false } },
    code: 'upstream_refused',
    advice: 'service',
    says: 'livebox doctor',
  },
  'a Livebox server that is down': {
    road: {},
    isLiveboxDown: true,
    code: 'upstream_unavailable',
    advice: 'service',
    says: 'onError',
  },
  'a Livebox server that answers nonsense': {
    road: { emulator: { conferences: ['Conference-1'], embedCode: () => '<p>Hello</p>' } },
    code: 'upstream_invalid',
    advice: 'service',
    says: 'onError',
  },
  'an endpoint that is not there': {
    road: { html: TAG.replace('/livebox/token', '/elsewhere') },
    code: 'endpoint_missing',
    advice: 'setup',
    says: '{PAGE}/elsewhere answered 404',
  },
  'an endpoint of another origin that does not list the page': {
    road: { html: TAG.replace('/livebox/token', '{LIVEBOX}/elsewhere') },
    code: 'network',
    advice: 'unreachable',
    says: 'its option origins has to list {PAGE}',
  },
};

for (const [name, { road: options, isLiveboxDown, code, advice, says }] of Object.entries(
  FAILURES,
)) {
  test(`is explained to the visitor: ${name}`, async ({ page, createRoad }) => {
    const road = await createRoad(options);
    const warned: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && warned.push(message.text()));
    if (isLiveboxDown) await road.stopLivebox();
    await page.clock.install();
    await page.goto(road.page);
    const tag = page.locator('livebox-conference');
    // The tag tries again by itself, with pauses: they pass at once.
    await expect(async () => {
      await page.clock.runFor(1_000);
      expect(await tag.evaluate((element) => (element as { state?: string }).state)).toBe('failed');
    }).toPass({ intervals: [50] });
    expect(
      await tag.evaluate((element) => (element as { error?: { code: string } }).error?.code),
    ).toBe(code);
    await expect(page.getByRole('alert')).toContainText(ENGLISH.failed[advice]);
    await expect(page.locator('iframe')).toHaveCount(0);
    expect(warned).toEqual([expect.stringContaining(says.replace('{PAGE}', road.page))]);
  });
}
