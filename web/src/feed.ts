// The stream of events, and whether it flows. An EventSource comes back by itself after a connection is lost; this
// watches over what it does not: an answer that is no stream, a connection that is open and silent, a session that ended.

import { api, Fault } from "./api.js";
import type { Board, Change, Tick } from "./types.js";

export type Link = "connecting" | "open" | "lost";

export interface FeedHandlers {
  board(board: Board): void;
  change(change: Change): void;
  tick(tick: Tick): void;
  link(link: Link): void;
  stopping(): void;
  signedOut(): void;
}

/// Ticks come every second: after so long without one, the connection is dead, whatever TCP says.
const silenceMs = 12_000;
const retriesMs = [500, 1_000, 2_000, 4_000, 6_000];

export class LiveFeed {
  #source: EventSource | null = null;
  #heardAt = performance.now();
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval>;
  #isClosed = false;
  /// Changes are of a board: without one they mean nothing.
  #hasBoard = false;

  constructor(private readonly handlers: FeedHandlers) {
    handlers.link("connecting");
    this.#watch = setInterval(() => this.#lookForSilence(), 2_000);
    this.#open();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #open(): void {
    this.#source?.close();
    const source = new EventSource("/api/events");
    this.#source = source;
    this.#heardAt = performance.now();
    source.onopen = () => this.#heard();
    source.onerror = () => this.#failed(source);
    this.#on(source, "board", (data) => {
      this.#hasBoard = true;
      this.handlers.board(data as Board);
    });
    this.#on(source, "change", (data) => {
      if (this.#hasBoard) this.handlers.change(data as Change);
      else this.#retry();
    });
    this.#on(source, "tick", (data) => this.handlers.tick(data as Tick));
    this.#on(source, "end", (data) => this.#ended((data as { reason?: string }).reason));
  }

  #on(source: EventSource, name: string, handle: (data: unknown) => void): void {
    source.addEventListener(name, (event) => {
      if (source !== this.#source || this.#isClosed) return;
      let data: unknown;
      try {
        data = JSON.parse((event as MessageEvent<string>).data);
      } catch {
        this.#retry();  // Cut or garbled: a whole board puts it right.
        return;
      }
      this.#heard();
      handle(data);
    });
  }

  #heard(): void {
    this.#heardAt = performance.now();
    this.#tries = 0;
    this.handlers.link("open");
  }

  #failed(source: EventSource): void {
    if (source !== this.#source || this.#isClosed) return;
    this.handlers.link("lost");
    // While it connects again by itself, nothing is to do; closed means that it was refused.
    if (source.readyState === EventSource.CLOSED) this.#retry();
  }

  #ended(reason: string | undefined): void {
    if (reason === "session") {
      this.close();
      this.handlers.signedOut();
      return;
    }
    this.handlers.stopping();
    this.#retry();
  }

  #retry(): void {
    this.#source?.close();
    this.#source = null;
    this.handlers.link("lost");
    clearTimeout(this.#timer);
    const wait = retriesMs[Math.min(this.#tries, retriesMs.length - 1)] ?? 6_000;
    this.#tries += 1;
    // Not all boards of a building at the same moment.
    this.#timer = setTimeout(() => void this.#again(), wait * (0.75 + Math.random() / 2));
  }

  async #again(): Promise<void> {
    try {
      await api.session();
    } catch (fault) {
      if (this.#isClosed) return;
      if (fault instanceof Fault && fault.status === 401) {
        this.close();
        this.handlers.signedOut();
      } else {
        this.#retry();
      }
      return;
    }
    if (!this.#isClosed) this.#open();
  }

  #lookForSilence(): void {
    if (this.#source && performance.now() - this.#heardAt > silenceMs) this.#retry();
  }
}
