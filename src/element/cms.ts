// Loaded by livebox-conference.cdn.ts: upgrades what stands in for the tag where an editor strips
// unknown tags. An author who may write such markup names a conference and how it looks, and
// nothing else: the endpoint is the page's, and what a frame may come from is too.
export {};

const STAND_INS = 'div[data-livebox-conference], a.livebox-conference';

/** The file that a script tag loads, beside this one. */
const ENTRY = 'livebox-conference.js';

/** Attributes that the stand-in may set, besides the name. */
const OPTIONS = ['width', 'height', 'loading', 'label'] as const;

const upgraded = new WeakSet<HTMLElement>();

upgradeWithin(document);
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) upgradeWithin(node);
  }
}).observe(document, { childList: true, subtree: true });

function upgradeWithin(root: Element | Document): void {
  if (root instanceof HTMLElement && root.matches(STAND_INS)) upgrade(root);
  root.querySelectorAll<HTMLElement>(STAND_INS).forEach(upgrade);
}

function upgrade(standIn: HTMLElement): void {
  const name = readName(standIn);
  // What is inside a tag is what shows without JavaScript: the stand-in is in its own, too.
  if (!name || upgraded.has(standIn) || standIn.closest('livebox-conference')) return;
  upgraded.add(standIn);
  const tag = document.createElement('livebox-conference');
  tag.setAttribute('name', name);
  for (const option of OPTIONS) {
    const value = standIn.getAttribute(`data-${option}`);
    if (value !== null) tag.setAttribute(option, value);
  }
  const endpoint = scriptEndpoint();
  if (endpoint) tag.setAttribute('token-endpoint', endpoint);
  if (standIn instanceof HTMLAnchorElement) replaceLink(standIn, tag);
  else fillBox(standIn, tag);
}

/** A link without the attribute names the conference last: `https://…/meetings/Conference-1`. */
function readName(standIn: HTMLElement): string | undefined {
  const name = standIn.getAttribute('data-livebox-conference');
  if (name !== null || !(standIn instanceof HTMLAnchorElement)) return name?.trim();
  return /(?<=\/)[\w-]{1,64}$/.exec(standIn.pathname)?.[0];
}

/** The link stays a link for those whose conference fails. */
function replaceLink(link: HTMLAnchorElement, tag: HTMLElement): void {
  // In a named slot it would take the place of the tag's own messages.
  link.removeAttribute('slot');
  link.replaceWith(tag);
  tag.append(link);
}

/** The box stays: it carries what the site's styles say about it. */
function fillBox(box: HTMLElement, tag: HTMLElement): void {
  // One step down, for the tag reads its own children: a grant in a script, content for slots.
  const content = document.createElement('div');
  content.append(...box.childNodes);
  tag.append(content);
  box.append(tag);
}

/** `data-token-endpoint` of the script tag that loaded the module: `currentScript` has none. */
function scriptEndpoint(): string | undefined {
  // With the name in place Vite takes it for a file to inline.
  const own = new URL(ENTRY, import.meta.url);
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[src]')) {
    const { origin, pathname } = new URL(script.src, document.baseURI);
    if (origin === own.origin && pathname === own.pathname) return script.dataset['tokenEndpoint'];
  }
  return undefined;
}
