import { readdirSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { renderGuideIndex, renderProblemIndex } from './doc-index.js';
import { renderMeetingPage } from './meeting-page.js';
import { type DocPage, escapeHtml, pagePath, renderDocPage } from './doc-page.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = fileURLToPath(new URL('..', import.meta.url))
  .split(sep)
  .join('/');

/** Pages of the site that are files of their own, by path. */
export const OWN_PAGES = ['index.html', 'gallery/index.html'] as const;

/** The addresses of the whole site: for the bundler, and for those who test each page. */
export function sitePages(): string[] {
  return [...OWN_PAGES, ...writePages().keys()];
}

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
          .replace(/\s*<p data-when="(\w+)">[\s\S]*?<\/p>/g, (paragraph, when: string) =>
            (when === 'static') === isStatic ? paragraph : '',
          ),
    },
  };
}

function isWritten(id: string): boolean {
  return /^(docs|meeting)\/.*\.html$/.test(id.slice(DEMO.length)) && id.startsWith(DEMO);
}

/** Every page that is not a file of its own, by path. */
function writePages(): Map<string, string> {
  return new Map([...readDocs(), ['meeting/index.html', renderMeetingPage()]]);
}

/** Every page made from Markdown, by path. */
function readDocs(): Map<string, string> {
  const sources = readdirSync(`${PROJECT}docs`, { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join('docs', path.split(sep).join('/')))
    .filter((path) => path.endsWith('.md') && !/^docs\/decisions\/|node_modules/.test(path))
    .sort();
  const known = new Set([...sources, 'docs/README.md', 'docs/problems/README.md']);
  const pages = sources.map((source) =>
    renderDocPage(source, readFileSync(PROJECT + source, 'utf8') + readGuideCode(source), known),
  );
  const all = [...pages, renderGuideIndex(pages), renderProblemIndex(pages)];
  return new Map(all.map((page) => [pagePath(page.source), renderPage(page)]));
}

/** The files that a guide is about, as Markdown: they are there to be copied. */
function readGuideCode(source: string): string {
  const folder = /^docs\/guides\/[^/]+(?=\/README\.md$)/.exec(source)?.[0];
  if (folder === undefined) return '';
  const files = readdirSync(PROJECT + folder, { withFileTypes: true });
  const code = files.filter((file) => file.isFile() && !file.name.endsWith('.md'));
  return code
    .map(({ name }) => {
      const text = readFileSync(`${PROJECT}${folder}/${name}`, 'utf8');
      return `\n\n## ${name}\n\n~~~~~~\n${text}\n~~~~~~\n`;
    })
    .join('');
}

function renderPage({ title, summary, html }: DocPage): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${escapeHtml(summary)}" />
    <title>${escapeHtml(title)} · livebox-conference</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/site.css" />
    <link rel="stylesheet" href="/docs.css" />
  </head>
  <body>
    <!-- site-header -->
    <main class="prose">${html}</main>
  </body>
</html>
`;
}

function renderHeader(path: string): string {
  const root = '../'.repeat(path.split('/').length - 1) || './';
  const places = [
    ['', 'Try it', /^index/],
    ['gallery/', 'States', /^gallery/],
    ['docs/', 'Guides', /^docs\/(?!problems)/],
    ['docs/problems/', 'Problems', /^docs\/problems/],
  ] as const;
  const links = places.map(([target, text, pattern]) => {
    const current = pattern.test(path) ? ' aria-current="page"' : '';
    return `<a href="${root}${target}"${current}>${text}</a>`;
  });
  return `<nav class="site" aria-label="Site">
      <a class="brand" href="${root}">livebox-conference</a>
      ${links.join('\n      ')}
      <a href="https://github.com/livebox-conference/livebox-conference">GitHub</a>
    </nav>`;
}
