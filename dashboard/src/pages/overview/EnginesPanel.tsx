import { useState } from 'react';
import { Problem } from '../../api/client';
import type { EngineCommand, EngineState, EngineStatus, TradingStatus } from '../../api/contract';
import { count, micros, percent } from '../../format/numbers';
import { Time } from '../../parts/Figures';
import { Empty, Loading, Panel } from '../../parts/Panel';
import { maySteer, useParts } from '../../parts/Parts';
import { HealthTag, StateTag } from '../../parts/Tags';
import { commandsIn } from './commands';

const LABELS: Record<EngineCommand, string> = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  restart: 'Restart',
};

const MEANINGS: Record<EngineCommand, string> = {
  start: 'Start the engine',
  pause: 'Open nothing new; prices and exits go on',
  resume: 'Open new positions again',
  stop: 'Stop the engine; protection of open exchange positions stays',
  restart: 'Stop and start again',
};

export function EnginesPanel({ status }: { status: TradingStatus | null }) {
  const engines = status?.engines;
  return (
    <Panel title="Engines" className="engines">
      {engines === undefined ? (
        <Loading what="the engines" />
      ) : engines.length === 0 ? (
        <Empty>No engine: a connection must be enabled first.</Empty>
      ) : (
        engines.map((engine) => <Engine key={engine.connectionId} engine={engine} />)
      )}
    </Panel>
  );
}

function Engine({ engine }: { engine: EngineStatus }) {
  return (
    <article className="engine" aria-label={`Engine ${engine.connectionName}`}>
      <div className="engine-head">
        <h3>{engine.connectionName}</h3>
        <StateTag state={engine.state} />
        <HealthTag health={engine.health} />
      </div>
      <p className="hint">
        {engine.exchange} · {engine.symbols.join(', ')} · {engine.state} since <Time at={engine.since} />
        {engine.cause !== '' && ` – ${engine.cause}`}
      </p>
      <EngineControls connectionId={engine.connectionId} state={engine.state} />
      {engine.stages.length > 0 && <Stages engine={engine} />}
    </article>
  );
}

function EngineControls({ connectionId, state }: { connectionId: string; state: EngineState }) {
  const { server, me } = useParts();
  const [busy, setBusy] = useState<EngineCommand | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (command: EngineCommand) => {
    setBusy(command);
    setProblem(null);
    try {
      await server.command(command, connectionId);
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure.message : String(failure));
    } finally {
      setBusy(null);
    }
  };
  const allowed = commandsIn(state);
  const steer = maySteer(me);
  return (
    <>
      <div className="controls" role="group" aria-label="Engine controls">
        {(['start', 'pause', 'resume', 'stop'] as const).map((command) => (
          <button
            key={command}
            type="button"
            disabled={!steer || busy !== null || !allowed.includes(command)}
            title={steer ? MEANINGS[command] : 'Steering takes the role trader or admin'}
            onClick={() => void send(command)}
          >
            {busy === command ? `${LABELS[command]}…` : LABELS[command]}
          </button>
        ))}
      </div>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function Stages({ engine }: { engine: EngineStatus }) {
  return (
    <div className="scroll">
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Health</th>
            <th scope="col" className="number">
              Runs
            </th>
            <th scope="col" className="number">
              Success
            </th>
            <th scope="col" className="number">
              Mean / expected
            </th>
          </tr>
        </thead>
        <tbody>
          {engine.stages.map((stage) => (
            <tr key={stage.name}>
              <th scope="row">{stage.name}</th>
              <td>
                <HealthTag health={stage.health} />
              </td>
              <td className="number">{count(stage.runs)}</td>
              <td className="number">{percent(stage.successRate)}</td>
              <td className="number">
                {micros(stage.meanMicros)} <span className="faint">/ {micros(stage.expectedMicros)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
