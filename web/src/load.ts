// Asking for something while a view is shown: loading, there, failed, and asked again.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { Fault } from "./api.js";

export interface Loaded<T> {
  value: T | null;
  fault: Fault | null;
  isLoading: boolean;
  /// By the browser's monotonic clock: when `value` came.
  cameAt: number;
  again(): void;
}

export const signedOutEvent = "nowthen-signed-out";

export function asFault(cause: unknown): Fault {
  if (cause instanceof Fault) {
    if (cause.status === 401) window.dispatchEvent(new Event(signedOutEvent));
    return cause;
  }
  return new Fault(0, cause instanceof Error ? cause.message : String(cause));
}

/// What `ask` gives, asked again whenever `key` is another, and every `everyMs` where that is not zero. What was there
/// stays shown while the next is on its way.
export function useLoad<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, everyMs = 0): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, "again">>({ value: null, fault: null, isLoading: true, cameAt: 0 });
  const asking = useRef(ask);
  asking.current = ask;
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    asking.current(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setState({ value, fault: null, isLoading: false, cameAt: performance.now() });
      },
      (cause) => {
        if (controller.signal.aborted) return;
        const fault = asFault(cause);
        setState((before) => ({ ...before, fault, isLoading: false }));
      },
    );
    const timer = everyMs ? setTimeout(() => setTurn((each) => each + 1), everyMs) : undefined;
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((each) => each + 1), []);
  return { ...state, again };
}
