import { useState } from 'react';
import { Problem } from '../../../api/client';
import type { Verdict } from '../../../api/contract';
import { Time } from '../../../parts/Figures';
import { Empty, Loaded, Panel } from '../../../parts/Panel';
import { useParts } from '../../../parts/Parts';
import { useResource } from '../../../parts/useResource';
import { Change, FigureTable, whyShort } from '../../../parts/Verdicts';

const EVERY_MS = 10_000;

/** Every change of the set with the figures it rested on; older ones are loaded when asked for. */
export function SetVerdictsPanel({ id }: { id: string }) {
  const { server } = useParts();
  const newest = useResource(`verdicts of ${id}`, (signal) => server.setVerdicts(id, null, signal), EVERY_MS);
  const [older, setOlder] = useState<{ items: Verdict[]; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (cursor: string) => {
    try {
      const page = await server.setVerdicts(id, cursor);
      setOlder((old) => ({ items: [...(old?.items ?? []), ...page.items], cursor: page.nextCursor }));
      setProblem(null);
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure.message : String(failure));
    }
  };
  return (
    <Panel title="Verdicts" className="set-verdicts">
      <Loaded resource={newest} what="its verdicts" lines={8}>
        {(page) => {
          const cursor = older === null ? page.nextCursor : older.cursor;
          const verdicts = distinct([...page.items, ...(older?.items ?? [])]);
          return verdicts.length === 0 ? (
            <Empty>Not judged yet: the first verdict falls at 10 closed positions.</Empty>
          ) : (
            <>
              <ul className="verdict-list" data-testid="set-verdicts">
                {verdicts.map((verdict) => (
                  <li key={identity(verdict)}>
                    <VerdictLine verdict={verdict} />
                  </li>
                ))}
              </ul>
              {problem !== null && <p className="problem">{problem}</p>}
              {cursor !== null && (
                <button type="button" className="more" onClick={() => void load(cursor)}>
                  Older verdicts
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function VerdictLine({ verdict }: { verdict: Verdict }) {
  return (
    <details>
      <summary>
        <Time at={verdict.time} form="short" />
        <Change verdict={verdict} />
        <span className="why">{whyShort(verdict)}</span>
      </summary>
      {verdict.message && <p className="hint">{verdict.message}</p>}
      <FigureTable figures={verdict.figures ?? []} name={`Figures of the gate ${verdict.gate}`} />
    </details>
  );
}

function identity(verdict: Verdict): string {
  return verdict.id ?? `${verdict.time} ${verdict.gate} ${verdict.from} ${verdict.to}`;
}

function distinct(verdicts: readonly Verdict[]): Verdict[] {
  return [...new Map(verdicts.map((verdict) => [identity(verdict), verdict])).values()];
}
