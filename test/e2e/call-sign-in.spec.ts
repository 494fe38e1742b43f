import { expectMediaToFlow, visit } from './call-fixture.js';
import { expect, test } from './road-fixture.js';

const ACCOUNTS = [
  { username: 'ana', password: 'correct horse', pin: '4711' },
  { username: 'ben', password: 'battery staple', pin: '0815', preset: 'Viewer' },
  { username: 'cleo', password: 'horse battery', pin: '2580', preset: 'Listener' },
];

function conference(authentication: object): object {
  return {
    accounts: ACCOUNTS,
    presets: { Speaker: {}, Viewer: { screenShare: false }, Listener: { camera: false } },
    conferences: [{ name: 'Conference-1', authentication }],
  };
}

test('two visitors meet with a username and a password', async ({ browser, createRoad }) => {
  const road = await createRoad({ emulator: conference({ usernamePassword: true }) });
  const visitors = [await visit(browser, road), await visit(browser, road)];
  for (const [index, { frame }] of visitors.entries()) {
    const { username = '', password = '' } = ACCOUNTS[index] ?? {};
    await expect(frame.getByRole('radio')).toHaveCount(0);
    await frame.getByRole('textbox', { name: 'Username', exact: true }).fill(username);
    await frame.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
    await frame.getByRole('button', { name: 'Sign in' }).click();
    await expect(frame.getByRole('button', { name: 'Leave' })).toBeVisible();
  }
  for (const visitor of visitors) await expectMediaToFlow(visitor, road);
  const [ana, ben] = visitors;
  await expect(ana!.frame.getByRole('article', { name: 'ben' })).toBeVisible();
  await expect(ben!.frame.getByRole('article', { name: 'ana' })).toBeVisible();
  expect(await ben!.heard()).toContainEqual({
    type: 'livebox:joined',
    version: 1,
    participant: 'ben',
  });
});

test('two visitors meet with a PIN', async ({ browser, createRoad }) => {
  const road = await createRoad({ emulator: conference({ pin: true }) });
  const visitors = [await visit(browser, road), await visit(browser, road)];
  for (const [index, { frame }] of visitors.entries()) {
    await frame.getByRole('textbox', { name: 'PIN' }).fill(ACCOUNTS[index]?.pin ?? '');
    await frame.getByRole('textbox', { name: 'PIN' }).press('Enter');
    await expect(frame.getByRole('button', { name: 'Leave' })).toBeVisible();
  }
  await expectMediaToFlow(visitors[0]!, road);
  await expectMediaToFlow(visitors[1]!, road);
});

test('an account’s preset decides on the tools', async ({ browser, createRoad }) => {
  const road = await createRoad({ emulator: conference({ pin: true }) });
  const [ben, cleo] = [await visit(browser, road), await visit(browser, road)];
  for (const [{ frame }, pin] of [
    [ben, '0815'],
    [cleo, '2580'],
  ] as const) {
    await frame.getByRole('textbox', { name: 'PIN' }).fill(pin);
    await frame.getByRole('button', { name: 'Enter' }).click();
    await expect(frame.getByRole('button', { name: 'Mute' })).toBeVisible();
  }
  await expect(ben.frame.getByRole('button', { name: 'Share screen' })).toHaveCount(0);
  await expect(ben.frame.getByRole('button', { name: 'Stop camera' })).toBeVisible();
  await expect(cleo.frame.getByRole('button', { name: 'Share screen' })).toBeVisible();
  await expect(cleo.frame.getByRole('button', { name: /camera/ })).toHaveCount(0);
  await expect(ben.frame.getByRole('article', { name: 'cleo, camera off' })).toBeVisible();
  await expectMediaToFlow(cleo, road);
});
