import type { TradingStatus } from '../../api/contract';
import { count, fixed, percent, shortCount } from '../../format/numbers';
import { useLive } from '../../live/useLive';
import { KeyFigure } from '../../parts/KeyFigure';

/** The figures a glance is for. */
export function KeyFigures({ status }: { status: TradingStatus | null }) {
  const open = useLive((state) => state.pseudoOpen);
  const pseudo = status?.pseudo;
  const alive = status?.setsAlive;
  const possible = status?.setsPossible ?? 0;
  return (
    <dl className="key-figures">
      <KeyFigure name="Pseudo positions open" value={pseudo && count(open ?? pseudo.open)} testId="pseudo-open">
        {pseudo && `from ${count(pseudo.entriesOpen)} entries`}
      </KeyFigure>
      <KeyFigure name="Opened since the start" value={pseudo && shortCount(pseudo.opened)} exact={pseudo?.opened} />
      <KeyFigure name="Closed since the start" value={pseudo && shortCount(pseudo.closed)} exact={pseudo?.closed} />
      <KeyFigure name="Sets alive" value={alive === undefined ? undefined : shortCount(alive)} exact={alive}>
        {possible > 0 && alive !== undefined && `${percent(alive / possible)} of ${shortCount(possible)} possible`}
      </KeyFigure>
      <KeyFigure name="Ticks" value={status && shortCount(status.ticks)} exact={status?.ticks}>
        {status && `${fixed(status.ticksPerSecond, status.ticksPerSecond < 10 ? 1 : 0)} per second`}
      </KeyFigure>
    </dl>
  );
}
