import { createHash } from 'node:crypto';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import '../../src/element/livebox-conference.server.js';
import { styles } from '../../src/element/livebox-conference.styles.js';
import { type Grant, serializeGrant } from '../../src/embed-protocol/grant.js';
import { expect, type Road, test } from './road-fixture.js';

/** A meeting page that counts how often it is loaded. */
function meetingPage(counter: { loads: number }) {
  return (
    _request: unknown,
    response: { setHeader: (name: string, value: string) => void; end: (body: string) => void },
  ): void => {
    counter.loads++;
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Meeting</title><p>Meeting</p>');
  };
}

async function renderTag(grant: Grant): Promise<string> {
  const script = `<script type="application/json">${serializeGrant(grant)}</script>`;
  const tag = html`<livebox-conference name="Conference-1" .grant=${grant}
    >${unsafeHTML(script)}</livebox-conference
  >`;
  return await collectResult(render(tag));
}

const PAGE = (body: string, script: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">
<script>
  window.heard = [];
  for (const type of ['request', 'embed', 'ready', 'error'])
    document.addEventListener('livebox-' + type, (event) => heard.push(event.type));
</script>${script}</head><body>${body}</body></html>`;

/** A page with a rendered tag, and the number of times that its meeting page was loaded. */
async function renderedPage(
  createRoad: (options: object) => Promise<Road>,
  script: string,
  change: (grant: Grant) => Grant = (grant) => grant,
  further: object = {},
): Promise<{ url: string; counter: { loads: number }; origin: string }> {
  const counter = { loads: 0 };
  const meeting = await createRoad({ files: { '/meeting': meetingPage(counter) } });
  const origin = meeting.page;
  const grant: Grant = {
    version: 1,
    name: 'Conference-1',
    enabled: true,
    src: `${origin}/meeting`,
    frameOrigins: [origin],
    ...further,
  };
  const body = (await renderTag(change(grant))).replace(
    serializeGrant(change(grant)),
    serializeGrant(grant),
  );
  const site = await createRoad({ html: PAGE(body, script) });
  return { url: site.page, counter, origin };
}

const SCRIPT = '<script type="module" src="/livebox-conference.js"></script>';

test('the frame is there before any script, and loads once', async ({ page, createRoad }) => {
  const { url, counter } = await renderedPage(createRoad, SCRIPT);
  await page.goto(url);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  expect(await page.evaluate('heard')).toEqual(['livebox-embed', 'livebox-ready']);
  await expect(page.locator('livebox-conference iframe')).toHaveCount(1);
  expect(counter.loads).toBe(1);
});

test('ready is announced although the meeting had loaded long before', async ({
  page,
  createRoad,
}) => {
  const { url, counter } = await renderedPage(createRoad, '');
  await page.goto(url, { waitUntil: 'load' });
  expect(counter.loads).toBe(1);
  await page.addScriptTag({ url: '/livebox-conference.js', type: 'module' });
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  expect(await page.evaluate('heard')).toEqual(['livebox-embed', 'livebox-ready']);
  expect(counter.loads).toBe(1);
});

test('without JavaScript the meeting is there', async ({ browser, createRoad }) => {
  const { url, origin } = await renderedPage(createRoad, SCRIPT);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const frame = page.frameLocator('livebox-conference iframe');
  await expect(frame.getByText('Meeting')).toBeVisible();
  const allow = await page.locator('livebox-conference iframe').getAttribute('allow');
  expect(allow).toContain(`camera ${origin}`);
  await context.close();
});

test('a frame for another address is replaced', async ({ page, createRoad }) => {
  const { url, origin } = await renderedPage(createRoad, SCRIPT, (grant) => ({
    ...grant,
    src: `${grant.src}?other`,
  }));
  await page.goto(url);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  await expect(page.locator('livebox-conference iframe')).toHaveCount(1);
  await expect(page.locator('livebox-conference iframe')).toHaveAttribute(
    'src',
    `${origin}/meeting`,
  );
});

test('a grant can’t break out of its script', async ({ page, createRoad }) => {
  const evil = '</script><img src=x onerror="window.compromised = true"><!--';
  const { url } = await renderedPage(createRoad, SCRIPT, undefined, { note: evil });
  await page.goto(url);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  expect(await page.evaluate('window.compromised')).toBe(undefined);
});

test('the style in the server’s HTML is constant: its hash is enough for a policy', async ({
  page,
  createRoad,
}) => {
  const hash = createHash('sha256').update(styles.cssText).digest('base64');
  const counter = { loads: 0 };
  const meeting = await createRoad({ files: { '/meeting': meetingPage(counter) } });
  const grant: Grant = {
    version: 1,
    name: 'Conference-1',
    enabled: true,
    src: `${meeting.page}/meeting`,
    frameOrigins: [meeting.page],
  };
  const site = await createRoad({
    html: `<!doctype html><html lang="en"><head><title>A site</title><link rel="icon" href="data:,">${SCRIPT}</head><body>${await renderTag(grant)}</body></html>`,
    headers: {
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'sha256-${hash}'; img-src data:; frame-src ${meeting.page}`,
    },
  });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(site.page);
  await expect(page.locator('livebox-conference')).toHaveJSProperty('state', 'ready');
  expect(said).toEqual([]);
});
