import type { MouseEvent, ReactNode } from 'react';
import { NOTHING } from '../format/numbers';
import { go } from '../routes';

/** A set by its name, leading to it where it is known. */
export function SetLink({ id, name }: { id: string | null; name: string | null }) {
  if (id === null) return <>{name ?? NOTHING}</>;
  return <Link to={`/sets?set=${encodeURIComponent(id)}`}>{name ?? id}</Link>;
}

interface LinkProps {
  to: string;
  children: ReactNode;
  className?: string;
  current?: boolean;
}

/** A link inside the dashboard; a modified click opens a tab as everywhere. */
export function Link({ to, children, className, current = false }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}
