import { decodeEscapes, decodePercent, decodeReferences } from './text-decoders.js';

const DECODERS = [decodePercent, decodeReferences, decodeEscapes];

/** How many encodings on top of each other are undone. */
const MAX_DEPTH = 3;

/** Shorter ones, in bytes, would be found in base64 or hex of nearly anything. */
const MIN_BINARY_LENGTH = 4;

/**
 * Knows a client's credentials, shows them to nobody, and recognises them in a text.
 */
export class Secrets {
  readonly #raw: readonly string[];
  readonly #hex: readonly string[];
  readonly #base64: readonly string[];

  constructor(values: readonly string[]) {
    this.#raw = values.flatMap((value) => [value, value.replaceAll(' ', '+')]);
    const forms = [...new Set(values.flatMap(listWrittenForms))]
      .map((form) => new TextEncoder().encode(form))
      .filter((bytes) => bytes.length >= MIN_BINARY_LENGTH);
    this.#hex = forms.map(encodeHex);
    this.#base64 = forms.flatMap((bytes) => [
      ...listBase64Cores(bytes),
      ...listBase64Cores(new TextEncoder().encode(encodeBase64(bytes))),
    ]);
  }

  /**
   * Whether a credential stands in `text`: raw, percent-encoded, as HTML character
   * references or JSON escapes, up to three of them on top of each other, and in each of
   * these as hex, base64 or base64url, also in the middle of a longer encoded text. One
   * shorter than 4 bytes is not looked for in hex and base64.
   */
  contains(text: string): boolean {
    const seen = new Set([text]);
    let layer = [text];
    for (let depth = 0; ; depth++) {
      if (layer.some((form) => this.#isIn(form))) return true;
      if (depth === MAX_DEPTH) return false;
      // Each decoder on its own: one may destroy what another would have revealed.
      layer = layer
        .flatMap((form) => DECODERS.map((decode) => decode(form)))
        .filter((form) => !seen.has(form) && seen.add(form));
      if (layer.length === 0) return false;
    }
  }

  /**
   * Makes a server's text fit for an error message: one line, 200 characters at most, and
   * nothing of it when it holds a credential.
   */
  redact(text: string): string {
    const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
    // URLs spell host names in lower case: here too much left out does no harm.
    const lower = text.toLowerCase();
    const isSpelt = this.#raw.some((value) => lower.includes(value.toLowerCase()));
    if (isSpelt || this.contains(text) || this.contains(line)) {
      return '[left out: it held a credential]';
    }
    return line.length > 200 ? `${line.slice(0, 200)}…` : line;
  }

  #isIn(text: string): boolean {
    if (this.#raw.some((value) => text.includes(value))) return true;
    // Encoders break lines, and base64url has two letters of its own.
    const dense = text.replace(/\s+/g, '');
    const lower = dense.toLowerCase();
    if (this.#hex.some((pattern) => lower.includes(pattern))) return true;
    const standard = dense.replaceAll('-', '+').replaceAll('_', '/');
    return this.#base64.some((pattern) => standard.includes(pattern));
  }
}

/** A secret as a text may spell it before the text is encoded in hex or base64. */
function listWrittenForms(value: string): string[] {
  const percent = encodePercent(value);
  return [
    value,
    percent,
    percent.replaceAll('%20', '+'),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ];
}

// Not encodeURIComponent: that throws for a lone surrogate.
function encodePercent(value: string): string {
  return value.replace(/[^\w.!~*'()-]+/g, (run) =>
    Array.from(
      new TextEncoder().encode(run),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function encodeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** What stays the same of the base64 of `bytes` whatever stands before and after them. */
function listBase64Cores(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((offset) => {
    const whole = encodeBase64(Uint8Array.of(...new Array<number>(offset).fill(0), ...bytes));
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return whole.slice(first, end);
  });
}
