import { useLive } from '../live/useLive';
import { useParts } from './Parts';

const SIGNS = { info: 'ℹ', warn: '!', error: '✕' };

/** Sentences the server sends to whoever watches; they stay until they are dismissed. */
export function Notices() {
  const { live } = useParts();
  const notices = useLive((state) => state.notices);
  return (
    <div className="notices" role="log" aria-label="Notices" aria-live="polite">
      {notices.map((notice) => (
        <p key={notice.number} className={`notice ${notice.level}`}>
          <span aria-hidden="true">{SIGNS[notice.level]}</span>
          <span>{notice.message}</span>
          <button type="button" className="quiet" aria-label="Dismiss" onClick={() => live.dismiss(notice.number)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
