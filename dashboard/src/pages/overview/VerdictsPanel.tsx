import { useState } from 'react';
import type { Verdict } from '../../api/contract';
import { words } from '../../format/numbers';
import { merged } from '../../live/state';
import { useLive } from '../../live/useLive';
import { Time } from '../../parts/Figures';
import { SetLink } from '../../parts/Link';
import { Empty, Loaded, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';
import { Change, whyShort } from '../../parts/Verdicts';

const SHOWN = 14;

export function VerdictsPanel() {
  const [kind, setKind] = useState<'promotion' | 'execution'>('promotion');
  const { server } = useParts();
  const resource = useResource(
    `verdicts ${kind}`,
    async (signal) => (await server.verdicts(kind, SHOWN, signal)).items,
    10_000,
  );
  const live = useLive((state) => state.verdicts);
  const tabs = (
    <div className="tabs" role="group" aria-label="Kind of verdict">
      <button type="button" aria-pressed={kind === 'promotion'} onClick={() => setKind('promotion')}>
        Levels
      </button>
      <button type="button" aria-pressed={kind === 'execution'} onClick={() => setKind('execution')}>
        Refused orders
      </button>
    </div>
  );
  return (
    <Panel title="Latest verdicts" className="verdicts" aside={tabs}>
      <Loaded resource={resource} what="the verdicts">
        {(loaded) => {
          const verdicts = kind === 'promotion' ? merged(live, loaded, identity, SHOWN) : loaded;
          return verdicts.length === 0 ? (
            <Empty>
              {kind === 'promotion'
                ? 'No set has been judged yet: the first verdicts fall at 10 closed positions.'
                : 'No order has been refused yet.'}
            </Empty>
          ) : (
            <VerdictTable verdicts={verdicts} kind={kind} />
          );
        }}
      </Loaded>
    </Panel>
  );
}

function identity(verdict: Verdict): string {
  return `${verdict.setId ?? verdict.id ?? ''} ${verdict.time} ${verdict.gate} ${verdict.from} ${verdict.to}`;
}

function Why({ sentence }: { sentence: string }) {
  return (
    <td className="why" title={sentence}>
      {sentence}
    </td>
  );
}

function VerdictTable({ verdicts, kind }: { verdicts: Verdict[]; kind: 'promotion' | 'execution' }) {
  return (
    <div className="scroll">
      <table className="dense" data-testid="verdicts">
        <thead>
          <tr>
            <th scope="col">Market time</th>
            <th scope="col">Set</th>
            <th scope="col">{kind === 'promotion' ? 'Change' : 'Reason'}</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((verdict) => (
            <tr key={verdict.id ?? identity(verdict)}>
              <td>
                <Time at={verdict.time} form="short" />
              </td>
              <td>
                <SetLink id={verdict.setId} name={verdict.setName} />
              </td>
              <td>
                {kind === 'promotion' ? <Change verdict={verdict} /> : words(verdict.reason)}
              </td>
              <Why sentence={whyShort(verdict)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
