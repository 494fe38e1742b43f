const LIVEBOX_DATE = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * Writes a date as the API does, `dd-mm-yyyy hr:min:sec` on the server's clock.
 *
 * @param timeZone IANA name of the server's time zone
 */
export function formatLiveboxDate(date: Date, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = `${part('day')}-${part('month')}-${part('year').padStart(4, '0')}`;
  return `${day} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/**
 * Reads a date of the API, `dd-mm-yyyy hr:min:sec` on the server's clock.
 *
 * @param timeZone IANA name of the server's time zone
 * @returns `undefined` when it is no such date
 */
export function parseLiveboxDate(text: string, timeZone: string): Date | undefined {
  const wallClock = parseAsUtc(text);
  if (wallClock === undefined) return undefined;
  // The offset at the wanted moment is found in two steps: near a change of the clocks the
  // offset at the first guess may be the one before the change.
  const guess = wallClock - zoneOffset(wallClock, timeZone);
  return new Date(wallClock - zoneOffset(guess, timeZone));
}

function parseAsUtc(text: string): number | undefined {
  const [day, month, year, hour, minute, second] =
    LIVEBOX_DATE.exec(text)?.slice(1).map(Number) ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries the 31st of February over into March.
  return formatLiveboxDate(new Date(time), 'UTC') === text ? time : undefined;
}

/** How far the zone's clock is ahead of UTC, in ms. */
function zoneOffset(time: number, timeZone: string): number {
  const shown = parseAsUtc(formatLiveboxDate(new Date(time), timeZone)) ?? time;
  return shown - Math.floor(time / 1000) * 1000;
}
