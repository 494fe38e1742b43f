import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import '../../src/element/livebox-conference.server.js';
import { MEETING_FEATURES } from '../../src/element/frame-permissions.js';
import { serializeGrant } from '../../src/embed-protocol/grant.js';
import { type Build, type ElementBuild, OURS, TROUBLE } from './builds.js';
import { ROOM } from './peers.js';
import { type Files, GRANT } from './site.js';

/** A page that leads to a meeting. */
export interface Page {
  readonly name: string;
  readonly html: string;
}

export const PLAIN = 'plain iframe, no token';
export const INLINE = 'inline script: fetch, then iframe';
export const SERVER_RENDERED = `${OURS}, server-rendered frame`;

/** The pages that are compared. Scripts are at `/NAME.js` as {@link scriptPath} says. */
export async function createPages(peers: readonly Build[]): Promise<Page[]> {
  return [
    {
      name: PLAIN,
      html: page('', `<iframe allow="${MEETING_FEATURES}" src="${ROOM}"></iframe>`),
    },
    { name: INLINE, html: page('', INLINE_BODY) },
    {
      name: `${OURS}, method="get", preloaded`,
      html: page(PRELOAD + SCRIPT, tag('method="get"')),
    },
    { name: `${OURS}, post`, html: page(SCRIPT, tag()) },
    {
      name: `${OURS}, grant in the page`,
      html: page(SCRIPT, tag('', GRANT_CHILD)),
    },
    { name: SERVER_RENDERED, html: page(SCRIPT, await serverRendered()) },
    ...peers.filter(isEmbed).map(peerPage),
  ];
}

/** Where a peer's script is on the site. */
export function scriptPath({ name }: Pick<Build, 'name'>): string {
  return `/${name.replace(/[: ].*/, '').toLowerCase()}.js`;
}

/** The scripts of a site, by path. */
export function scriptFiles(element: ElementBuild, peers: readonly Build[]): Files {
  return {
    [`/${TROUBLE}`]: element.trouble,
    ...Object.fromEntries([element, ...peers].map((build) => [scriptPath(build), build.code])),
  };
}

/** Whether a peer shows a meeting page in a frame. */
export function isEmbed({ code, tag: ownTag }: Build): boolean {
  return ownTag !== undefined || /\bmount\s*=/.test(code);
}

function page(head: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A site</title>
<link rel="icon" href="data:,">${head}</head><body><h1>A site</h1>${body}</body></html>`;
}

function peerPage(peer: Build): Page {
  const script = `<script type="module" src="${scriptPath(peer)}"></script>`;
  const body = peer.tag ?? `<div id="box"></div><script type="module">${mountCall()}</script>`;
  return { name: peer.name, html: page(script, body) };
}

function mountCall(): string {
  return `mount(document.getElementById('box'), '${ROOM}')`;
}

const SCRIPT = '<script type="module" src="/livebox-conference.js"></script>';
const PRELOAD = '<link rel="preload" as="fetch" crossorigin href="/token?name=Conference-1">';
const GRANT_CHILD = `<script type="application/json">${serializeGrant(GRANT)}</script>`;

const INLINE_BODY = `<div id="box"></div><script>
fetch('/token', { method: 'POST' }).then((response) => response.json()).then(({ src }) => {
  const frame = document.createElement('iframe');
  frame.allow = '${MEETING_FEATURES}';
  frame.src = src;
  document.getElementById('box').append(frame);
});
</script>`;

function tag(attributes = '', content = ''): string {
  return `<livebox-conference name="Conference-1" token-endpoint="/token" ${attributes}>${content}</livebox-conference>`;
}

async function serverRendered(): Promise<string> {
  const element = html`<livebox-conference name="Conference-1" .grant=${GRANT}
    >${unsafeHTML(GRANT_CHILD)}</livebox-conference
  >`;
  return await collectResult(render(element));
}
