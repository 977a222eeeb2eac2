import { StrictMode, useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { Client, Problem } from './api/client';
import type { Me } from './api/contract';
import { Server } from './api/server';
import { LiveStream } from './live/stream';
import { Failed, Loading } from './parts/Panel';
import { followSystem } from './parts/theme';
import './styles/theme.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/overview.css';
import './styles/market.css';
import './styles/sets.css';
import './styles/database.css';
import './styles/reference.css';

const RETRY_MS = 2000;

const client = new Client({
  fetch: (url, init) => fetch(url, init),
  cookies: () => document.cookie,
});
const server = new Server(client);
let ask: () => void = () => {};
const live = new LiveStream(
  () => new EventSource('/api/events'),
  {
    later: (action, ms) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  },
  () => ask(),
);
client.whenUnauthorized(() => ask());

/** Finds out who is looking before anything else is shown. */
function Start() {
  const [me, setMe] = useState<Me | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const reload = useCallback(() => {
    server.me().then(
      (answer) => {
        setMe((old) => (JSON.stringify(old) === JSON.stringify(answer) ? old : answer));
        setProblem(null);
      },
      (failure: unknown) => setProblem(failure instanceof Problem ? failure : new Problem(0, String(failure))),
    );
  }, []);
  useEffect(() => {
    ask = reload;
    reload();
  }, [reload]);
  // A server that only just starts says so; the page comes as soon as it is ready.
  useEffect(() => {
    if (me !== null || problem === null) return;
    const timer = setTimeout(reload, RETRY_MS);
    return () => clearTimeout(timer);
  }, [me, problem, reload]);
  if (me !== null) return <App server={server} live={live} me={me} reloadMe={reload} />;
  return (
    <main className="start">
      {problem === null ? <Loading what="CTS" /> : <Failed problem={problem} retry={reload} />}
    </main>
  );
}

followSystem();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <Start />
  </StrictMode>,
);
