import { posix } from 'node:path';
import { type DocPage, isProblem, pagePath } from './doc-page.js';
import { escapeHtml } from './escape-html.js';

/** The guides, grouped by whom they are for; what no group names stands in the last one. */
const GROUPS: readonly (readonly [heading: string, sources: readonly RegExp[]])[] = [
  ['On your page', [/docs\/element/, /docs\/frameworks/, /docs\/cdn/, /docs\/types/]],
  ['On your server', [/docs\/endpoint/, /docs\/guides\//, /docs\/runtimes\//]],
  ['In production', [/docs\/security/, /docs\/scale/, /docs\/benchmarks/]],
  ['Tools', [/docs\/emulator/, /docs\/cli/, /^/]],
];

/** What a guide is for, where its first sentence does not say it to someone who has yet to open it. */
const PURPOSES: Partial<Record<string, string>> = {
  'docs/element.md': 'Loading, waiting, looks, languages, server rendering, strict pages.',
  'docs/endpoint.md': 'Options, tokens, your own sessions, limits, and what it answers.',
  'docs/frameworks.md':
    'React, Vue, Svelte, Angular, Solid, and the servers of Next, Nuxt, SvelteKit, Astro and others.',
  'docs/cdn.md': 'One file and its hash, for plain pages and for editors that strip tags.',
  'docs/types.md': 'TypeScript, JSX, templates, and what editors complete.',
  'docs/guides/README.md': 'One file each, without this package: copy it and set the variables.',
  'docs/guides/node/README.md': 'One file on node:http.',
  'docs/guides/php/README.md': 'One file for PHP 8.1 or newer.',
  'docs/guides/python/README.md': 'One file on the standard library.',
  'docs/runtimes/README.md': 'createTokenEndpoint() wherever JavaScript runs on a server.',
  'docs/runtimes/bun.md': 'In Bun.serve().',
  'docs/runtimes/deno.md': 'In Deno.serve().',
  'docs/runtimes/express.md': 'Before or after express.json().',
  'docs/runtimes/workerd.md': 'A module worker with its keys as secrets.',
  'docs/benchmarks.md': 'What was measured, and how to measure it again.',
  'docs/emulator.md':
    'A Livebox server for your machine, with a meeting page and faults on request.',
  'docs/cli.md': 'serve, doctor, check, token, emulate, and every operation of the API.',
};

/** Pages under one heading of a list. */
export interface PageGroup {
  heading: string;
  pages: DocPage[];
}

/** The guides, in the order in which they are listed. */
export function groupGuides(pages: readonly DocPage[]): PageGroup[] {
  const left = new Set(pages.filter(({ source }) => !isProblem(source)));
  return GROUPS.map(([heading, patterns]) => {
    const matching = patterns.flatMap((pattern) => [...left].filter((p) => pattern.test(p.source)));
    const chosen = [...new Set(matching)];
    for (const page of chosen) left.delete(page);
    return { heading, pages: chosen };
  });
}

/** The problem codes, by who reports them. */
export function groupProblems(pages: readonly DocPage[]): PageGroup[] {
  const problems = pages.filter(({ source }) => isProblem(source));
  const own = problems.filter(({ html }) => html.includes('Reported by the element itself'));
  return [
    {
      heading: 'Answered by the token endpoint',
      pages: problems.filter((page) => !own.includes(page)),
    },
    { heading: 'Reported by the element itself', pages: own },
  ];
}

/** The page that lists the guides. */
export function renderGuideIndex(groups: readonly PageGroup[]): DocPage {
  return {
    source: 'docs/README.md',
    title: 'Guides',
    summary: 'Everything about livebox-conference, for those who build, run and secure it.',
    html: `<h1>Guides</h1>
<p>For those who put the tag on a page, write its endpoint, or run and secure it.</p>
${groups.map((group) => renderGroup('docs', group)).join('')}`,
  };
}

/** The page that lists the problem codes. */
export function renderProblemIndex(groups: readonly PageGroup[]): DocPage {
  return {
    source: 'docs/problems/README.md',
    title: 'Problem codes',
    summary: 'What each code of a failed conference means, who can fix it and how.',
    html: `<h1>Problem codes</h1>
<p>The visitor reads a sentence and what to do. <code>element.error.code</code> says one of these, and
the console says once what to change.</p>
${groups.map((group) => renderGroup('docs/problems', group)).join('')}`,
  };
}

/** A page's title as a link says it: codes look like code. */
export function renderTitle({ source, title }: DocPage): string {
  return isProblem(source) ? `<code>${escapeHtml(title)}</code>` : escapeHtml(title);
}

function renderGroup(from: string, { heading, pages }: PageGroup): string {
  const items = pages.map((page) => {
    const summary = PURPOSES[page.source] ?? page.summary;
    const href = posix.relative(from, pagePath(page.source));
    return `<li><a href="${href}">${renderTitle(page)}</a><p>${escapeHtml(summary)}</p></li>`;
  });
  return `<h2>${heading}</h2><ul class="pages">${items.join('')}</ul>`;
}
