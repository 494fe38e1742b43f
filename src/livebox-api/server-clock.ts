const DAY = 86_400_000;

/** Times, in ms since 1970, that a {@link ServerClock} can write. */
export const DATE_RANGE = { min: 0, max: Date.UTC(9999, 11, 30) } as const;

/**
 * The clock on the wall beside a Livebox server: the API's dates are
 * `dd-mm-yyyy hr:min:sec` without a time zone.
 *
 * @throws {RangeError} when `Intl` does not know the time zone
 * @example new ServerClock('Europe/Berlin').format(new Date(0)) // '01-01-1970 01:00:00'
 */
export class ServerClock {
  readonly #format: Intl.DateTimeFormat;

  /** @param timeZone IANA name of the server's time zone */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * What the clock shows at a time, in ms as if it stood in UTC; whole seconds.
   *
   * @param time ms since 1970
   */
  read(time: number): number {
    const part: Record<string, string> = {};
    for (const { type, value } of this.#format.formatToParts(time)) part[type] = value;
    const clock = new Date(0);
    clock.setUTCFullYear(Number(part['year']), Number(part['month']) - 1, Number(part['day']));
    clock.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
    return clock.getTime();
  }

  /**
   * Writes a time as the API wants it; milliseconds are cut off.
   *
   * @param date within {@link DATE_RANGE}
   * @see "To Set Scheduling for the Conference" of the Livebox API
   */
  format(date: Date): string {
    const [, year, month, day, time] =
      /^(\d{4})-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(this.read(date.getTime())).toISOString()) ??
      [];
    return `${day}-${month}-${year} ${time}`;
  }

  /**
   * Reads a time that the API gives. Of a time that the clock showed twice (the end of
   * summer time) the earlier one is meant.
   *
   * @returns `undefined` when the text is no such time, or the clock never showed it
   * @see "To Get List of Conferences" of the Livebox API
   */
  parse(text: string): Date | undefined {
    const match = /^(\d\d)-(\d\d)-(\d{4}) +(\d\d:\d\d:\d\d)$/.exec(text.trim());
    if (!match) return undefined;
    const [, day, month, year, time] = match;
    const written = `${year}-${month}-${day}T${time}.000Z`;
    const clock = new Date(written);
    // A day such as 31 February rolls over instead of being refused.
    if (Number.isNaN(clock.getTime()) || clock.toISOString() !== written) return undefined;
    return this.#find(clock.getTime());
  }

  /** The earliest time at which the clock shows `clock`. */
  #find(clock: number): Date | undefined {
    // Two changes of the offset are never so near that both fall between these two.
    const times = [clock - DAY, clock + DAY]
      .map((near) => clock - (this.read(near) - near))
      .filter((time) => this.read(time) === clock);
    return times.length > 0 ? new Date(Math.min(...times)) : undefined;
  }
}
