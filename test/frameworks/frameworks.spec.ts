import { expect, type Page, test } from '@playwright/test';
import { AppPage } from './app-page.js';
import { FRAMEWORKS } from './frameworks.js';
import { createSite, type Site } from './site.js';

/** What the element listens for outside of itself, while it is in the page. */
const ELEMENT_LISTENERS = [
  'livebox-strings',
  'load',
  'message',
  'online',
  'securitypolicyviolation',
];

/** By the function that an app gives its tag. */
const TOKEN = 'Bearer token-of-the-visitor';

for (const framework of FRAMEWORKS) {
  test.describe(framework.title, () => {
    let site: Site | undefined;
    // With a grant, nothing is asked for Conference-1.
    const asked = framework.hasGrant ? 0 : 1;

    test.beforeAll(async () => {
      test.setTimeout(300_000);
      site = await createSite(framework);
    });

    test.afterAll(() => site?.close());

    async function open(page: Page): Promise<AppPage> {
      const app = new AppPage(page, site!);
      await app.open();
      await expect(app.log).toHaveText(['ready Conference-1']);
      return app;
    }

    test('attributes and properties bind; one request, one frame', async ({ page }) => {
      const app = await open(page);
      await expect(app.tag).toHaveJSProperty('name', 'Conference-1');
      await expect(app.tag).toHaveJSProperty('tokenEndpoint', '/livebox/token');
      await expect(app.tag).toHaveJSProperty('state', 'ready');
      // A property that holds a function, to be seen in the frame's name.
      await expect(app.frame).toHaveAttribute('title', 'Room Conference-1');
      expect(await app.tag.boundingBox()).toMatchObject({ width: 640, height: 360 });
      const meeting = page.frameLocator('livebox-conference iframe');
      await expect(meeting.getByText('Conference-1').first()).toBeVisible();
      expect(app).toMatchObject({ tokenRequests: asked, frameLoads: 1, problems: [] });
    });

    test('a changed binding is another meeting; events arrive', async ({ page }) => {
      const app = await open(page);
      const tag = await app.tag.elementHandle();
      await app.field.fill('Conference-2');
      await expect(app.log).toHaveText(['ready Conference-1', 'ready Conference-2']);
      await expect(app.frame).toHaveAttribute('title', 'Room Conference-2');
      expect(app).toMatchObject({ tokenRequests: asked + 1, frameLoads: 2 });
      // The first request, too: no tag may start before its framework has given it the function.
      expect([...app.authorizations]).toEqual([framework.hasToken ? TOKEN : undefined]);
      await app.field.fill('Conference-3');
      await expect(app.log.nth(2)).toHaveText('error conference_unavailable');
      await expect(app.frame).toHaveCount(0);
      expect(await app.tag.evaluate((now, before) => now === before, tag)).toBe(true);
      expect(app).toMatchObject({ tokenRequests: asked + 2, frameLoads: 2 });
      await expect(app.log).toHaveCount(3);
    });

    test('conditional rendering mounts and unmounts cleanly', async ({ page }) => {
      const app = await open(page);
      const mounted = await app.listeners();
      await app.button.click();
      await expect(app.tag).toHaveCount(0);
      await expect.poll(() => page.frames().length).toBe(1);
      const unmounted = await app.listeners();
      expect(unmounted).toEqual(without(mounted, ELEMENT_LISTENERS));
      await app.button.click();
      await expect(app.log).toHaveText(['ready Conference-1', 'ready Conference-1']);
      await expect(app.frame).toHaveAttribute('title', 'Room Conference-1');
      expect(await app.listeners()).toEqual(mounted);
      await app.button.click();
      await expect(app.tag).toHaveCount(0);
      await expect.poll(() => app.listeners()).toEqual(unmounted);
      expect(app).toMatchObject({ tokenRequests: 2 * asked, frameLoads: 2, problems: [] });
    });

    if (framework.isServerRendered) {
      test('the tag is in the server’s answer, and the script takes that very one', async ({
        page,
        request,
      }) => {
        const html = await (await request.get(site!.url)).text();
        expect(html).toMatch(/<livebox-conference[^>]* name="Conference-1"/);
        expect(html).toMatch(/<livebox-conference[^>]* token-endpoint="\/livebox\/token"/);
        await page.addInitScript(rememberFirst);
        const app = await open(page);
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate(IS_FIRST_TAG)).toBe(true);
        if (framework.hasFrame) expect(await page.evaluate(IS_FIRST_FRAME)).toBe(true);
        expect(app).toMatchObject({ tokenRequests: asked, frameLoads: 1, problems: [] });
      });

      if (framework.hasFrame) {
        test('without JavaScript the meeting is there', async ({ browser }) => {
          const context = await browser.newContext({ javaScriptEnabled: false });
          const page = await context.newPage();
          const app = new AppPage(page, site!);
          await app.open();
          await expect(app.frame).toHaveAttribute('src', new RegExp(`^${site!.livebox}/`));
          expect(app).toMatchObject({ tokenRequests: 0, frameLoads: 1 });
          await context.close();
        });
      }
    }
  });
}

/** Keeps what the server's answer made, before any framework has run. */
function rememberFirst(): void {
  document.addEventListener('DOMContentLoaded', () => {
    const tag = document.querySelector('livebox-conference');
    Object.assign(window, { tag, frame: tag?.shadowRoot?.querySelector('iframe') });
  });
}

const IS_FIRST_TAG = 'tag === document.querySelector("livebox-conference")';
const IS_FIRST_FRAME = 'frame.isConnected && frame === tag.frame';

/** All but one of each of `types`. */
function without(list: readonly string[], types: readonly string[]): string[] {
  const rest = [...list];
  for (const type of types) {
    const index = rest.indexOf(type);
    if (index >= 0) rest.splice(index, 1);
  }
  return rest;
}
