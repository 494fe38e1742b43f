/**
 * Reads the `width` or `height` of the tag.
 *
 * @param value a CSS length or percentage; a bare number is px (frameworks set properties,
 *   and write numbers there)
 * @returns a CSS value, or `undefined` when it is none
 */
export function parseSize(value: string | number): string | undefined {
  const size = String(value).trim();
  if (/^\d+(\.\d+)?$/.test(size)) return `${size}px`;
  return /\d/.test(size) && CSS.supports('width', size) ? size : undefined;
}
