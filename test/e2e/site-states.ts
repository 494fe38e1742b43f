import { STATES } from '../../demo/gallery/states.js';

/** The states that the tags of a page of the site end in, in the order of the page. */
export function settledStates(path: string): string[] {
  if (path === 'index.html') return ['ready'];
  if (path !== 'gallery/index.html') return [];
  return STATES.map(({ heading }) => /^\w+/.exec(heading)?.[0] ?? '');
}
