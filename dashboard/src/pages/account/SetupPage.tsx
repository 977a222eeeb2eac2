import { Link } from '../../parts/Link';
import { useParts } from '../../parts/Parts';
import { go, usePlace } from '../../routes';
import { AccountFrame } from './AccountFrame';
import { useSubmit } from './useSubmit';

const SHORTEST_PASSWORD = 12;

/** The first start: makes the admin account with the one-time token that the server printed. */
export function SetupPage() {
  const { server, me, reloadMe } = useParts();
  const { query } = usePlace();
  const { busy, problem, setProblem, submit } = useSubmit(async (fields) => {
    const password = String(fields.get('password'));
    if (password !== String(fields.get('again'))) {
      setProblem('The two passwords differ.');
      return;
    }
    await server.setUp(String(fields.get('token') ?? '').trim(), String(fields.get('username')).trim(), password);
    reloadMe();
    go('/');
  });
  return (
    <AccountFrame>
      <form className="panel account-form" onSubmit={(event) => void submit(event)}>
        <h1>Create the admin account</h1>
        <p className="hint">
          {me.setupViewer
            ? 'You came with the one-time link. Until there is an admin you may look, but not steer.'
            : 'The server printed a link with a one-time token when it started. Open that link, or copy its token here.'}
        </p>
        {!me.setupViewer && (
          <label>
            One-time token
            <input name="token" required autoComplete="off" spellCheck={false} defaultValue={query.get('setup') ?? ''} />
          </label>
        )}
        <label>
          User name
          <input name="username" autoComplete="username" required autoFocus spellCheck={false} autoCapitalize="none" />
        </label>
        <label>
          Password
          <input
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={SHORTEST_PASSWORD}
            aria-describedby="password-rule"
          />
        </label>
        <p id="password-rule" className="hint rule">
          {SHORTEST_PASSWORD} characters or more
        </p>
        <label>
          Password again
          <input name="again" type="password" autoComplete="new-password" required minLength={SHORTEST_PASSWORD} />
        </label>
        {problem !== null && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button className="primary" disabled={busy}>
          {busy ? 'Creating…' : 'Create and log in'}
        </button>
        {me.setupViewer && <Link to="/">Only look for now</Link>}
      </form>
    </AccountFrame>
  );
}
