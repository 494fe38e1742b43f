import { isRecord } from '../embed-protocol/grant.js';
import { parseFrameUrl } from '../embed-protocol/frame-url.js';
import { type ProblemCode, PROBLEMS } from '../embed-protocol/problem.js';
import type { ConferenceFill } from './conference-fill.js';
import type { FrameProbe } from './frame-probe.js';
import { Refusal } from './refusal.js';

/** What is remembered of a conference: the last good fill, and why the newest try failed. */
export interface FillEntry {
  readonly fill: ConferenceFill | undefined;
  /** When the fill was made, in ms since 1970. */
  readonly filledAt: number;
  readonly refusal: Refusal | undefined;
  /** Until when nobody needs to ask again, in ms since 1970. */
  readonly freshUntil: number;
  /** Whether who made it could have switched the conference on. */
  readonly wasEnabling: boolean;
}

/** How long a failure is remembered, in ms: all who come meanwhile share it. */
export const FAILURE_AGE = 3000;

/** How long "off" and "missing" are remembered, in ms: those who wait want to hear soon. */
const ABSENCE_AGE = 5000;

/** Remembers a fill. */
export function createEntry(
  fill: ConferenceFill,
  { now, freshFor, wasEnabling }: { now: number; freshFor: number; wasEnabling: boolean },
): FillEntry {
  const isGood = fill.mode === 'on' && fill.probe?.isAlive !== false;
  const age = isGood ? freshFor : Math.min(freshFor, ABSENCE_AGE);
  return { fill, filledAt: now, refusal: undefined, freshUntil: now + age, wasEnabling };
}

/** Remembers a failure, and what was known before it. */
export function createFailedEntry(
  refusal: Refusal,
  before: FillEntry | undefined,
  now: number,
): FillEntry {
  const { fill, filledAt = now } = before ?? {};
  return { fill, filledAt, refusal, freshUntil: now + FAILURE_AGE, wasEnabling: false };
}

/** Writes an entry for other processes. */
export function writeEntry({ fill, filledAt, refusal, freshUntil }: FillEntry): string {
  const failure = refusal?.code;
  return JSON.stringify({
    version: 1,
    filledAt,
    freshUntil,
    ...(failure ? { failure } : { fill }),
  });
}

/** By what an entry of another process is judged. */
export interface EntryCheck {
  /** ms since 1970. */
  readonly now: number;
  /** How far ahead `freshUntil` may lie, in ms. */
  readonly longest: number;
  readonly frameOrigins: readonly string[];
  /** Whether an address holds no credential. */
  readonly isSafe: (src: string) => boolean;
}

/**
 * Reads what another process wrote. It is checked as strictly as Livebox's own answer:
 * whoever can write to the store gets no foreign address into a page.
 *
 * @returns `undefined` for what is not usable or no longer fresh
 */
export function readEntry(text: string, check: EntryCheck): FillEntry | undefined {
  const record = parseRecord(text);
  if (record?.['version'] !== 1) return undefined;
  const { filledAt: time, freshUntil, failure } = record;
  if (typeof time !== 'number' || typeof freshUntil !== 'number') return undefined;
  const { now, longest } = check;
  if (freshUntil <= now || freshUntil > now + longest) return undefined;
  const rest = { filledAt: Math.min(time, now), freshUntil, wasEnabling: false };
  if (isProblemCode(failure)) {
    return { ...rest, fill: undefined, refusal: Refusal.fromElsewhere(failure) };
  }
  const fill = readFill(record['fill'], check);
  return fill && { ...rest, fill, refusal: undefined };
}

function parseRecord(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === 'string' && Object.hasOwn(PROBLEMS, value);
}

function readFill(
  value: unknown,
  { frameOrigins, isSafe }: EntryCheck,
): ConferenceFill | undefined {
  if (!isRecord(value)) return undefined;
  const { mode, src } = value;
  if (mode === 'off' || mode === 'missing') return { mode };
  const url = parseFrameUrl(src);
  const isUsable = mode === 'on' && url && frameOrigins.includes(url.origin) && isSafe(url.href);
  if (!isUsable) return undefined;
  const probe = readProbe(value['probe']);
  return { mode, src: url.href, ...(probe && { probe }) };
}

function readProbe(value: unknown): FrameProbe | undefined {
  if (!isRecord(value)) return undefined;
  if (value['isAlive'] !== true) return { isAlive: false };
  const text = (member: unknown): string | undefined =>
    typeof member === 'string' ? member : undefined;
  const { frameOptions, securityPolicy } = value;
  return {
    isAlive: true,
    frameOptions: text(frameOptions),
    securityPolicy: text(securityPolicy),
  };
}
