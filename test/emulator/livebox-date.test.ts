import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatLiveboxDate, parseLiveboxDate } from '../../src/emulator/livebox-date.js';

describe('emulator: dates', () => {
  test('are on the server’s clock', () => {
    const date = new Date('2026-01-02T03:04:05.678Z');
    assert.equal(formatLiveboxDate(date, 'UTC'), '02-01-2026 03:04:05');
    assert.equal(formatLiveboxDate(date, 'Asia/Kolkata'), '02-01-2026 08:34:05');
    assert.equal(
      parseLiveboxDate('02-01-2026 08:34:05', 'Asia/Kolkata')?.toISOString(),
      '2026-01-02T03:04:05.000Z',
    );
  });

  test('shortly after the clocks change the new offset counts', () => {
    const date = parseLiveboxDate('08-03-2026 03:30:00', 'America/New_York');
    assert.equal(date?.toISOString(), '2026-03-08T07:30:00.000Z');
  });

  test('what was written is read back, in every zone and around changes of the clock', () => {
    const zones = ['UTC', 'Europe/Madrid', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const text = formatLiveboxDate(date, zone);
          const parsed = parseLiveboxDate(text, zone);
          assert.ok(parsed);
          // The hour that a clock shows twice may be read as either.
          assert.equal(formatLiveboxDate(parsed, zone), text);
        },
      ),
    );
  });

  test('anything else is none', () => {
    for (const text of ['', '1-1-2026 00:00:00', '30-02-2026 00:00:00', '01-01-2026 00:60:00']) {
      assert.equal(parseLiveboxDate(text, 'UTC'), undefined, text);
    }
  });
});
