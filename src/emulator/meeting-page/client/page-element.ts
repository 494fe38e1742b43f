/**
 * The page's element with an id.
 *
 * @throws {Error} when there is none of that type
 */
export function find<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} with the id ${id}.`);
}

/** Moves the focus of a visitor who is on this page: it is never taken from the page around. */
export function moveFocus(element: HTMLElement): void {
  if (document.hasFocus()) element.focus();
}
