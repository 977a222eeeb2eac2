import { useLive } from '../live/useLive';
import type { Connected } from '../live/state';
import { usePlace } from '../routes';
import { Link } from './Link';
import { useParts } from './Parts';
import { switchTheme, useTheme } from './theme';

export const PAGES: { path: string; name: string }[] = [
  { path: '/', name: 'Overview' },
  { path: '/market', name: 'Market' },
  { path: '/sets', name: 'Sets' },
  { path: '/database', name: 'Database' },
  { path: '/reference', name: 'API' },
];

const CONNECTED: Record<Connected, string> = { connecting: 'connecting', open: 'live', lost: 'connection lost' };

interface HeaderProps {
  onEmergency: () => void;
  onShortcuts: () => void;
  onLogOut: () => void;
}

export function Header({ onEmergency, onShortcuts, onLogOut }: HeaderProps) {
  const { me } = useParts();
  const { path } = usePlace();
  const connected = useLive((state) => state.connected);
  const theme = useTheme();
  return (
    <header className="top">
      <Link to="/" className="brand">
        <img src="/favicon.svg" alt="" width="20" height="20" /> CTS
      </Link>
      <nav aria-label="Pages">
        {PAGES.map((page) => (
          <Link key={page.path} to={page.path} current={path === page.path}>
            {page.name}
          </Link>
        ))}
      </nav>
      <span className={`connected ${connected}`} role="status" data-testid="connected">
        <span className="dot" aria-hidden="true" />
        {CONNECTED[connected]}
      </span>
      <span className="spacer" />
      <button type="button" className="quiet keys-button" onClick={onShortcuts} title="Keys (?)" aria-label="Keys">
        ?
      </button>
      <button
        type="button"
        className="quiet"
        onClick={switchTheme}
        title={`Switch to ${theme === 'dark' ? 'light' : 'dark'} (T)`}
        aria-label={`Switch to ${theme === 'dark' ? 'light' : 'dark'}`}
      >
        {theme === 'dark' ? '☀' : '☾'}
      </button>
      {me.setupRequired ? (
        <Link to="/setup" className="button">
          Create admin
        </Link>
      ) : (
        me.username !== null && (
          <span className="user">
            <span className="user-name" title={`role ${me.role ?? 'viewer'}`}>
              {me.username}
            </span>
            <button type="button" className="quiet" onClick={onLogOut}>
              Log out
            </button>
          </span>
        )
      )}
      <button type="button" className="stop-button" onClick={onEmergency} title="Emergency stop (E)">
        <span aria-hidden="true">■</span> <span className="stop-long">Emergency </span>
        <span>stop</span>
      </button>
    </header>
  );
}
