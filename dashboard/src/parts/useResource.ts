import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '../api/client';
import { useLive } from '../live/useLive';

export interface Resource<T> {
  data: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
}

/**
 * Loads something and keeps it fresh: again when the key changes (the old data goes), when the live stream has come back,
 * and every so many milliseconds while the page is visible. A failed refresh keeps what is shown and says so.
 */
export function useResource<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null = null,
): Resource<T> {
  const epoch = useLive((state) => state.epoch);
  const [state, setState] = useState<{ key: string | null; data: T | null; problem: Problem | null; loading: boolean }>({
    key,
    data: null,
    problem: null,
    loading: key !== null,
  });
  const [asked, setAsked] = useState(0);
  const loader = useRef(load);
  loader.current = load;

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      try {
        const data = await loader.current(abort.signal);
        if (abort.signal.aborted) return;
        setState({ key, data, problem: null, loading: false });
      } catch (failure) {
        if (abort.signal.aborted) return;
        const problem = failure instanceof Problem ? failure : new Problem(0, String(failure));
        setState((old) => ({ key, data: old.key === key ? old.data : null, problem, loading: false }));
      }
      schedule();
    };
    const schedule = () => {
      if (everyMs === null || abort.signal.aborted) return;
      timer = setTimeout(() => (document.hidden ? schedule() : void run()), everyMs);
    };
    void run();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, everyMs, asked, epoch]);

  const reload = useCallback(() => setAsked((times) => times + 1), []);
  if (state.key !== key) return { data: null, problem: null, loading: key !== null, reload };
  return { data: state.data, problem: state.problem, loading: state.loading, reload };
}
