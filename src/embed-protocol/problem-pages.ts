/** Where `docs/` is published. */
const DOCS = 'https://github.com/livebox-conference/livebox-conference/blob/main/docs/';

/** Address of a page of `docs/`, such as `cli.md`: an installed package does not hold them. */
export const docsPage = (page: string): string => `${DOCS}${page}`;

/** Address of the page that explains a code: what happened, and what to do. */
export const problemPage = (code: string): string => `${DOCS}problems/${code}.md`;
