import type { Direction, EngineState, Health, Level, SetStatus } from '../api/contract';

export function LevelTag({ level }: { level: Level }) {
  return <span className={`tag level-${level}`}>{level}</span>;
}

export function DirectionTag({ direction }: { direction: Direction }) {
  return (
    <span className={`direction ${direction}`}>
      <span aria-hidden="true">{direction === 'long' ? '↗' : '↘'}</span> {direction}
    </span>
  );
}

const STATUS_SIGNS: Record<SetStatus, string> = { evaluating: '◌', active: '●', paused: '❚❚', failed: '✕' };

export function StatusTag({ status }: { status: SetStatus }) {
  return (
    <span className={`status ${status}`}>
      <span aria-hidden="true">{STATUS_SIGNS[status]}</span> {status}
    </span>
  );
}

const HEALTH_SIGNS: Record<Health, string> = { healthy: '✓', degraded: '!', unhealthy: '✕' };

export function HealthTag({ health }: { health: Health }) {
  return (
    <span className={`tag health-${health}`}>
      <span aria-hidden="true">{HEALTH_SIGNS[health]}</span> {health}
    </span>
  );
}

const STATE_SIGNS: Record<EngineState, string> = {
  stopped: '■',
  starting: '…',
  running: '▶',
  paused: '❚❚',
  stopping: '…',
  error: '✕',
};

export function StateTag({ state }: { state: EngineState }) {
  return (
    <span className={`tag state-${state}`} data-testid="engine-state">
      <span aria-hidden="true">{STATE_SIGNS[state]}</span> {state}
    </span>
  );
}
