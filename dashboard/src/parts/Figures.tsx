import { NOTHING, percent, signed, steps } from '../format/numbers';
import { clock, short, stamp, utc } from '../format/times';

/** A time in the viewer's zone; UTC in the tooltip. */
export function Time({ at, form = 'stamp' }: { at: number | null | undefined; form?: 'stamp' | 'short' | 'clock' }) {
  if (at === null || at === undefined) return <span className="nothing">{NOTHING}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)}>
      {form === 'clock' ? clock(at) : form === 'short' ? short(at) : stamp(at)}
    </time>
  );
}

interface OutcomeProps {
  value: number | string | null | undefined;
  format: (value: number | string) => string;
  title?: string;
}

/** A gain or a loss: sign, arrow and colour say the same. */
export function Outcome({ value, format, title }: OutcomeProps) {
  const number = value === null || value === undefined || value === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return <span className="nothing">{NOTHING}</span>;
  const kind = number > 0 ? 'gain' : number < 0 ? 'loss' : 'even';
  return (
    <span className={`outcome ${kind}`} title={title}>
      <span className="arrow" aria-hidden="true">
        {kind === 'gain' ? '▲' : kind === 'loss' ? '▼' : '◆'}
      </span>
      {signed(value, format)}
    </span>
  );
}

export function Steps({ value, digits = 2 }: { value: number | null | undefined; digits?: number }) {
  return <Outcome value={value} format={(shown) => steps(shown, digits)} title="steps, net of costs" />;
}

export function Return({ value, digits = 2 }: { value: number | null | undefined; digits?: number }) {
  return <Outcome value={value} format={(shown) => percent(shown, digits)} />;
}
