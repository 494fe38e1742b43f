/** Where `docs/problems/` is published: each code has a page there, named after it. */
const PROBLEM_PAGES =
  'https://github.com/livebox-conference/livebox-conference/blob/main/docs/problems/';

/** Address of the page that explains a code: what happened, and what to do. */
export const problemPage = (code: string): string => `${PROBLEM_PAGES}${code}.md`;
