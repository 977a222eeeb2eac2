import { NOTHING } from './numbers';

/** Times as text: year-month-day and 24 hours, in the viewer's zone unless a zone is given. */

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(time: number, zone: string | undefined): Record<string, string> {
  const key = zone ?? 'local';
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      ...(zone === undefined ? {} : { timeZone: zone }),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(time).map((part) => [part.type, part.value]));
}

export function day(time: number, zone?: string): string {
  const { year, month, day: dayOfMonth } = parts(time, zone);
  return `${year}-${month}-${dayOfMonth}`;
}

export function clock(time: number, zone?: string): string {
  const { hour, minute, second } = parts(time, zone);
  return `${hour}:${minute}:${second}`;
}

export function minuteOfDay(time: number, zone?: string): string {
  return clock(time, zone).slice(0, 5);
}

export function stamp(time: number, zone?: string): string {
  return `${day(time, zone)} ${clock(time, zone)}`;
}

/** Month, day and time, for lists whose year is plain. */
export function short(time: number, zone?: string): string {
  return stamp(time, zone).slice(5);
}

export function utc(time: number): string {
  return `${stamp(time, 'UTC')} UTC`;
}

const UNITS: [name: string, length: number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** The two largest units: 2 d 3 h, 4 min 5 s; below a second in ms. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return NOTHING;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  let rest = Math.round(ms / 1000) * 1000;
  const said: string[] = [];
  for (const [name, length] of UNITS) {
    const whole = Math.floor(rest / length);
    rest -= whole * length;
    if (whole > 0) said.push(`${whole} ${name}`);
    else if (said.length > 0) break;
    if (said.length === 2) break;
  }
  return said.join(' ');
}
