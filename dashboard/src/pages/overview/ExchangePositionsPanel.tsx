import type { ExchangePosition } from '../../api/contract';
import { money, price, quantity, words } from '../../format/numbers';
import { useLive } from '../../live/useLive';
import { Outcome, Return, Time } from '../../parts/Figures';
import { SetLink } from '../../parts/Link';
import { Empty, Loaded, Panel } from '../../parts/Panel';
import { DirectionTag } from '../../parts/Tags';
import { useExchangePositions } from '../../parts/useExchangePositions';
import { isOpen, openReturn } from './exchangePosition';

const SHOWN = 12;

export function ExchangePositionsPanel() {
  const resource = useExchangePositions(SHOWN);
  return (
    <Panel title="Exchange positions" className="exchange-positions">
      <Loaded resource={resource} what="exchange positions">
        {(loaded) => {
          const positions = [...loaded]
            .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || lastTime(b) - lastTime(a))
            .slice(0, SHOWN);
          return positions.length === 0 ? (
            <Empty>None yet: a set must pass every gate up to Exchange first.</Empty>
          ) : (
            <PositionTable positions={positions} />
          );
        }}
      </Loaded>
    </Panel>
  );
}

function lastTime(position: ExchangePosition): number {
  return position.exitTime ?? position.entryTime;
}

function PositionTable({ positions }: { positions: ExchangePosition[] }) {
  const prices = useLive((state) => state.prices);
  const severalSymbols = new Set(positions.map(({ symbol }) => symbol)).size > 1;
  return (
    <div className="scroll">
      <table className="dense" data-testid="exchange-positions">
        <thead>
          <tr>
            <th scope="col">Entry time</th>
            <th scope="col">Leg</th>
            <th scope="col">Set</th>
            <th scope="col" className="wide roomy">
              Status
            </th>
            <th scope="col" className="number">
              Result
            </th>
            <th scope="col" className="number wide roomy">
              Quantity
            </th>
            <th scope="col" className="number wide">
              Entry
            </th>
            <th scope="col" className="number wide" title="while open: stop and take profit at the exchange">
              Exit
            </th>
          </tr>
        </thead>
        <tbody>
          {positions.map((position) => (
            <tr key={position.id}>
              <td>
                <Time at={position.entryTime} form="short" />
              </td>
              <td>
                <span title={position.symbol}>
                  <DirectionTag direction={position.direction} />
                </span>
                {severalSymbols && <span className="wide"> {position.symbol}</span>}
              </td>
              <td>
                <SetLink id={position.setId} name={position.setName} />
              </td>
              <td className="wide roomy">
                <span className={`tag position-${position.status}`}>{position.status}</span>
              </td>
              <td className="number">
                {isOpen(position) ? (
                  <span title="change of the price since entry, before costs">
                    <Return value={openReturn(position, prices[position.symbol]?.price)} />
                  </span>
                ) : (
                  <Outcome value={position.realisedPnl} format={money} />
                )}
              </td>
              <td className="number wide roomy">{quantity(position.quantity)}</td>
              <td className="number wide">{price(position.entry)}</td>
              <td className="number wide">
                {isOpen(position) ? (
                  <span className="faint" title="stop and take profit at the exchange">
                    {price(position.stop)} / {price(position.takeProfit)}
                  </span>
                ) : (
                  <span title={words(position.closeReason)}>{price(position.exit)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
