const told = new Set<string>();

/**
 * Tells the page's developer once what to change. The only place that writes to the console.
 *
 * @param message what is wrong and what to do
 */
export function warnDeveloper(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  console.warn(`<livebox-conference> ${message}`);
}
