/** Character references for ASCII characters that HTML knows by name. */
const NAMED_REFERENCES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  comma: ',',
  commat: '@',
  dollar: '$',
  equals: '=',
  excl: '!',
  grave: '`',
  gt: '>',
  Hat: '^',
  lbrace: '{',
  lbrack: '[',
  lcub: '{',
  lowbar: '_',
  lpar: '(',
  lsqb: '[',
  lt: '<',
  NewLine: '\n',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  rbrace: '}',
  rbrack: ']',
  rcub: '}',
  rpar: ')',
  rsqb: ']',
  semi: ';',
  sol: '/',
  Tab: '\t',
  verbar: '|',
  vert: '|',
};

/** Undoes percent-encoding, `%uXXXX` too; what is not valid UTF-8 becomes U+FFFD. */
export function decodePercent(text: string): string {
  return text
    .replace(/%u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/(?:%[\da-f]{2})+/gi, (run) => {
      const bytes = run.slice(1).split('%');
      return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => parseInt(byte, 16)));
    });
}

/** Undoes HTML character references: numeric ones, and those of ASCII punctuation. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,7}));?/gi,
    (reference, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) {
        return Object.hasOwn(NAMED_REFERENCES, name) ? (NAMED_REFERENCES[name] ?? '') : reference;
      }
      return fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
    },
  );
}

/** Undoes the escapes of JSON and JavaScript strings. */
export function decodeEscapes(text: string): string {
  return text.replace(
    /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|([\\/"'`]))/gi,
    (_, unit?: string, point?: string, byte?: string, character?: string) => {
      if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
      if (character !== undefined) return character;
      return fromCodePoint(parseInt(point ?? byte ?? '', 16));
    },
  );
}

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
