import { describe, expect, it } from 'vitest';
import { bytes, count, fixed, micros, money, percent, price, quantity, shortCount, signed, steps, words } from './numbers';

describe('numbers', () => {
  it('shows what is undefined as a dash, never as a number', () => {
    for (const value of [null, undefined, '', Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(fixed(value, 2)).toBe('–');
      expect(percent(value)).toBe('–');
      expect(steps(value)).toBe('–');
      expect(signed(value, money)).toBe('–');
    }
  });

  it('groups thousands and uses a real minus sign', () => {
    expect(count(1234567)).toBe('1,234,567');
    expect(fixed(-1234.5, 1)).toBe('−1,234.5');
  });

  it('keeps digits of a decimal string that a double would lose', () => {
    expect(money('90071992547409931.25')).toBe('90,071,992,547,409,931.25');
    expect(quantity('0.02439000')).toBe('0.02439');
  });

  it('gives a price as many digits as its size needs', () => {
    expect(price(43210.567)).toBe('43,210.57');
    expect(price(1.23456)).toBe('1.2346');
    expect(price(0.00001234)).toBe('0.000012340');
    expect(price(0)).toBe('0.00');
  });

  it('shortens counts from ten thousand on', () => {
    expect(shortCount(9999)).toBe('9,999');
    expect(shortCount(12_345)).toBe('12.3 k');
    expect(shortCount(123_456)).toBe('123 k');
    expect(shortCount(4_560_000)).toBe('4.56 M');
  });

  it('signs gains, and does not sign what is shown as zero', () => {
    expect(signed(0.0123, (value) => percent(value, 2))).toBe('+1.23 %');
    expect(signed(-0.0123, (value) => percent(value, 2))).toBe('−1.23 %');
    expect(signed(0, money)).toBe('0.00');
    expect(signed(0.001, money)).toBe('0.00');
  });

  it('names the unit of steps, percents and durations', () => {
    expect(steps(0.5)).toBe('0.50 st');
    expect(percent(0.5)).toBe('50.0 %');
    expect(micros(0.8)).toBe('0.80 µs');
    expect(micros(1830)).toBe('1.8 ms');
  });

  it('shows sizes in the unit that fits', () => {
    expect(bytes(512)).toBe('512 B');
    expect(bytes(8_400)).toBe('8.20 KiB');
    expect(bytes(34 * 1024 * 1024)).toBe('34.0 MiB');
    expect(bytes(1.5 * 1024 ** 4)).toBe('1.50 TiB');
  });

  it('reads codes as words', () => {
    expect(words('take_profit')).toBe('take profit');
    expect(words('LEG_TAKEN')).toBe('leg taken');
    expect(words(null)).toBe('–');
  });
});
