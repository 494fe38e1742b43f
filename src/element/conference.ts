import { type Grant, isTime } from '../embed-protocol/grant.js';

/** What is known of a conference once a grant has been accepted. */
export interface Conference {
  readonly name: string;
  /** Until when the grant may be used to load the frame. */
  readonly expiresAt?: Date;
  readonly opensAt?: Date;
  readonly closesAt?: Date;
}

/** What a grant says of its conference. */
export function conferenceOf(grant: Grant): Conference {
  const conference: Record<string, Date> = {};
  for (const member of ['expiresAt', 'opensAt', 'closesAt'] as const) {
    const time = timeOf(grant[member]);
    if (time) conference[member] = time;
  }
  return { name: grant.name, ...conference };
}

/** Reads an RFC 3339 time. */
export function timeOf(value: unknown): Date | undefined {
  return isTime(value) ? new Date(value) : undefined;
}
