import { describe, expect, it } from 'vitest';
import { clock, day, duration, minuteOfDay, short, stamp, utc } from './times';

const TIME = Date.UTC(2013, 10, 14, 23, 5, 9);

describe('times', () => {
  it('are shown in the given zone, over midnight too', () => {
    expect(stamp(TIME, 'UTC')).toBe('2013-11-14 23:05:09');
    expect(stamp(TIME, 'Europe/Berlin')).toBe('2013-11-15 00:05:09');
    expect(day(TIME, 'America/New_York')).toBe('2013-11-14');
    expect(clock(TIME, 'America/New_York')).toBe('18:05:09');
  });

  it('have a UTC form for tooltips and short forms for lists and axes', () => {
    expect(utc(TIME)).toBe('2013-11-14 23:05:09 UTC');
    expect(short(TIME, 'UTC')).toBe('11-14 23:05:09');
    expect(minuteOfDay(TIME, 'UTC')).toBe('23:05');
  });
});

describe('duration', () => {
  it('says the two largest units', () => {
    expect(duration(0)).toBe('0 ms');
    expect(duration(999)).toBe('999 ms');
    expect(duration(65_000)).toBe('1 min 5 s');
    expect(duration(3_600_000)).toBe('1 h');
    expect(duration(90_061_000)).toBe('1 d 1 h');
    expect(duration(86_405_000)).toBe('1 d');
  });

  it('is a dash when undefined', () => {
    expect(duration(null)).toBe('–');
  });
});
