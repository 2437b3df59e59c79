// The board of an instant that moves: one question at a time, the latest wish next.

import { useEffect, useRef, useState } from "preact/hooks";

import { api, type Fault } from "../api.js";
import { wholeBoard } from "../logic/board.js";
import { clock } from "../live.js";
import { asFault } from "../load.js";
import type { Board } from "../types.js";

interface Asof {
  board: Board | null;
  fault: Fault | null;
  /// The answer is on its way for longer than the eye forgives.
  isLate: boolean;
  again(): void;
}

export function useAsof(at: number): Asof {
  const [state, setState] = useState<Omit<Asof, "again">>({ board: null, fault: null, isLate: false });
  const wanted = useRef<number | null>(null);
  const isAsking = useRef(false);
  const isGone = useRef(false);
  const work = useRef(async () => {});
  work.current = async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    const late = setTimeout(() => setState((before) => ({ ...before, isLate: true })), 400);
    while (wanted.current !== null && !isGone.current) {
      const next = wanted.current;
      wanted.current = null;
      try {
        const board = wholeBoard({ ...(await api.asof(next)), is_live: false });
        clock.observe(Date.parse(board.now), performance.now());
        if (!isGone.current) setState({ board, fault: null, isLate: false });
      } catch (cause) {
        const fault = asFault(cause);
        // Of an instant of which nothing is known, nothing is shown; after a failure, what was there.
        if (!isGone.current) setState((before) => ({ board: fault.status === 404 ? null : before.board, fault, isLate: false }));
      }
    }
    clearTimeout(late);
    isAsking.current = false;
  };
  useEffect(() => {
    wanted.current = at;
    void work.current();
  }, [at]);
  useEffect(() => () => void (isGone.current = true), []);
  return {
    ...state,
    again: () => {
      wanted.current = at;
      void work.current();
    },
  };
}
