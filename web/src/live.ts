// The live board as the page holds it: changes applied at once, shown at most ten times a second.

import { useEffect, useRef, useState } from "preact/hooks";

import { type Link, LiveFeed } from "./feed.js";
import { afterChange, afterTick, wholeBoard } from "./logic/board.js";
import { ServerClock } from "./logic/clock.js";
import type { Board } from "./types.js";

export const clock = new ServerClock();

/// Milliseconds since 1970 by the server's clock.
export function serverNow(): number {
  return clock.now(performance.now());
}

export interface Live {
  board: Board | null;
  link: Link;
  /// When the link was lost, by the server's clock; 0 while it is there.
  lostAt: number;
  isStopping: boolean;
}

const drawEveryMs = 100;

export function useLive(onSignedOut: () => void): Live {
  const [shown, setShown] = useState<Live>({ board: null, link: "connecting", lostAt: 0, isStopping: false });
  const state = useRef(shown);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = (news: Partial<Live>) => {
      state.current = { ...state.current, ...news };
      timer ??= setTimeout(() => {
        timer = undefined;
        setShown(state.current);
      }, drawEveryMs);
    };
    const heard = (now: string) => clock.observe(Date.parse(now), performance.now());
    const feed = new LiveFeed({
      board: (board) => {
        heard(board.now);
        update({ board: wholeBoard(board) });
      },
      change: (change) => {
        heard(change.now);
        if (state.current.board) update({ board: afterChange(state.current.board, change) });
      },
      tick: (tick) => {
        heard(tick.now);
        if (state.current.board) update({ board: afterTick(state.current.board, tick) });
      },
      link: (link) => {
        const { current } = state;
        if (link === current.link && link !== "open") return;
        if (link === "open" && current.link === "open") return;
        update({ link, lostAt: link === "lost" ? serverNow() : 0, ...(link === "open" ? { isStopping: false } : {}) });
      },
      stopping: () => update({ isStopping: true }),
      signedOut: onSignedOut,
    });
    return () => {
      clearTimeout(timer);
      feed.close();
    };
  }, []);
  return shown;
}

/// Draws again every second, so that ages grow while nothing else happens.
export function useSecond(): void {
  const [, setBeat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setBeat((beat) => (beat + 1) % 1_000_000), 1_000);
    return () => clearInterval(timer);
  }, []);
}
