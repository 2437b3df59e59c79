// How long things last, as text.

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/// For a wall: `0:42`, `12:05`, `1:02:33`, `3 d 04:10`. Never below zero: two clocks may differ a little.
export function stopwatch(ms: number): string {
  if (!Number.isFinite(ms)) return "–";
  const whole = Math.max(0, Math.floor(ms / second));
  const [d, h, m, s] = [Math.floor(whole / 86_400), Math.floor(whole / 3_600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  if (d > 0) return `${d} d ${two(h)}:${two(m)}`;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/// How old something is, in whole units, since a number that flickers is no number: `< 1 s`, `42 s`, `12 min`,
/// `2 h 5 min`, `3 d`.
export function age(ms: number): string {
  if (!Number.isFinite(ms)) return "–";
  const t = Math.max(0, ms);
  if (t < second) return "< 1 s";
  if (t < minute) return `${Math.floor(t / second)} s`;
  if (t < hour) return `${Math.floor(t / minute)} min`;
  if (t < day) {
    const rest = Math.floor((t % hour) / minute);
    return `${Math.floor(t / hour)} h${rest ? ` ${rest} min` : ""}`;
  }
  return `${Math.floor(t / day)} d`;
}

/// An average or a sum: `38 s`, `4 min 10 s`, `2 h 05 min`.
export function span(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return "–";
  const whole = Math.max(0, Math.round(ms / second));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${String(Math.floor(whole / 60) % 60).padStart(2, "0")} min`;
}

export type Freshness = "fresh" | "ageing" | "stale";

/// Pushed numbers are as old as the last sign of life, which a server that does not answer ours gives every half
/// minute; asked ones as old as the time between two questions.
export function freshness(ms: number, source: string): Freshness {
  const patience = source === "pushed" ? 35 * second : 45 * second;
  if (!Number.isFinite(ms) || ms > 2 * patience) return "stale";
  return ms > patience ? "ageing" : "fresh";
}
