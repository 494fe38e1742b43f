// The vendor page's samples for browsers, as they stand there but for the listed repairs,
// run in a page whose origin is registered.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from '@playwright/test';
import {
  type Answered,
  assertDocumented,
  fill,
  withEmulator,
} from '../fixtures/vendor-samples/documented-answer.js';
import { repairSnippet } from '../fixtures/vendor-samples/repair.js';
import { documentedResponse, SECTIONS } from '../fixtures/vendor-samples/vendor-samples.js';

const JQUERY = createRequire(import.meta.url).resolve('jquery/dist/jquery.min.js');

const test = base.extend<{ site: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
  site: async ({}, use) => {
    const server = createServer((_, response) =>
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>A site</title><link rel="icon" href="data:,">'),
    );
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    await use(`http://localhost:${String((server.address() as AddressInfo).port)}`);
    server.closeAllConnections();
    server.close();
  },
});

/** Runs before a snippet: notes the answer that its request gets. */
const WATCH = {
  jquery: `var answered = new Promise((resolve) => $(document).ajaxComplete(
    (_event, { status, responseText }) => resolve({ status, body: responseText })));`,
  xhr: `var answered = new Promise((resolve) => {
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (body) {
      this.addEventListener('loadend', () => resolve({ status: this.status, body: this.responseText }));
      send.call(this, body);
    };
  });`,
};

for (const language of ['jquery', 'xhr'] as const) {
  for (const { slug, operation, samples } of SECTIONS) {
    test(`conformance: ${language} · ${slug}`, async ({ page, site }) => {
      const sample = samples.find((candidate) => candidate.language === language);
      assert.ok(sample);
      await page.goto(site);
      await page.addScriptTag({ path: JQUERY });
      expect(await page.evaluate('$.fn.jquery')).toMatch(/^3\./);
      const use = async (url: string): Promise<void> => {
        await page.evaluate(WATCH[language]);
        await page.evaluate(`(0, eval)(${JSON.stringify(fill(repairSnippet(sample), url))}); 0`);
        const answer: Answered = await page.evaluate('answered');
        assertDocumented(answer, documentedResponse(slug), url);
      };
      await withEmulator(operation, use, site);
    });
  }
}
