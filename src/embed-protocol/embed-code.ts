import { parseFrameUrl } from './frame-url.js';

/** Longest embed code that is read, in UTF-16 code units. */
export const MAX_EMBED_CODE_LENGTH = 8192;

// Only HTML's own white space separates: `\s` would also take a no-break space, which a
// browser reads as part of a name.
const SPACE = '[\\t\\n\\f\\r ]';

// One attribute: a name, then perhaps a value in straight or typographic quotes
// (the vendor's own page prints the latter) or without any.
const ATTRIBUTE = new RegExp(
  `(?:^|${SPACE}+)([a-z][a-z\\d-]*)` +
    `(?:${SPACE}*=${SPACE}*(?:"([^"<>]*)"|'([^'<>]*)'|[“”″]([^“”″<>"']*)[“”″]|([^\\s"'“”″<>=\`]+)))?`,
  'iy',
);

const IFRAME = new RegExp(`^<iframe(?=${SPACE}|>)([^>]*)>${SPACE}*</iframe${SPACE}*>$`, 'i');

// `&amp;` in the spellings that servers write: WordPress's is `&#038;`.
const AMPERSAND = /&(?:amp|AMP|#0*38|#[xX]0*26);/g;
const OTHER_REFERENCE = /&(?!(?:amp|AMP|#0*38|#[xX]0*26);)(?:#|[^&=]*;)/;

/**
 * Reads the embed code that a Livebox server answers with, an HTML `<iframe>`,
 * and returns the address of the meeting page.
 *
 * The code must be one iframe and nothing else. Its markup is never used: sizes,
 * permissions and handlers in it have no effect, and code that carries a handler
 * or `srcdoc` is refused whole.
 *
 * @param html the embed code
 * @param frameOrigins the origins that the frame may come from
 * @returns an https URL (http on loopback only) whose origin is one of `frameOrigins`
 * @throws {EmbedCodeError} when the code is not one harmless iframe (`embed_code_invalid`)
 *   or its address is of another origin (`frame_origin_not_allowed`)
 * @example readEmbedCode('<iframe src="https://livebox.example/m"></iframe>', ['https://livebox.example'])
 * @see "To Get Embed Code for the Conference" of the Livebox API
 */
export function readEmbedCode(html: string, frameOrigins: readonly string[]): string {
  const url = parseFrameUrl(readSource(html));
  if (!url) throw new EmbedCodeError('embed_code_invalid', 'The address in it is not usable.');
  if (!frameOrigins.includes(url.origin)) {
    throw new EmbedCodeError('frame_origin_not_allowed', `${url.origin} is not a frame origin.`);
  }
  return url.href;
}

/** An embed code that must not be used. */
export class EmbedCodeError extends Error {
  override readonly name = 'EmbedCodeError';
  readonly code: 'embed_code_invalid' | 'frame_origin_not_allowed';

  constructor(code: EmbedCodeError['code'], reason: string) {
    super(`The embed code was refused. ${reason}`);
    this.code = code;
  }
}

function readSource(html: string): string {
  const code = html.length > MAX_EMBED_CODE_LENGTH ? '' : html.trim();
  const inside = IFRAME.exec(code)?.[1];
  if (inside === undefined) throw new EmbedCodeError('embed_code_invalid', 'It is not one iframe.');
  const attributes = readAttributes(trimSpace(inside));
  for (const name of attributes.keys()) {
    if (name === 'srcdoc' || name.startsWith('on')) {
      throw new EmbedCodeError('embed_code_invalid', 'It carries a handler or a document.');
    }
  }
  return decodeAmpersands(trimSpace(attributes.get('src') ?? ''));
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  while (ATTRIBUTE.lastIndex < source.length) {
    const match = ATTRIBUTE.exec(source);
    const name = match?.[1]?.toLowerCase();
    if (!match || !name || attributes.has(name)) {
      throw new EmbedCodeError('embed_code_invalid', 'Its markup is broken.');
    }
    attributes.set(name, match[2] ?? match[3] ?? match[4] ?? match[5] ?? '');
  }
  return attributes;
}

function trimSpace(value: string): string {
  return value.replace(/^[\t\n\f\r ]+/, '').replace(/(?<![\t\n\f\r ])[\t\n\f\r ]+$/, '');
}

/** The only character reference that an address needs is an ampersand's: any other is refused. */
function decodeAmpersands(value: string): string {
  if (OTHER_REFERENCE.test(value)) {
    throw new EmbedCodeError('embed_code_invalid', 'Its address holds character references.');
  }
  return value.replace(AMPERSAND, '&');
}
