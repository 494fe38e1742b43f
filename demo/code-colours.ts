/** The parts of markup and script that have a colour, as `site.css` names them. */
const PARTS = new RegExp(
  [
    /(?<string>"[^"]*"|'[^']*')/,
    /(?<name>(?<=<\/?)[a-z][\w-]*)/,
    /(?<attr>[@:\w-]+(?==["{]))/,
    /(?<keyword>\b(?:import|from|export|function|return|class)\b)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** Colours code that is written while one looks at it: the tag, in a framework's words. */
export function colourCode(code: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const { 0: text, index, groups = {} } of code.matchAll(PARTS)) {
    const [part] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    const span = document.createElement('span');
    span.className = `c-${part ?? ''}`;
    span.textContent = text;
    nodes.push(code.slice(end, index), span);
    end = index + text.length;
  }
  return [...nodes, code.slice(end)];
}
