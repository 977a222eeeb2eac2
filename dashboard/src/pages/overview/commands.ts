import type { EngineCommand, EngineState } from '../../api/contract';

const COMMANDS: Record<EngineState, EngineCommand[]> = {
  stopped: ['start'],
  starting: ['stop'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  stopping: [],
  error: ['start', 'stop'],
};

/** What may be asked of an engine in this state. */
export function commandsIn(state: EngineState): EngineCommand[] {
  return COMMANDS[state];
}
