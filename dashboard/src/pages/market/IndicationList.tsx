import type { Indication } from '../../api/contract';
import { percent, price } from '../../format/numbers';
import { Time } from '../../parts/Figures';
import { Link } from '../../parts/Link';
import { Empty } from '../../parts/Panel';
import { DirectionTag } from '../../parts/Tags';

const SHOWN = 40;

export function IndicationList({ indications }: { indications: readonly Indication[] }) {
  if (indications.length === 0) return <Empty>None has fired in what is loaded.</Empty>;
  return (
    <div className="scroll tall">
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Market time</th>
            <th scope="col">Indication</th>
            <th scope="col">Direction</th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Strength
            </th>
          </tr>
        </thead>
        <tbody>
          {indications
            .slice(-SHOWN)
            .reverse()
            .map(({ time, indication, direction, strength, price: at }) => (
              <tr key={`${time} ${indication} ${direction}`}>
                <td>
                  <Time at={time} form="short" />
                </td>
                <td>
                  <Link to={`/sets?indication=${encodeURIComponent(indication)}&direction=${direction}`}>
                    {indication}
                  </Link>
                </td>
                <td>
                  <DirectionTag direction={direction} />
                </td>
                <td className="number">{price(at)}</td>
                <td className="number">{percent(strength, 0)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
