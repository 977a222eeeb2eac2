import type { TradingStatus } from '../../api/contract';
import { EnginesPanel } from './EnginesPanel';
import { EquityPanel } from './EquityPanel';
import { ExchangePositionsPanel } from './ExchangePositionsPanel';
import { FunnelPanel } from './FunnelPanel';
import { KeyFigures } from './KeyFigures';
import { PseudoPanel } from './PseudoPanel';
import { VerdictsPanel } from './VerdictsPanel';

export function OverviewPage({ status }: { status: TradingStatus | null }) {
  return (
    <div className="overview">
      <h1 className="unseen">Overview</h1>
      <KeyFigures status={status} />
      <FunnelPanel />
      <EquityPanel status={status} />
      <div className="columns">
        <div className="column">
          <EnginesPanel status={status} />
          <PseudoPanel status={status} />
        </div>
        <div className="column">
          <ExchangePositionsPanel />
          <VerdictsPanel />
        </div>
      </div>
    </div>
  );
}
