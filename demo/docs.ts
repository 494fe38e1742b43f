// Pages made from Markdown: a button on each block of code, and the list where this page is.
import { copyOnClick } from './copy-button.js';

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  block.append(button);
  copyOnClick(button, () => block.querySelector('code')?.textContent ?? '');
}

const list = document.querySelector('.sidebar');
const current = list?.querySelector<HTMLElement>('[aria-current]');
if (list && current) list.scrollTop = current.offsetTop - list.clientHeight / 2;
