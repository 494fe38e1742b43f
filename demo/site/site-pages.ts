import { readdirSync, readFileSync } from 'node:fs';
import { extname, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { groupGuides, groupProblems, renderGuideIndex, renderProblemIndex } from './doc-index.js';
import { renderDocLayout } from './doc-layout.js';
import { pagePath, readTitle, renderDocPage } from './doc-page.js';
import { renderMeetingPage } from './meeting-page.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Lists that no Markdown file holds. */
const LISTS = new Map([
  ['docs/README.md', 'Guides'],
  ['docs/problems/README.md', 'Problem codes'],
]);

const MEETING = 'meeting/index.html';

/** The addresses of the whole site: for the bundler, and for those who test each page. */
export function sitePages(): string[] {
  const docs = [...findSources(), ...LISTS.keys()].map(pagePath);
  return ['index.html', 'gallery/index.html', MEETING, ...docs];
}

/** Whether a page is written by {@link writePages}; the others are files of their own. */
export function isWrittenPath(path: string): boolean {
  return path === MEETING || /^docs\/.*\.html$/.test(path);
}

/** Every page that is not a file of its own, by path. */
export function writePages(): Map<string, string> {
  const files = findSources().map(
    (source) => [source, readFileSync(PROJECT + source, 'utf8')] as const,
  );
  const titles = new Map([
    ...LISTS,
    ...files.map(([source, markdown]) => [source, readTitle(source, markdown)] as const),
  ]);
  const pages = files.map(([source, markdown]) =>
    renderDocPage(source, markdown + readGuideCode(source), titles),
  );
  const guides = groupGuides(pages);
  const problems = groupProblems(pages);
  const all = [...pages, renderGuideIndex(guides), renderProblemIndex(problems)];
  const docs = all.map(
    (page) => [pagePath(page.source), renderDocLayout(page, { guides, problems })] as const,
  );
  return new Map([...docs, [MEETING, renderMeetingPage()]]);
}

/** The Markdown files that become pages. */
function findSources(): string[] {
  return readdirSync(`${PROJECT}docs`, { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join('docs', path.split(sep).join('/')))
    .filter((path) => path.endsWith('.md') && !/^docs\/decisions\/|node_modules/.test(path))
    .sort();
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
      return `\n\n## ${name}\n\n~~~~~~${extname(name).slice(1)}\n${text}\n~~~~~~\n`;
    })
    .join('');
}
