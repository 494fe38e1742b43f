import { posix } from 'node:path';
import { type PageGroup, renderTitle } from './doc-index.js';
import { type DocPage, isProblem, pagePath } from './doc-page.js';
import { escapeHtml } from './escape-html.js';

/** All pages made from Markdown, as lists show them. */
export interface DocLists {
  guides: readonly PageGroup[];
  problems: readonly PageGroup[];
}

/** From so many sections on a page has a list of them. */
const MIN_SECTIONS = 3;

/** A page made from Markdown, with the ways to its neighbours. */
export function renderDocLayout(page: DocPage, { guides, problems }: DocLists): string {
  const { title, summary, source, html } = page;
  const groups = isProblem(source) ? problems : guides;
  const isList = /^docs\/(problems\/)?README\.md$/.test(source);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${escapeHtml(summary)}" />
    <title>${escapeHtml(title)} · livebox-conference</title>
    <link rel="icon" href="/icon.svg" />
    <link rel="stylesheet" href="/site.css" />
    <link rel="stylesheet" href="/docs.css" />
    <script type="module" src="/docs.ts"></script>
  </head>
  <body>
    <!-- site-header -->
    <div class="docs${isList ? ' list' : ''}">
      ${isList ? '' : renderSidebar(page, groups)}
      <main class="prose" id="main">
        ${isList ? '' : renderWayBack(source)}
        ${html}
        ${isList || isProblem(source) ? '' : renderNeighbours(page, groups)}
      </main>
      ${isList ? '' : renderContents(html)}
    </div>
    <!-- site-footer -->
  </body>
</html>
`;
}

function renderSidebar(current: DocPage, groups: readonly PageGroup[]): string {
  const lists = groups.map(({ heading, pages }) => {
    const links = pages.map((page) => `<li>${renderLink(current, page)}</li>`);
    return `<p>${heading}</p><ul>${links.join('')}</ul>`;
  });
  const label = isProblem(current.source) ? 'Problem codes' : 'Guides';
  return `<nav class="sidebar" aria-label="${label}">${lists.join('')}</nav>`;
}

/** Where there is no room for the list beside the page. */
function renderWayBack(source: string): string {
  const [list, text] = isProblem(source)
    ? ['docs/problems/', 'Problem codes']
    : ['docs/', 'Guides'];
  const href = posix.relative(posix.dirname(source), list);
  return `<p class="way-back"><a href="${href === '' ? './' : `${href}/`}">${text}</a></p>`;
}

function renderNeighbours(current: DocPage, groups: readonly PageGroup[]): string {
  const pages = groups.flatMap((group) => group.pages);
  const index = pages.findIndex(({ source }) => source === current.source);
  const link = (page: DocPage | undefined, rel: string, text: string): string =>
    page ? renderLink(current, page, `rel="${rel}"`, `<small>${text}</small>`) : '';
  return `<nav class="neighbours" aria-label="Other guides">
          ${link(pages[index - 1], 'prev', 'Previous')}
          ${link(pages[index + 1], 'next', 'Next')}
        </nav>`;
}

function renderLink(from: DocPage, to: DocPage, attributes = '', before = ''): string {
  const folder = posix.dirname(pagePath(from.source));
  const href = posix.relative(folder, pagePath(to.source));
  const current = from.source === to.source ? ' aria-current="page"' : '';
  return `<a href="${href}"${current}${attributes && ` ${attributes}`}>${before}${renderTitle(to)}</a>`;
}

function renderContents(html: string): string {
  const sections = [...html.matchAll(/<h2 id="([^"]+)">(.+?)<\/h2>/g)];
  if (sections.length < MIN_SECTIONS) return '';
  const links = sections.map(([, id = '', text = '']) => {
    const label = text.replace(/<\/?a\b[^>]*>/g, '');
    return `<li><a href="#${id}">${label}</a></li>`;
  });
  return `<nav class="contents" aria-labelledby="contents">
        <p id="contents">On this page</p>
        <ul>${links.join('')}</ul>
      </nav>`;
}
