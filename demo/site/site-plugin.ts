import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { CODE_SAMPLES } from '../code-samples.js';
import { colour, renderCode } from './code-block.js';
import { renderFooter, renderHeader } from './site-frame.js';
import { isWrittenPath, sitePages, writePages } from './site-pages.js';

const DEMO = fileURLToPath(new URL('..', import.meta.url))
  .split(sep)
  .join('/');

/**
 * Makes the site's pages: one for each Markdown file in `docs/`, and one header for all.
 *
 * @param isStatic whether the site is built for a host without a token endpoint
 */
export function sitePlugin(isStatic: boolean): Plugin {
  let pages: ReadonlyMap<string, string> = new Map();
  return {
    name: 'site',
    config: () => ({
      build: { rolldownOptions: { input: sitePages().map((path) => `${DEMO}${path}`) } },
      // So that the first visit of `npm start` does not wait for them.
      server: { warmup: { clientFiles: ['demo.ts', 'gallery/gallery.ts', 'meeting/main.ts'] } },
    }),
    resolveId: (id) => (isWritten(id) ? id : undefined),
    buildStart: () => {
      pages = writePages();
    },
    load: (id) => (isWritten(id) ? pages.get(id.slice(DEMO.length)) : undefined),
    // The package's `sideEffects` speak of what is published: the site's modules are run, too.
    transform: (code, id) =>
      id.startsWith(DEMO) && id.endsWith('.ts')
        ? { code, map: null, moduleSideEffects: true }
        : undefined,
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://localhost').pathname.replace(
          /\/$/,
          '/index.html',
        );
        // Read anew for each visit: whoever writes a guide sees it.
        const html = isWrittenPath(url.slice(1)) ? writePages().get(url.slice(1)) : undefined;
        if (html === undefined) {
          next();
          return;
        }
        server.transformIndexHtml(url, html).then((page) => {
          response.setHeader('content-type', 'text/html; charset=utf-8');
          response.end(page);
        }, next);
      });
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) =>
        html
          .replace('<!-- site-header -->', renderHeader(path.replace(/^\//, '')))
          .replace('<!-- site-first-code -->', () => renderFirstCode())
          .replace('<!-- site-endpoint-code -->', () => renderEndpointCode())
          .replace('<!-- site-footer -->', renderFooter(path.replace(/^\//, '')))
          .replace(/\s*<p data-when="(\w+)">[\s\S]*?<\/p>/g, (paragraph, when: string) =>
            (when === 'static') === isStatic ? paragraph : '',
          ),
    },
  };
}

/** The code of the home page's tag, there before any script. */
function renderFirstCode(): string {
  const code = CODE_SAMPLES.html([
    ['name', 'Conference-1'],
    ['token-endpoint', '/livebox/token'],
  ]);
  return `<pre tabindex="0" aria-label="Code"><code id="markup">${colour(code, 'html')}</code></pre>`;
}

/** The first code of the endpoint's guide. */
function renderEndpointCode(): string {
  const guide = readFileSync(new URL('../../docs/endpoint.md', import.meta.url), 'utf8');
  const [, code = ''] = /^```js\n([\s\S]+?)\n```$/m.exec(guide) ?? [];
  return renderCode(code, 'js');
}

function isWritten(id: string): boolean {
  return id.startsWith(DEMO) && isWrittenPath(id.slice(DEMO.length));
}
