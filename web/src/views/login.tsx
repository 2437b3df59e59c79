import { useEffect, useRef, useState } from "preact/hooks";

import { api, Fault } from "../api.js";
import { Wordmark } from "./wordmark.js";

function wordsOf(fault: Fault): string {
  if (fault.status === 401) return "That is not the token.";
  if (fault.status === 429) return "Too many wrong tokens.";
  return `${fault.message}.`;
}

/// Asks for the token; after a session's end it says so.
export function Login({ hasEnded, onDone }: { hasEnded: boolean; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [wait, setWait] = useState(0);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1_000);
    return () => clearTimeout(timer);
  }, [wait]);

  const submit = async (event: Event) => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? "";
    if (!token || isBusy || wait > 0) return;
    setBusy(true);
    setProblem("");
    try {
      await api.login(token);
      onDone();
    } catch (cause) {
      const fault = cause instanceof Fault ? cause : new Fault(0, String(cause));
      setProblem(wordsOf(fault));
      setWait(fault.status === 429 ? Math.max(1, fault.retryAfter) : 0);
      setBusy(false);
      field.current?.select();
    }
  };

  return (
    <main class="login" id="main">
      <form onSubmit={(event) => void submit(event)} class="login-card">
        <h1><Wordmark /></h1>
        <p class="login-lead">
          {hasEnded ? "The session is over. Enter the token to go on." : "The contact centre as it is now, and as it was then."}
        </p>
        <label for="token">Token</label>
        <input ref={field} id="token" name="token" type="password" autocomplete="current-password" required
          spellcheck={false} aria-describedby="token-help token-problem" aria-invalid={problem !== ""} />
        <p id="token-problem" class="problem" role="alert">
          {problem}{wait > 0 && ` Try again in ${wait} s.`}
        </p>
        <button type="submit" class="primary" disabled={isBusy || wait > 0}>{isBusy ? "Looking…" : "Open the board"}</button>
        <p id="token-help" class="hint">The machine that runs <code>nowthen serve</code> has it.</p>
      </form>
    </main>
  );
}
