import type { SetDetail } from '../../../api/contract';
import { fixed } from '../../../format/numbers';
import { Time } from '../../../parts/Figures';
import { Link } from '../../../parts/Link';
import { Loaded } from '../../../parts/Panel';
import { useParts } from '../../../parts/Parts';
import { DirectionTag, LevelTag, StatusTag } from '../../../parts/Tags';
import { useResource } from '../../../parts/useResource';
import { GatesPanel } from './GatesPanel';
import { MeasuresPanel } from './MeasuresPanel';
import { SetPositionsPanel } from './SetPositionsPanel';
import { SetVerdictsPanel } from './SetVerdictsPanel';

const EVERY_MS = 5000;

/** One set: how it does, why it stands where it stands, and everything it did. */
export function SetView({ id, back }: { id: string; back: string }) {
  const { server } = useParts();
  const resource = useResource(`set ${id}`, (signal) => server.set(id, signal), EVERY_MS);
  return (
    <div className="set-view">
      <nav aria-label="Back">
        <Link to={back}>← All sets</Link>
      </nav>
      <Loaded resource={resource} what="the set" lines={10}>
        {(set) => (
          <>
            <SetHead set={set} />
            <GatesPanel gates={set.gates} level={set.level} />
            <MeasuresPanel set={set} />
            <SetPositionsPanel id={id} />
            <SetVerdictsPanel id={id} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function SetHead({ set }: { set: SetDetail }) {
  return (
    <header className="set-head">
      <h1 data-testid="set-name">{set.name}</h1>
      <DirectionTag direction={set.direction} />
      <LevelTag level={set.level} />
      <StatusTag status={set.status} />
      <p className="hint">
        {set.symbol} · on {set.indication} {set.direction} · take profit {set.tp} steps · stop {set.sl} × take profit ={' '}
        {fixed(set.tp * set.sl, 1)} steps · trailing{' '}
        {set.trailStart === null || set.trailStop === null
          ? 'off'
          : `from ${set.trailStart} %, ${set.trailStop} % behind`}{' '}
        · last exit <Time at={set.lastExit} />
      </p>
    </header>
  );
}
