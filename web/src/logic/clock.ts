// The server's clock, seen from here. The browser's own date is never asked: it may be wrong by hours, and everything on
// the page is said in the server's time. What is used of the browser is only how much time has gone by.

const kept = 16;

export class ServerClock {
  #offsets: number[] = [];

  /// A message that said it was `now` (milliseconds since 1970) at the server came when `monotonic` milliseconds had
  /// gone by here. A message can be late but never early, so the least late of the last few tells the time.
  observe(now: number, monotonic: number): void {
    if (!Number.isFinite(now)) return;
    this.#offsets.push(now - monotonic);
    if (this.#offsets.length > kept) this.#offsets.shift();
    // A clock that was set back, or a machine that slept: what was heard before counts no more.
    const latest = now - monotonic;
    if (Math.abs(latest - Math.max(...this.#offsets)) > 5_000) this.#offsets = [latest];
  }

  get isSet(): boolean {
    return this.#offsets.length > 0;
  }

  /// Milliseconds since 1970 at the server; 0 before any message.
  now(monotonic: number): number {
    return this.isSet ? Math.max(...this.#offsets) + monotonic : 0;
  }
}
