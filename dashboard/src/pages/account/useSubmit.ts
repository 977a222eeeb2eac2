import { useState } from 'react';
import type { FormEvent } from 'react';
import { Problem } from '../../api/client';

/** Sends a form; keeps whether it is under way and the sentence it failed with. */
export function useSubmit(send: (fields: FormData) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      await send(fields);
    } catch (failure) {
      setProblem(sentence(failure));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, setProblem, submit };
}

function sentence(failure: unknown): string {
  if (!(failure instanceof Problem)) return String(failure);
  return failure.retryAfter === null
    ? failure.message
    : `${failure.message} Try again in ${failure.retryAfter} s.`;
}
