import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DATE_RANGE, ServerClock } from '../../src/livebox-api/server-clock.js';

const zone = fc.constantFrom(
  'UTC',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe', // half an hour of summer time
  'Pacific/Apia', // left out a day in 2011
  'Africa/Casablanca',
  'Asia/Kathmandu',
);
const time = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2040-01-01'), noInvalidDate: true }),
  fc.date({
    min: new Date(DATE_RANGE.min),
    max: new Date(DATE_RANGE.max),
    noInvalidDate: true,
  }),
);

test('what is written is read as the same time, or the same hour shown twice', () => {
  fc.assert(
    fc.property(time, zone, (date, timeZone) => {
      const clock = new ServerClock(timeZone);
      const text = clock.format(date);
      assert.match(text, /^\d\d-\d\d-\d{4} \d\d:\d\d:\d\d$/);
      const read = clock.parse(text);
      assert.ok(read);
      assert.equal(clock.format(read), text);
      const difference = Math.floor(date.getTime() / 1000) - read.getTime() / 1000;
      assert.ok([0, 1800, 3600].includes(difference), `${timeZone} ${text} ${difference}`);
    }),
    { numRuns: 500 },
  );
});

test('any text is read as a time that is written the same, or not at all', () => {
  const digits = (max: number) => fc.integer({ min: 0, max }).map((n) => `${n}`.padStart(2, '0'));
  const almost = fc
    .tuple(digits(33), digits(14), fc.integer({ min: 1970, max: 2050 }), digits(25), digits(61))
    .map(([day, month, year, hour, minute]) => `${day}-${month}-${year} ${hour}:${minute}:00`);
  fc.assert(
    fc.property(fc.oneof(almost, fc.string()), zone, (text, timeZone) => {
      const clock = new ServerClock(timeZone);
      const read = clock.parse(text);
      if (read) assert.equal(clock.format(read), text);
    }),
    { numRuns: 500 },
  );
});

test('summer time: a skipped hour is no time, of one shown twice the earlier is meant', () => {
  const clock = new ServerClock('Europe/Berlin');
  assert.equal(clock.parse('29-03-2026 02:30:00'), undefined);
  assert.deepEqual(clock.parse('25-10-2026 02:30:00'), new Date('2026-10-25T00:30:00Z'));
  assert.equal(clock.format(new Date('2026-10-25T01:30:00Z')), '25-10-2026 02:30:00');
  assert.deepEqual(clock.parse('25-10-2026 03:00:00'), new Date('2026-10-25T02:00:00Z'));
});

test('midnight is 00, and what is no date is undefined', () => {
  const clock = new ServerClock('Asia/Kolkata');
  assert.equal(clock.format(new Date('2025-12-31T18:30:00Z')), '01-01-2026 00:00:00');
  for (const text of ['', '31-02-2026 10:00:00', '29-02-2025 10:00:00', '01-13-2026 10:00:00']) {
    assert.equal(clock.parse(text), undefined, text);
  }
  for (const text of ['01-01-2026 24:00:00', '2026-01-01 10:00:00', 'dd-mm-yyyy hr:min:sec']) {
    assert.equal(clock.parse(text), undefined, text);
  }
});
