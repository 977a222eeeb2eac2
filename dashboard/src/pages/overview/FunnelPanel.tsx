import type { Funnel, Level } from '../../api/contract';
import { count, percent } from '../../format/numbers';
import { useLive } from '../../live/useLive';
import { Link } from '../../parts/Link';
import { Empty, Loaded, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';
import { funnelLevels, funnelPolygons, historyLine } from './funnelShape';

const WIDTH = 800;
const HEIGHT = 120;
const NAMES: Record<Level, string> = { base: 'Base', main: 'Main', real: 'Real', exchange: 'Exchange' };
const STATUSES = ['evaluating', 'active', 'paused', 'failed'] as const;

export function FunnelPanel() {
  const { server } = useParts();
  const resource = useResource('funnel', server.funnel);
  const live = useLive((state) => state.funnel);
  const current = { ...resource, data: live ?? resource.data };
  return (
    <Panel title="Sets by level" className="funnel" aside={<span className="hint">at this level or beyond</span>}>
      <Loaded resource={current} what="the funnel" lines={6}>
        {(funnel) =>
          funnel.base === 0 ? (
            <Empty>No set has come to life yet: that takes the first signal of an indication.</Empty>
          ) : (
            <FunnelPicture funnel={funnel} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function FunnelPicture({ funnel }: { funnel: Funnel }) {
  const levels = funnelLevels(funnel);
  const polygons = funnelPolygons(levels, WIDTH, HEIGHT);
  return (
    <>
      <ol className="funnel-levels">
        {levels.map(({ level, sets, share }) => (
          <li key={level}>
            <Link to={level === 'base' ? '/sets' : `/sets?level=${level}`} className={`funnel-level ${level}`}>
              <span className="funnel-name">{NAMES[level]}</span>
              <b data-testid={`funnel-${level}`}>{count(sets)}</b>
              <span className="beside">
                {share === null ? ' ' : shown(share)}
                {share !== null && <span className="wide"> of {before(level)}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ol>
      <svg className="funnel-shape" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {polygons.map((points, i) => (
          <polygon key={points} points={points} className={`fill-${levels[i]?.level ?? 'base'}`} />
        ))}
      </svg>
      <BaseStatuses funnel={funnel} />
      {funnel.history.length > 1 && (
        <div className="funnel-history">
          <span className="hint">over market time (log)</span>
          <svg viewBox={`0 -2 ${WIDTH} 44`} preserveAspectRatio="none" role="img" aria-label="Sets by level over time">
            {(['main', 'real', 'exchange'] as const).map((level) => (
              <polyline
                key={level}
                points={historyLine(funnel.history, level, WIDTH, 40)}
                className={`line-${level}`}
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </svg>
        </div>
      )}
    </>
  );
}

function BaseStatuses({ funnel }: { funnel: Funnel }) {
  const all = Math.max(1, funnel.base);
  return (
    <div className="base-statuses">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        {STATUSES.map((status, i) => {
          const left = STATUSES.slice(0, i).reduce((sum, each) => sum + funnel[each], 0);
          return (
            <rect
              key={status}
              x={(left / all) * 100}
              width={(funnel[status] / all) * 100}
              height="4"
              className={`fill-${status}`}
            />
          );
        })}
      </svg>
      <ul>
        {STATUSES.map((status) => (
          <li key={status}>
            <Link to={`/sets?status=${status}`}>
              <span className={`swatch fill-${status}`} aria-hidden="true" />
              {status} <b>{count(funnel[status])}</b>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function before(level: Level): string {
  return level === 'exchange' ? 'Real' : level === 'real' ? 'Main' : 'Base';
}

function shown(share: number): string {
  return share > 0 && share < 0.001 ? 'below 0.1 %' : percent(share);
}
