/**
 * Opens connections ahead of a press: a pointer over the button, or the focus on it, is
 * already the visitor's sign. Once for each origin and page.
 */
export function preconnect(origins: readonly string[]): void {
  for (const origin of origins) {
    if (document.head.querySelector(`link[rel="preconnect"][href="${origin}"]`)) continue;
    const link = document.createElement('link');
    link.rel = 'preconnect';
    link.href = origin;
    document.head.append(link);
  }
}
