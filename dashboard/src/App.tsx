import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { Me } from './api/contract';
import type { Server } from './api/server';
import type { LiveStream } from './live/stream';
import { useLive } from './live/useLive';
import { LoginPage } from './pages/account/LoginPage';
import { SetupPage } from './pages/account/SetupPage';
import { OverviewPage } from './pages/overview/OverviewPage';
import { Banner } from './parts/Banner';
import { EmergencyStopDialog } from './parts/EmergencyStop';
import { Header, PAGES } from './parts/Header';
import { Link } from './parts/Link';
import { Notices } from './parts/Notices';
import { Loading } from './parts/Panel';
import { PartsProvider, useParts } from './parts/Parts';
import { ShortcutsDialog, useShortcuts } from './parts/Shortcuts';
import { switchTheme } from './parts/theme';
import { useResource } from './parts/useResource';
import { go, usePlace } from './routes';

const MarketPage = lazy(() => import('./pages/market/MarketPage'));
const DatabasePage = lazy(() => import('./pages/database/DatabasePage'));
const ReferencePage = lazy(() => import('./pages/reference/ReferencePage'));
const SetsPage = lazy(() => import('./pages/sets/SetsPage'));

interface AppProps {
  server: Server;
  live: LiveStream;
  me: Me;
  reloadMe: () => void;
}

/** The whole page: who is not known yet sees the account pages, everybody else the dashboard. */
export function App({ server, live, me, reloadMe }: AppProps) {
  const { path } = usePlace();
  const mayView = me.authenticated || me.setupViewer;
  const parts = useMemo(() => ({ server, live, me, reloadMe }), [server, live, me, reloadMe]);

  useEffect(() => {
    if (!mayView) return;
    live.start();
    return () => live.stop();
  }, [live, mayView]);

  useEffect(() => {
    // Who is logged in has nothing left to do on the account pages.
    if (mayView && (path === '/login' || (path === '/setup' && !me.setupRequired))) go('/');
  }, [mayView, path, me.setupRequired]);

  const wantsSetup = me.setupRequired && (path === '/setup' || !mayView);
  return (
    <PartsProvider value={parts}>
      {wantsSetup ? <SetupPage /> : mayView ? <Dashboard path={path} /> : <LoginPage />}
    </PartsProvider>
  );
}

function Dashboard({ path }: { path: string }) {
  const { server, reloadMe } = useParts();
  const [dialog, setDialog] = useState<'emergency' | 'shortcuts' | null>(null);
  const loaded = useResource('status', server.status);
  const status = useLive((state) => state.status) ?? loaded.data;
  const connected = useLive((state) => state.connected);
  useShortcuts(
    useMemo(
      () => ({
        1: () => go('/'),
        2: () => go('/market'),
        3: () => go('/sets'),
        4: () => go('/database'),
        r: () => go('/reference'),
        e: () => setDialog('emergency'),
        t: switchTheme,
        '?': () => setDialog('shortcuts'),
      }),
      [],
    ),
  );
  const logOut = async () => {
    await server.logout();
    reloadMe();
    go('/');
  };
  const page = PAGES.find((each) => each.path === path);
  useEffect(() => {
    document.title = page === undefined ? 'CTS' : `${page.name} · CTS`;
  }, [page]);
  return (
    <>
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <div className="frame-top">
        <Header
          onEmergency={() => setDialog('emergency')}
          onShortcuts={() => setDialog('shortcuts')}
          onLogOut={() => void logOut()}
        />
        <Banner status={status} />
        {connected === 'lost' && (
          <p className="connection-lost" role="alert">
            Connection to the server lost. What is shown is not up to date; trying again by itself.
          </p>
        )}
      </div>
      <main id="page" tabIndex={-1}>
        {path === '/market' ? (
          <Suspense fallback={<Loading what="the market" />}>
            <MarketPage />
          </Suspense>
        ) : path === '/sets' ? (
          <Suspense fallback={<Loading what="the sets" />}>
            <SetsPage />
          </Suspense>
        ) : path === '/database' ? (
          <Suspense fallback={<Loading what="the database" />}>
            <DatabasePage />
          </Suspense>
        ) : path === '/reference' ? (
          <Suspense fallback={<Loading what="the document of the interface" />}>
            <ReferencePage />
          </Suspense>
        ) : page === undefined ? (
          <NoPage />
        ) : (
          <OverviewPage status={status} />
        )}
      </main>
      <Notices />
      {dialog === 'emergency' && <EmergencyStopDialog onClose={() => setDialog(null)} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
    </>
  );
}

function NoPage() {
  return (
    <section className="panel lonely">
      <h1>There is no such page</h1>
      <p>
        Go to the <Link to="/">Overview</Link>.
      </p>
    </section>
  );
}
