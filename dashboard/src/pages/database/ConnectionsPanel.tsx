import type { DatabaseOverview, PoolFigures, ReplicaStatus, WriterStatus } from '../../api/databaseContract';
import { count, shortCount, words } from '../../format/numbers';
import { duration } from '../../format/times';
import { Loaded, Panel } from '../../parts/Panel';
import type { Resource } from '../../parts/useResource';

/** Connections in use, the engine's writer, and read replicas. */
export function ConnectionsPanel({ overview }: { overview: Resource<DatabaseOverview> }) {
  return (
    <Panel title="Connections">
      <Loaded resource={overview} what="the connections">
        {({ pool, writer, replicas }) => (
          <>
            <Pool pool={pool} />
            <Writer writer={writer} />
            {replicas.length > 0 && <Replicas replicas={replicas} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Pool({ pool }: { pool: PoolFigures }) {
  const said = `${pool.active} in use, ${pool.idle} idle, at most ${pool.most}`;
  return (
    <>
      <div className="pool" role="img" aria-label={said}>
        {Array.from({ length: pool.most }, (_, place) => (
          <span
            key={place}
            className={place < pool.active ? 'active' : place < pool.active + pool.idle ? 'idle' : 'free'}
            aria-hidden="true"
          />
        ))}
      </div>
      <p className="hint">
        {said}
        {pool.waiting > 0 && <strong className="loss"> · {count(pool.waiting)} wait for one</strong>}
        {pool.timeouts > 0 && <strong className="loss"> · {count(pool.timeouts)} waits were given up</strong>}
      </p>
      {pool.leaks > 0 && (
        <p className="problem">
          {count(pool.leaks)} kept longer than 30 s, the latest for {duration(pool.latestLeaks[0]?.heldMs ?? null)} by{' '}
          {pool.latestLeaks[0]?.place}
        </p>
      )}
    </>
  );
}

function Writer({ writer }: { writer: WriterStatus }) {
  return (
    <>
      <h3 className="sub">
        Writer <span className={`tag writer-${writer.state}`}>{words(writer.state)}</span>
      </h3>
      {writer.sentence !== '' && <p className="problem">{writer.sentence}</p>}
      <dl className="facts">
        <Fact name="Rows written" value={shortCount(writer.written)} />
        <Fact name="Rows waiting" value={count(writer.waiting)} />
        <Fact name="Replaced by newer ones" value={shortCount(writer.coalesced)} />
        <Fact name="Tries repeated" value={count(writer.retries)} />
        <Fact name="Rows refused" value={count(writer.refused)} />
      </dl>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Replicas({ replicas }: { replicas: ReplicaStatus[] }) {
  return (
    <>
      <h3 className="sub">Read replicas</h3>
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Replica</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Behind
            </th>
            <th scope="col" className="number">
              Reads
            </th>
          </tr>
        </thead>
        <tbody>
          {replicas.map((replica) => (
            <tr key={replica.place} title={replica.sentence}>
              <th scope="row">{replica.place}</th>
              <td>
                <span className={`tag replica-${replica.state}`}>{replica.state}</span>
              </td>
              <td className="number">{duration(replica.lagMs)}</td>
              <td className="number">{shortCount(replica.reads)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
