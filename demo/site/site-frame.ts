/** Where the project is published. */
export const REPOSITORY = 'https://github.com/livebox-conference/livebox-conference';

/** The way from a page to the site's home: `../` for a page one folder down. */
export function rootFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1) || './';
}

/** The top of every page. */
export function renderHeader(path: string): string {
  const root = rootFrom(path);
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
  return `<a class="skip" href="#main">Skip to content</a>
    <nav class="site" aria-label="Site">
      <a class="brand" href="${root}"><img src="/icon.svg" alt="" width="24" height="24" />livebox-conference</a>
      ${links.join('\n      ')}
      <a href="${REPOSITORY}">GitHub</a>
    </nav>`;
}

/** The end of every page. */
export function renderFooter(path: string): string {
  const root = rootFrom(path);
  return `<footer class="site">
      <p>livebox-conference, under the MIT licence</p>
      <nav aria-label="More">
        <a href="${root}docs/security.html">Security</a>
        <a href="${root}docs/frameworks.html">Frameworks</a>
        <a href="${REPOSITORY}/blob/main/CHANGELOG.md">Changes</a>
        <a href="${REPOSITORY}">Source</a>
      </nav>
    </footer>`;
}
