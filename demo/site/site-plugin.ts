import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { renderFooter, renderHeader } from './site-frame.js';
import { sitePages, writePages } from './site-pages.js';

const DEMO = fileURLToPath(new URL('..', import.meta.url))
  .split(sep)
  .join('/');

/**
 * Makes the site's pages: one for each Markdown file in `docs/`, and one header for all.
 *
 * @param isStatic whether the site is built for a host without a token endpoint
 */
export function sitePlugin(isStatic: boolean): Plugin {
  return {
    name: 'site',
    config: () => ({
      build: { rolldownOptions: { input: sitePages().map((path) => `${DEMO}${path}`) } },
    }),
    resolveId: (id) => (isWritten(id) ? id : undefined),
    load: (id) => (isWritten(id) ? writePages().get(id.slice(DEMO.length)) : undefined),
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
        const html = writePages().get(url.slice(1));
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
          .replace('<!-- site-footer -->', renderFooter(path.replace(/^\//, '')))
          .replace(/\s*<p data-when="(\w+)">[\s\S]*?<\/p>/g, (paragraph, when: string) =>
            (when === 'static') === isStatic ? paragraph : '',
          ),
    },
  };
}

function isWritten(id: string): boolean {
  return /^(docs|meeting)\/.*\.html$/.test(id.slice(DEMO.length)) && id.startsWith(DEMO);
}
