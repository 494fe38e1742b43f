/** What a hostile embed code is made from. */
export interface EmbedCodeParts {
  /** The meeting page's real address. */
  readonly src: string;
  /** The server's origin. */
  readonly origin: string;
}

/** What a browser runs when an embed code gets through: visible to whoever looks for it. */
const ATTACK = 'window.compromised=parent.compromised=true';

/**
 * Embed codes that nobody may embed, by name. None of them leads to a meeting when it is
 * read as it should be.
 */
export const HOSTILE_EMBED_CODES = {
  'javascript-url': () => `<iframe src="javascript:${ATTACK}"></iframe>`,
  'disguised-javascript-url': () => `<iframe src=" java&#115;cript:${ATTACK}"></iframe>`,
  'data-url': () => `<iframe src="data:text/html,<script>${ATTACK}</script>"></iframe>`,
  'blob-url': ({ origin }) => `<iframe src="blob:${origin}/x"></iframe>`,
  srcdoc: ({ src }) => `<iframe src="${src}" srcdoc="<script>${ATTACK}</script>"></iframe>`,
  userinfo: ({ src }) => `<iframe src="${src.replace('://', '://user:password@')}"></iframe>`,
  'server-as-userinfo': ({ origin }) =>
    `<iframe src="https://${new URL(origin).host}@evil.example/"></iframe>`,
  'look-alike-host': ({ origin }) =>
    `<iframe src="https://${new URL(origin).hostname}.evil.example/"></iframe>`,
  'other-host': () => '<iframe src="https://evil.example/"></iframe>',
  'other-port': ({ origin }) =>
    `<iframe src="${new URL(origin).protocol}//${new URL(origin).hostname}:1/"></iframe>`,
  'other-scheme': ({ origin }) => `<iframe src="ftp://${new URL(origin).host}/"></iframe>`,
  'scheme-relative': () => '<iframe src="//evil.example/"></iframe>',
  'two-frames': ({ src }) =>
    `<iframe src="${src}"></iframe><iframe src="https://evil.example/"></iframe>`,
  'two-addresses': ({ src }) => `<iframe src="https://evil.example/" src="${src}"></iframe>`,
  'event-handler': ({ src }) => `<iframe src="${src}" onload="${ATTACK}"></iframe>`,
  'script-beside': ({ src }) => `<iframe src="${src}"></iframe><script>${ATTACK}</script>`,
  'image-before': ({ src }) => `<img src=x onerror="${ATTACK}"><iframe src="${src}"></iframe>`,
  'nested-frames': ({ src }) =>
    `<iframe src="${src}"><iframe src="https://evil.example/"></iframe></iframe>`,
  comment: ({ src }) => `<!--><img src=x onerror="${ATTACK}">--><iframe src="${src}"></iframe>`,
  'unclosed-quote': ({ src }) => `<iframe src="${src}></iframe>`,
  'no-frame': () => '<p>The conference will be back soon.</p>',
  empty: () => '',
  'one-mebibyte': ({ src }) => `<iframe src="${src}" ${'a '.repeat(2 ** 19)}></iframe>`,
} as const satisfies Record<string, (parts: EmbedCodeParts) => string>;

/** The name of one of {@link HOSTILE_EMBED_CODES}. */
export type HostileEmbedCode = keyof typeof HOSTILE_EMBED_CODES;

/** Whether a text names one of {@link HOSTILE_EMBED_CODES}. */
export function isHostileEmbedCode(name: string): name is HostileEmbedCode {
  return Object.hasOwn(HOSTILE_EMBED_CODES, name);
}
