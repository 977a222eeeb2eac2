import { useState } from 'react';
import { Problem } from '../api/client';
import { Dialog } from './Dialog';
import { Link } from './Link';
import { maySteer, useParts } from './Parts';

/** The button's dialog: says what will happen, asks what becomes of open positions, and stops only when confirmed. */
export function EmergencyStopDialog({ onClose }: { onClose: () => void }) {
  const { server, me } = useParts();
  const [closePositions, setClosePositions] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await server.emergencyStop(closePositions);
      onClose();
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure.message : String(failure));
      setBusy(false);
    }
  };
  if (!maySteer(me)) {
    return (
      <Dialog title="Emergency stop" onClose={onClose}>
        <p>
          You are only looking on: stopping takes the role trader or admin.{' '}
          {me.setupRequired && <Link to="/setup">Create the admin account</Link>}
        </p>
        <form method="dialog" className="actions">
          <button>Close</button>
        </form>
      </Dialog>
    );
  }
  return (
    <Dialog title="Emergency stop" className="emergency" onClose={onClose}>
      <p>On every connection, at once:</p>
      <ol>
        <li>live and preset trading is switched off, and stays off after a restart;</li>
        <li>all engines stop: nothing opens any more;</li>
        <li>the protection of every open exchange position is checked.</li>
      </ol>
      <fieldset disabled={busy}>
        <legend>Open exchange positions</legend>
        <label>
          <input type="radio" name="positions" checked={!closePositions} onChange={() => setClosePositions(false)} />
          <span>
            <b>Keep them</b> – their stop and take profit stay at the exchange
          </span>
        </label>
        <label>
          <input type="radio" name="positions" checked={closePositions} onChange={() => setClosePositions(true)} />
          <span>
            <b>Close them now</b> at market, our own quantity only, with orders that can only reduce
          </span>
        </label>
      </fieldset>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onClose} disabled={busy} autoFocus>
          Cancel
        </button>
        <button type="button" className="danger" onClick={() => void stop()} disabled={busy}>
          {busy ? 'Stopping…' : closePositions ? 'Stop everything and close positions' : 'Stop everything'}
        </button>
      </div>
    </Dialog>
  );
}
