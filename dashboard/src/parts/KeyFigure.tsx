import type { ReactNode } from 'react';
import { count } from '../format/numbers';

interface KeyFigureProps {
  name: string;
  value: string | null | undefined;
  exact?: number | undefined;
  testId?: string;
  children?: ReactNode;
}

/** One large figure of a `key-figures` list; a ghost until it is there. */
export function KeyFigure({ name, value, exact, testId, children }: KeyFigureProps) {
  return (
    <div className="key-figure" title={exact === undefined ? undefined : count(exact)}>
      <dt>{name}</dt>
      <dd data-testid={testId}>{value ?? <span className="ghost" aria-hidden="true" />}</dd>
      <dd className="beside">{children}</dd>
    </div>
  );
}
