// Pages made from Markdown: a button on each block of code, and the list where this page is.
import { addCopyButtons } from './copy-button.js';

addCopyButtons();

// In WebKit a module runs before its page has its style.
addEventListener('load', () => {
  const list = document.querySelector('.sidebar');
  const current = list?.querySelector<HTMLElement>('[aria-current]');
  if (!list || !current || current.offsetTop < list.clientHeight - current.offsetHeight) return;
  list.scrollTop = current.offsetTop - list.clientHeight / 2;
});
