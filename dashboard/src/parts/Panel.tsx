import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Problem } from '../api/client';

interface PanelProps {
  title: string;
  /** Shown beside the title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, aside, className = '', children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** What a panel shows while it has no data. */
export function Loading({ what, lines = 4 }: { what: string; lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="unseen">Loading {what}…</span>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className="ghost" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function Failed({ problem, retry }: { problem: Problem; retry: () => void }) {
  return (
    <div className="failed" role="alert">
      <p>{problem.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

interface LoadedProps<T> {
  resource: { data: T | null; problem: Problem | null; reload: () => void };
  what: string;
  lines?: number;
  children: (data: T) => ReactNode;
}

/** Loading, failed, or the data; a failed refresh leaves the data and says that it is old. */
export function Loaded<T>({ resource, what, lines = 4, children }: LoadedProps<T>) {
  const { data, problem, reload } = resource;
  if (data === null) {
    return problem === null ? <Loading what={what} lines={lines} /> : <Failed problem={problem} retry={reload} />;
  }
  return (
    <>
      {problem !== null && (
        <p className="stale" role="status">
          Not up to date: {problem.message}
        </p>
      )}
      {children(data)}
    </>
  );
}
