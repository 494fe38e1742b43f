import type { Locator, Page } from '@playwright/test';
import type { Site } from './site.js';

/** Development servers choose Lit's development build, which says so. */
const LIT_NOTICE = 'Lit is in dev mode';

/** What an app shows and what its page does. Every app has the same button, field and log. */
export class AppPage {
  readonly button: Locator;
  readonly field: Locator;
  readonly log: Locator;
  readonly tag: Locator;
  readonly frame: Locator;
  /** Warnings, errors and exceptions of the page. */
  readonly problems: string[] = [];
  /** Number of requests to the token endpoint. */
  tokenRequests = 0;
  /** What those requests have for `Authorization`, each kind once. */
  readonly authorizations = new Set<string | undefined>();
  /** Number of times that a frame has loaded a page of the Livebox server. */
  frameLoads = 0;

  readonly #page: Page;
  readonly #site: Site;

  constructor(page: Page, site: Site) {
    this.#page = page;
    this.#site = site;
    this.button = page.getByRole('button', { name: 'Toggle' });
    this.field = page.getByLabel('Conference', { exact: true });
    this.log = page.locator('ol > li');
    this.tag = page.locator('livebox-conference');
    this.frame = page.locator('livebox-conference iframe');
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (pathname === '/livebox/token') {
        this.tokenRequests += 1;
        this.authorizations.add(request.headers()['authorization']);
      }
      if (origin === site.livebox && request.isNavigationRequest()) this.frameLoads += 1;
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      const isProblem = /^(warning|error)$/.test(message.type());
      if (isProblem && !message.text().startsWith(LIT_NOTICE)) this.problems.push(message.text());
    });
  }

  async open(): Promise<void> {
    await this.#page.goto(this.#site.url);
  }

  /** The types of all event listeners on the window and the document, as the browser has them. */
  async listeners(): Promise<string[]> {
    const session = await this.#page.context().newCDPSession(this.#page);
    const types: string[] = [];
    for (const expression of ['window', 'document']) {
      const { result } = await session.send('Runtime.evaluate', { expression });
      const { listeners } = await session.send('DOMDebugger.getEventListeners', {
        objectId: result.objectId ?? '',
      });
      types.push(...listeners.map(({ type }) => type));
    }
    await session.detach();
    return types.sort();
  }
}
