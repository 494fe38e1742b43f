import type { AnswerWord } from './operations.js';
import type { ServerClock } from './server-clock.js';

/** A conference as the list shows it. */
export interface ConferenceInfo {
  name: string;
  mode: 'on' | 'off';
  hashKey: string;
  /** IP address that it was created from; empty when the server does not say. */
  createdFrom: string;
  /** `undefined` when the server's date can't be read. */
  createdAt: Date | undefined;
}

/** Whether an answer is the expected word, in one of its forms and any letter case. */
export function isWordAnswer(text: string, word: AnswerWord): boolean {
  const value = parseJson(text) ?? text.trim();
  if (typeof value === 'string') return isSame(value, word);
  return isSame(readMember(value, 'status'), 'success') && isSame(readMember(value, 'data'), word);
}

/** Reads `{ name, status, hashKey }` (`Hashkey` too). */
export function parseHashKeyAnswer(
  text: string,
  word: AnswerWord,
  name: string,
): { name: string; hashKey: string } | undefined {
  const hashKey = readMember(readNamed(text, word, name), 'hashKey');
  return isText(hashKey) ? { name, hashKey } : undefined;
}

/** Reads `{ name, status, conferencelink }`, the link's double slash collapsed. */
export function parseLinkAnswer(
  text: string,
  word: AnswerWord,
  name: string,
): { name: string; conferenceLink: string } | undefined {
  const link = readMember(readNamed(text, word, name), 'conferencelink');
  if (!isText(link) || !/^https?:\/\/[^/\s\\][^\s\\]*$/i.test(link) || !isUrl(link))
    return undefined;
  const conferenceLink = link.replace(/^([a-z]+:\/\/[^/?#]+)\/{2,}/i, '$1/');
  return { name, conferenceLink };
}

/** Reads the list of conferences: an array, or a lone object. */
export function parseListAnswer(text: string, clock: ServerClock): ConferenceInfo[] | undefined {
  const value = parseJson(text);
  if (value === undefined) return undefined;
  const conferences = (Array.isArray(value) ? value : [value]).map((entry) =>
    readConference(entry, clock),
  );
  return conferences.every((conference) => conference !== undefined) ? conferences : undefined;
}

/**
 * Reads an embed code: HTML, or a JSON string of it. What it says is for the reader to
 * judge: this only tells an embed code from a failure.
 */
export function parseEmbedCodeAnswer(text: string): string | undefined {
  const html = parseJson(text) ?? text;
  return typeof html === 'string' && /<iframe/i.test(html) ? html : undefined;
}

/** What a failure says about itself: its `message`, or else its `status`, or a short text. */
export function readFailureMessage(text: string): string | undefined {
  const value = parseJson(text) ?? text.trim();
  const message =
    typeof value === 'string'
      ? value
      : [readMember(value, 'message'), readMember(value, 'status')].find(isText);
  // A page of HTML says nothing that fits a message.
  return isText(message) && !message.startsWith('<') ? message : undefined;
}

function readNamed(text: string, word: AnswerWord, name: string): unknown {
  const value = parseJson(text);
  const isExpected = isSame(readMember(value, 'status'), word);
  return isExpected && isSame(readMember(value, 'name'), name) ? value : undefined;
}

function readConference(entry: unknown, clock: ServerClock): ConferenceInfo | undefined {
  const name = readMember(entry, 'ConferenceName');
  const hashKey = readMember(entry, 'Hashkey');
  const mode = readMember(entry, 'Mode');
  const createdFrom = readMember(entry, 'CreatedFrom');
  const createdDate = readMember(entry, 'CreatedDate');
  if (!isText(name) || !isText(hashKey) || !(isSame(mode, 'on') || isSame(mode, 'off'))) {
    return undefined;
  }
  return {
    name,
    mode: isSame(mode, 'on') ? 'on' : 'off',
    hashKey,
    createdFrom: isText(createdFrom) ? createdFrom : '',
    createdAt: isText(createdDate) ? clock.parse(createdDate) : undefined,
  };
}

/** A member of an object, its name in any letter case: `hashKey` and `Hashkey` both occur. */
function readMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const entry = entries.find(([key]) => key === name) ?? entries.find(([key]) => isSame(key, name));
  return entry?.[1];
}

function isSame(value: unknown, word: string): boolean {
  return typeof value === 'string' && value.trim().toLowerCase() === word.toLowerCase();
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isUrl(text: string): boolean {
  try {
    new URL(text);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
