import { Marked, Renderer, type Tokens } from 'marked';
import { posix } from 'node:path';
import { renderCode } from './code-block.js';
import { escapeHtml } from './escape-html.js';
import { REPOSITORY } from './site-frame.js';

/** One page of the site, made from a Markdown file. */
export interface DocPage {
  /** Path of the source inside the project: `docs/problems/offline.md`. */
  source: string;
  title: string;
  /** The first sentence, as plain text. */
  summary: string;
  html: string;
}

/**
 * Renders one of the project's own Markdown files. HTML in it is shown as text, never as markup.
 *
 * @param source path of the file inside the project
 * @param titles of the sources that have a page on the site: other links lead to the repository
 */
export function renderDocPage(
  source: string,
  markdown: string,
  titles: ReadonlyMap<string, string>,
): DocPage {
  const marked = new Marked({ gfm: true, renderer: createRenderer(source, titles) });
  const html = marked.parse(markdown, { async: false });
  return {
    source,
    title: readTitle(source, markdown),
    summary: summaryOf(markdown),
    html: isProblem(source) ? withHeadings(html) : html,
  };
}

/** A Markdown file's first heading, as plain text. */
export function readTitle(source: string, markdown: string): string {
  return plain(/^# (.+)$/m.exec(markdown)?.[1] ?? source);
}

/** Whether the page is one of a problem code. */
export function isProblem(source: string): boolean {
  return source.startsWith('docs/problems/');
}

/** The pages of problems have the same four parts, each of which begins with its name in bold. */
function withHeadings(html: string): string {
  return html.replace(/<p><strong>([\w ]+)\.<\/strong> /g, '<h2>$1</h2>\n<p>');
}

/** Where a page made from a Markdown file stands: `docs/README.md` is `docs/index.html`. */
export function pagePath(source: string): string {
  return source.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');
}

function createRenderer(source: string, titles: ReadonlyMap<string, string>): Partial<Renderer> {
  return {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => (text.startsWith('<!--') ? '' : escapeHtml(text)),
    image: ({ text }) => escapeHtml(text),
    code: ({ text, lang }) => renderCode(text, lang),
    heading(this: Renderer, { tokens, depth, text }) {
      const content = this.parser.parseInline(tokens);
      return `<h${depth} id="${slug(text)}">${content}</h${depth}>\n`;
    },
    // Scrolls by itself: a wide table never widens the page. A corner that is empty heads nothing.
    table(this: Renderer, token) {
      const table = String(Renderer.prototype.table.call(this, token));
      return `<div class="table" tabindex="0">${table.replace(/<th[^>]*><\/th>/g, '<td></td>')}</div>`;
    },
    link(this: Renderer, { href, text, tokens }) {
      const known = findSource(source, href, titles);
      const title = known === undefined ? undefined : titles.get(known);
      // On the site nobody knows the names of files.
      const isFileName = text === href && title !== undefined;
      const content = isFileName ? escapeHtml(title) : this.parser.parseInline(tokens);
      const target = linkTarget(source, href, known);
      return target === undefined ? content : `<a href="${escapeHtml(target)}">${content}</a>`;
    },
  };
}

/** The Markdown file that a link leads to, if it has a page. */
function findSource(
  source: string,
  href: string,
  titles: ReadonlyMap<string, string>,
): string | undefined {
  const file = posix.join(posix.dirname(source), href.replace(/#.*/, ''));
  return [file, `${file.replace(/\/$/, '')}/README.md`].find((name) => titles.has(name));
}

function linkTarget(source: string, href: string, known: string | undefined): string | undefined {
  if (/^(https?:|mailto:|#)/.test(href)) return href;
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return undefined;
  const [path = '', fragment] = href.split('#');
  const from = posix.dirname(source);
  const suffix = fragment === undefined ? '' : `#${fragment}`;
  if (known === undefined) return `${REPOSITORY}/blob/main/${posix.join(from, path)}${suffix}`;
  return `${posix.relative(from, pagePath(known))}${suffix}`;
}

/** The ids that GitHub gives to headings, so that one link works in both places. */
function slug(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function summaryOf(markdown: string): string {
  const happened = /\*\*What happened\.\*\* ([\s\S]+?)(?:\n\n|$)/.exec(markdown)?.[1];
  const [, first = ''] = markdown.split(/^# .+$/m);
  const paragraph = happened ?? first.trim().split(/\n\n/)[0] ?? '';
  const text = plain(paragraph)
    .replace(/\s+/g, ' ')
    .replace(/ \([^)]*\)/g, '');
  return /^.+?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}

/** Inline Markdown as text. */
function plain(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
}
