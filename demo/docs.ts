// Pages made from Markdown: a button on each block of code, and the list where this page is.
import { copyOnClick } from './copy-button.js';

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  block.append(button);
  copyOnClick(button, () => block.querySelector('code')?.textContent ?? '');
}

// In WebKit a module runs before its page has its style.
addEventListener('load', () => {
  const list = document.querySelector('.sidebar');
  const current = list?.querySelector<HTMLElement>('[aria-current]');
  if (!list || !current || current.offsetTop < list.clientHeight - current.offsetHeight) return;
  list.scrollTop = current.offsetTop - list.clientHeight / 2;
});
