/** Numbers as text, with units. Undefined measures are shown as a dash, never as a stand-in number. */

export const NOTHING = '–';

type Digits = number | string | null | undefined;

const formats = new Map<string, Intl.NumberFormat>();

function decimal(minimum: number, maximum = minimum): Intl.NumberFormat {
  const key = `${minimum}/${maximum}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: minimum, maximumFractionDigits: maximum });
    formats.set(key, format);
  }
  return format;
}

function isNumber(value: Digits): value is number | string {
  return value !== null && value !== undefined && value !== '' && Number.isFinite(Number(value));
}

/** Exact for decimal strings: they are not turned into doubles. */
function text(value: number | string, format: Intl.NumberFormat): string {
  return format.format(value as number).replace('-', '−');
}

export function fixed(value: Digits, digits: number): string {
  return isNumber(value) ? text(value, decimal(digits)) : NOTHING;
}

/** A count: 12,345. */
export function count(value: Digits): string {
  return fixed(value, 0);
}

/** A count in few characters: 950, 12.3 k, 4.56 M. */
export function shortCount(value: number): string {
  if (value < 10_000) return count(value);
  if (value < 1_000_000) return `${fixed(value / 1e3, value < 100_000 ? 1 : 0)} k`;
  return `${fixed(value / 1e6, value < 100_000_000 ? 2 : 0)} M`;
}

/** As many digits as a price of this size needs. */
export function priceDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) return 2;
  if (size >= 1) return 4;
  if (size === 0) return 2;
  return Math.min(10, 4 - Math.floor(Math.log10(size)));
}

export function price(value: Digits): string {
  return isNumber(value) ? text(value, decimal(priceDigits(Number(value)))) : NOTHING;
}

/** A quantity without trailing zeros. */
export function quantity(value: Digits): string {
  return isNumber(value) ? text(value, decimal(0, 8)) : NOTHING;
}

/** An amount of money, two digits. */
export function money(value: Digits): string {
  return fixed(value, 2);
}

export function percent(fraction: Digits, digits = 1): string {
  return isNumber(fraction) ? `${text(Number(fraction) * 100, decimal(digits))} %` : NOTHING;
}

/** With its sign, so that gain and loss can be told without colour. */
export function signed(value: Digits, format: (value: number | string) => string): string {
  if (!isNumber(value)) return NOTHING;
  const shown = format(value);
  return Number(value) > 0 && /[1-9]/.test(shown) ? `+${shown}` : shown;
}

export function steps(value: Digits, digits = 2): string {
  return isNumber(value) ? `${text(value, decimal(digits))} st` : NOTHING;
}

export function ratio(value: Digits): string {
  return fixed(value, 2);
}

/** Microseconds, or milliseconds from 1,000 on. */
export function micros(value: number): string {
  if (value >= 1000) return `${fixed(value / 1000, value >= 100_000 ? 0 : 1)} ms`;
  return `${fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0)} µs`;
}

/** take_profit → take profit. */
export function words(code: string | null | undefined): string {
  return code ? code.replaceAll('_', ' ').toLowerCase() : NOTHING;
}

/** A size on the disk: 512 B, 8.2 KiB, 1.03 GiB. */
export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${fixed(size, unit === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2)} ${units[unit]}`;
}
