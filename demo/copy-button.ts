/** How long a button says that it has copied, in ms. */
const THANKS = 2000;

/** Makes a button copy a text; a page that may not use the clipboard loses the button. */
export function copyOnClick(button: HTMLElement, read: () => string): void {
  // Only there on https and on localhost.
  if (!('clipboard' in navigator)) {
    button.remove();
    return;
  }
  const label = button.textContent;
  button.ariaLive = 'polite';
  button.addEventListener('click', () => {
    const say = (text: string): void => {
      button.textContent = text;
      setTimeout(() => {
        button.textContent = label;
      }, THANKS);
    };
    navigator.clipboard.writeText(read()).then(
      () => say('Copied'),
      () => say('Not allowed'),
    );
  });
}

/** Puts a button on each block of code. */
export function addCopyButtons(): void {
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    block.append(button);
    copyOnClick(button, () => block.querySelector('code')?.textContent ?? '');
  }
}
