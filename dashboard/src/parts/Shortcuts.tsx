import { useEffect } from 'react';
import { Dialog } from './Dialog';

export const SHORTCUTS: [key: string, meaning: string][] = [
  ['1', 'Overview'],
  ['2', 'Market'],
  ['3', 'Sets'],
  ['4', 'Database'],
  ['R', 'API: every endpoint'],
  ['E', 'Emergency stop (asks first)'],
  ['T', 'dark or light'],
  ['?', 'this list'],
];

/** Calls an action for a key pressed outside of fields and dialogs. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, select, textarea, dialog')) return;
      const action = actions[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [actions]);
}

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="keys">
        {SHORTCUTS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">In a heat map the arrow keys move and Enter opens the set.</p>
      <form method="dialog" className="actions">
        <button>Close</button>
      </form>
    </Dialog>
  );
}
