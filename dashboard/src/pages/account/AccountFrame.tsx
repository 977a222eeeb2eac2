import type { ReactNode } from 'react';
import { Banner } from '../../parts/Banner';
import { useParts } from '../../parts/Parts';
import { switchTheme, useTheme } from '../../parts/theme';
import { useResource } from '../../parts/useResource';

/** The frame of the pages before the dashboard. */
export function AccountFrame({ children }: { children: ReactNode }) {
  const { server, me } = useParts();
  const status = useResource(me.setupViewer ? 'status' : null, server.status, 5000);
  const theme = useTheme();
  return (
    <>
      <div className="frame-top">
        <header className="top">
          <span className="brand">
            <img src="/favicon.svg" alt="" width="20" height="20" /> CTS
          </span>
          <span className="spacer" />
          <button
            type="button"
            className="quiet"
            onClick={switchTheme}
            aria-label={`Switch to ${theme === 'dark' ? 'light' : 'dark'}`}
          >
            {theme === 'dark' ? '☀' : '☾'}
          </button>
        </header>
        <Banner status={status.data} />
      </div>
      <main className="account">{children}</main>
    </>
  );
}
