import type { Direction, Measure } from '../../api/contract';
import { Loaded, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';
import { adjust, changed, go, usePlace } from '../../routes';
import { SetView } from './detail/SetView';
import { HeatMaps } from './HeatMaps';
import { isMeasure, MEASURES } from './heatScale';
import { KeyTable } from './KeyTable';
import { furthest, isDirection } from './signalKeys';
import { SetTable } from './SetTable';

/** All sets by indication, or one of them, as the address says. */
export default function SetsPage() {
  const { query } = usePlace();
  const id = query.get('set');
  return id === null ? <Explorer /> : <SetView id={id} back={backTo(query)} />;
}

function backTo(query: URLSearchParams): string {
  const rest = changed(query, { set: null });
  return rest === '' ? '/sets' : `/sets?${rest}`;
}

function Explorer() {
  const { server } = useParts();
  const { query } = usePlace();
  const keys = useResource('keys', server.keys, 10_000);
  const indication = query.get('indication');
  const wanted = query.get('direction');
  const measure: Measure = isMeasure(query.get('measure')) ? (query.get('measure') as Measure) : 'avgSteps';
  const best = furthest(keys.data ?? []);
  const shown =
    indication !== null && isDirection(wanted)
      ? { indication, direction: wanted }
      : indication !== null
        ? { indication, direction: 'long' as Direction }
        : best;
  const open = (id: string) => go(`/sets?${changed(query, { set: id })}`);
  return (
    <div className="sets-page">
      <h1 className="unseen">Sets</h1>
      <Panel title="Indications" className="keys-panel" aside={<span className="hint">sets at Main · Real · Exchange</span>}>
        <Loaded resource={keys} what="the indications" lines={12}>
          {(list) => (
            <KeyTable
              keys={list}
              indication={shown?.indication ?? null}
              direction={shown?.direction ?? null}
              onChoose={(chosen, direction) => adjust({ indication: chosen, direction })}
            />
          )}
        </Loaded>
      </Panel>
      <Panel
        title={shown === null ? 'Heat map' : `${shown.indication} ${shown.direction}`}
        className="heat-panel"
        aside={
          <label className="choice">
            <span className="hint">take profit in steps → · stop loss × take profit ↑</span>
            <select
              aria-label="Measure"
              value={measure}
              onChange={(event) => adjust({ measure: event.target.value === 'avgSteps' ? null : event.target.value })}
            >
              {Object.entries(MEASURES).map(([key, { name }]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        }
      >
        {shown === null ? (
          <p className="empty">The maps appear with the first signal of an indication.</p>
        ) : (
          <HeatMaps indication={shown.indication} direction={shown.direction} measure={measure} onOpen={open} />
        )}
      </Panel>
      <SetTable onOpen={open} />
    </div>
  );
}
