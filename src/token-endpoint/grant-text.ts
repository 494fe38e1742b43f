import type { ConferenceFill } from './conference-fill.js';
import type { Conference } from './conference-options.js';
import { createGrant, type GrantTerms } from './grant.js';

interface Written {
  readonly conference: Conference;
  readonly second: number;
  readonly text: string;
}

/** The last grant of each fill: visitors of the same second get the same bytes. */
const written = new WeakMap<ConferenceFill, Written>();

/**
 * Makes a grant as JSON.
 *
 * @throws {Refusal} as {@link createGrant}
 * @returns `undefined` when the conference is off or missing
 */
export function createGrantText(
  conference: Conference,
  fill: ConferenceFill,
  terms: GrantTerms,
): string | undefined {
  // Times are written in whole seconds.
  const second = Math.floor(terms.expiresAt / 1000);
  const last = written.get(fill);
  if (last?.conference === conference && last.second === second) return last.text;
  const grant = createGrant(conference, fill, terms);
  if (!grant) return undefined;
  const text = JSON.stringify(grant);
  // What a probe has found is compared with the page that asks.
  if (fill.mode === 'on' && !fill.probe) written.set(fill, { conference, second, text });
  return text;
}
