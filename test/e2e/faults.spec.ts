import { ENGLISH } from '../../src/element/english.js';
import { expect, test } from './road-fixture.js';

for (const faults of [
  'hostile-embed-code=javascript-url',
  'hostile-embed-code=event-handler',
  'hostile-embed-code=two-frames',
  'hostile-embed-code=other-port',
  'hostile-embed-code=one-mebibyte',
  'malformed-json',
  'failure-in-200',
  'redirect',
]) {
  test(`a Livebox server with the fault ${faults} harms no visitor`, async ({
    page,
    createRoad,
  }) => {
    const road = await createRoad();
    road.emulator.faults.set(faults);
    await page.goto(road.page);
    const tag = page.locator('livebox-conference');
    await expect(tag).toHaveJSProperty('state', 'failed');
    const code = 'document.querySelector("livebox-conference").error.code';
    expect(await page.evaluate(code)).toBe('upstream_invalid');
    await expect(page.getByRole('alert')).toContainText(ENGLISH.failed.service);
    await expect(page.locator('iframe')).toHaveCount(0);
    expect(await page.evaluate('window.compromised')).toBe(undefined);
  });
}

test('a meeting page that is slow keeps the tag loading until it is there', async ({
  page,
  createRoad,
}) => {
  const road = await createRoad();
  road.emulator.faults.set('latency=800', { on: 'meeting' });
  await page.goto(road.page, { waitUntil: 'commit' });
  const tag = page.locator('livebox-conference');
  await expect(tag).toHaveJSProperty('state', 'loading');
  await expect(tag).toHaveJSProperty('state', 'ready');
});
