/** Writes a time as RFC 3339 UTC in whole seconds. */
export function writeTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
