import type { ReactNode } from 'react';
import type { Measures, SetDetail } from '../../../api/contract';
import { count, fixed, percent, ratio } from '../../../format/numbers';
import { duration } from '../../../format/times';
import { Return, Steps } from '../../../parts/Figures';
import { Panel } from '../../../parts/Panel';

const UNKNOWN: Measures = {
  expectancy: null,
  sharpe: null,
  sortino: null,
  calmar: null,
  holdTimeMs: null,
  positionsPerDay: null,
  best: null,
  worst: null,
  compoundReturn: null,
  currentDrawdown: null,
};

/** Every measure with its unit. */
export function MeasuresPanel({ set }: { set: SetDetail }) {
  const measures = set.measures ?? UNKNOWN;
  const noLosses = set.profitFactor === null && set.closed > 0 && set.losses === 0;
  return (
    <Panel title="Measures" className="measures-panel" aside={<span className="hint">net of fees and slippage</span>}>
      <dl className="measures">
        <Measured name="Average result">
          <Steps value={set.avgSteps} />
        </Measured>
        <Measured name="Win rate" beside={`break-even ${percent(set.breakEven)}`}>
          {percent(set.winRate)}
        </Measured>
        <Measured name="Profit factor" beside={noLosses ? 'no losses' : null}>
          {ratio(set.profitFactor)}
        </Measured>
        <Measured name="Closed" beside={`${count(set.wins)} won · ${count(set.losses)} lost`}>
          {count(set.closed)}
        </Measured>
        <Measured name="Open now">{count(set.open)}</Measured>
        <Measured name="Sum of results">
          <Return value={set.sumReturn} />
        </Measured>
        <Measured name="Compound return">
          <Return value={measures.compoundReturn} />
        </Measured>
        <Measured name="Greatest drawdown" beside={`now ${percent(measures.currentDrawdown, 2)}`}>
          {percent(set.maxDrawdown, 2)}
        </Measured>
        <Measured name="Expectancy" beside="per position">
          <Return value={measures.expectancy} digits={3} />
        </Measured>
        <Measured name="Best / worst">
          <Return value={measures.best} /> <Return value={measures.worst} />
        </Measured>
        <Measured name="Sharpe" beside="per position">
          {fixed(measures.sharpe, 2)}
        </Measured>
        <Measured name="Sortino" beside="per position">
          {fixed(measures.sortino, 2)}
        </Measured>
        <Measured name="Calmar">{fixed(measures.calmar, 2)}</Measured>
        <Measured name="Mean hold time">{duration(measures.holdTimeMs)}</Measured>
        <Measured name="Positions per day">{fixed(measures.positionsPerDay, 1)}</Measured>
      </dl>
    </Panel>
  );
}

function Measured({ name, beside = null, children }: { name: string; beside?: string | null; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {beside !== null && <dd className="beside">{beside}</dd>}
    </div>
  );
}
