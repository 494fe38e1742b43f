/**
 * Reads the `width` or `height` of the tag.
 *
 * @param value a CSS length or percentage; a bare number is px
 * @returns a CSS value, or `undefined` when it is none
 */
export function parseSize(value: string): string | undefined {
  // Frameworks set properties, and write numbers there.
  const size = `${value}`.trim();
  if (/^\d+(\.\d+)?$/.test(size)) return `${size}px`;
  return /\d/.test(size) && CSS.supports('width', size) ? size : undefined;
}
