const CONFERENCE_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Whether a value is a conference or preset name that a Livebox server accepts:
 * 1 to 64 of `A-Z a-z 0-9 _ -`. The API takes no spaces and no special characters.
 */
export function isConferenceName(value: unknown): value is string {
  return typeof value === 'string' && CONFERENCE_NAME.test(value);
}
