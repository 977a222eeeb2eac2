import { useParts } from '../../parts/Parts';
import { AccountFrame } from './AccountFrame';
import { useSubmit } from './useSubmit';

export function LoginPage() {
  const { server, reloadMe } = useParts();
  const { busy, problem, submit } = useSubmit(async (fields) => {
    await server.login(String(fields.get('username')).trim(), String(fields.get('password')));
    reloadMe();
  });
  return (
    <AccountFrame>
      <form className="panel account-form" onSubmit={(event) => void submit(event)}>
        <h1>Log in</h1>
        <label>
          User name
          <input name="username" autoComplete="username" required autoFocus spellCheck={false} autoCapitalize="none" />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {problem !== null && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button className="primary" disabled={busy}>
          {busy ? 'Logging in…' : 'Log in'}
        </button>
      </form>
    </AccountFrame>
  );
}
