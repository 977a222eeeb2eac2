import { lazy, Suspense } from 'react';
import type { TradingStatus } from '../../api/contract';
import { money, percent } from '../../format/numbers';
import { Outcome } from '../../parts/Figures';
import { Empty, Loaded, Loading, Panel } from '../../parts/Panel';
import { useEquity } from './useEquity';

const EquityChart = lazy(() => import('../../charts/EquityChart'));

export function EquityPanel({ status }: { status: TradingStatus | null }) {
  const { engine, resource, curve } = useEquity(status);
  const aside = curve !== null && (
    <span className="equity-now">
      <b data-testid="equity">{money(curve.now)}</b>
      <Outcome value={curve.now - curve.start} format={money} title="since the start" />
      <Outcome value={curve.now / curve.start - 1} format={(value) => percent(value, 2)} title="since the start" />
    </span>
  );
  return (
    <Panel title={`Equity${engine === null ? '' : ` · ${engine.connectionName}`}`} className="equity" aside={aside}>
      {engine === null && status !== null ? (
        <Empty>No connection, so no equity.</Empty>
      ) : (
        <Loaded resource={resource} what="the equity" lines={6}>
          {() =>
            curve === null || curve.points.length === 0 ? (
              <Empty>Equity is {money(curve?.start)} and begins to move with the first exchange position.</Empty>
            ) : (
              <Suspense fallback={<Loading what="the chart" lines={6} />}>
                <EquityChart start={curve.start} points={curve.points} />
              </Suspense>
            )
          }
        </Loaded>
      )}
    </Panel>
  );
}
