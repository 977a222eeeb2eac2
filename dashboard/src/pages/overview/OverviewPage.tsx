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
      <div className="column left">
        <EnginesPanel status={status} />
        <VerdictsPanel />
      </div>
      <div className="column right">
        <PseudoPanel status={status} />
        <ExchangePositionsPanel />
      </div>
    </div>
  );
}
