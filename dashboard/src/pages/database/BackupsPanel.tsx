import { useState } from 'react';
import { Problem } from '../../api/client';
import type { Backups } from '../../api/databaseContract';
import { bytes, count, words } from '../../format/numbers';
import { duration } from '../../format/times';
import { Time } from '../../parts/Figures';
import { Empty, Loaded, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';

const REFRESH_MS = 10_000;
const SHOWN = 6;

/** The backups, how well a loss would be survived, and the buttons that make one or tidy up. */
export function BackupsPanel() {
  const { server } = useParts();
  const backups = useResource('backups', server.backups, REFRESH_MS);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (what: string, action: () => Promise<unknown>) => {
    setBusy(what);
    setProblem(null);
    try {
      await action();
      backups.reload();
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure.message : String(failure));
    } finally {
      setBusy(null);
    }
  };
  return (
    <Panel title="Backups">
      <div className="controls" role="group" aria-label="Upkeep">
        <button type="button" disabled={busy !== null} onClick={() => void act('backup', server.backUp)}>
          {busy === 'backup' ? 'Backing up and restoring…' : 'Back up now'}
        </button>
        <button
          type="button"
          disabled={busy !== null}
          title="Copies closed positions aside, trims histories, rebuilds indexes; CTS goes on meanwhile"
          onClick={() => void act('reorganize', server.reorganize)}
        >
          {busy === 'reorganize' ? 'Reorganising…' : 'Reorganise'}
        </button>
      </div>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Loaded resource={backups} what="the backups">
        {(read) => <List read={read} />}
      </Loaded>
    </Panel>
  );
}

function List({ read }: { read: Backups }) {
  const there = read.items.filter((backup) => backup.removedAt === null).slice(0, SHOWN);
  return (
    <>
      <p className="hint">
        {read.recovery === null
          ? 'No proven backup yet. One is made every day.'
          : `A loss now would cost ${duration(read.recovery.recoveryPointMs)}; the restore took ${duration(read.recovery.recoveryTimeMs)}.`}
      </p>
      {there.length === 0 ? (
        <Empty>Nothing has been backed up.</Empty>
      ) : (
        <div className="scroll">
          <table className="dense">
            <thead>
              <tr>
                <th scope="col">Made</th>
                <th scope="col">Why</th>
                <th scope="col">State</th>
                <th scope="col" className="number">
                  Rows
                </th>
                <th scope="col" className="number">
                  Size
                </th>
                <th scope="col">
                  <span className="unseen">File</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {there.map((backup) => (
                <tr key={backup.id} title={backup.error ?? backup.file}>
                  <td>
                    <Time at={backup.beganAt} form="short" />
                  </td>
                  <td>{words(backup.kind)}</td>
                  <td>
                    <span className={`tag backup-${backup.status}`}>{backup.status}</span>
                  </td>
                  <td className="number">{count(backup.rows)}</td>
                  <td className="number">{bytes(backup.bytes)}</td>
                  <td>
                    {backup.status !== 'failed' && (
                      <a href={`/api/install/backup/${encodeURIComponent(backup.id)}/download`} download>
                        ZIP
                      </a>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
