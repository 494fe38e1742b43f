/** Outlines on a field of 24 × 24, one for each panel that has no spinner and no poster. */
const OUTLINES: Partial<Record<string, string>> = {
  waiting: 'M12 7v5l3 2M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0Z',
  error: 'M12 8v5M12 16.5v.01M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0Z',
  closed: 'm8 12 3 3 5-6M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0Z',
};

/** The decoration above a panel's sentence, if it has one. */
export function createIcon(slot: string): SVGSVGElement | undefined {
  const outline = OUTLINES[slot];
  if (!outline) return undefined;
  const icon = createShape('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  icon.append(createShape('path', { d: outline }));
  return icon;
}

function createShape<Name extends 'svg' | 'path'>(
  name: Name,
  attributes: Record<string, string>,
): SVGElementTagNameMap[Name] {
  const shape = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  return shape;
}
