// Counts and sums put together, and what follows from them. An average is a sum divided by how many there were, so it
// is right over any group of rows; averages are never averaged.

import type { VolumeRow } from "../types.js";

export type Sums = Omit<VolumeRow, "begin" | "queue" | "media">;

const fields = ["offered", "answered", "abandoned", "within_target", "handled", "wait_ms", "handle_ms", "talk_ms",
  "held_ms", "wrapup_ms", "flowed_out"] as const;

export function nothing(): Sums {
  return Object.fromEntries(fields.map((field) => [field, 0])) as unknown as Sums;
}

export function total(rows: Iterable<Sums>): Sums {
  const sum = nothing();
  for (const row of rows) for (const field of fields) sum[field] += Number(row[field]) || 0;
  return sum;
}

/// The sums of each group, in the order in which the groups first appear.
export function grouped<Row extends Sums, Key>(rows: Row[], key: (row: Row) => Key): Map<Key, Sums> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return new Map([...groups].map(([name, members]) => [name, total(members)]));
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/// Answered within the target, of those that were answered or gave up; null where there was none.
export function serviceLevel(sums: Sums): number | null {
  return share(sums.within_target, sums.answered + sums.abandoned);
}

export function abandonRate(sums: Sums): number | null {
  return share(sums.abandoned, sums.answered + sums.abandoned);
}

export function flowedOutRate(sums: Sums): number | null {
  return share(sums.flowed_out, sums.offered);
}

/// Of all who waited: those who gave up waited, too.
export function averageWait(sums: Sums): number | null {
  return share(sums.wait_ms, sums.answered + sums.abandoned);
}

export function averageHandle(sums: Sums): number | null {
  return share(sums.handle_ms, sums.handled);
}

/// `83 %`, `99.6 %` near the end where it matters, and never 100 % for less than all.
export function percent(part: number | null): string {
  if (part === null || !Number.isFinite(part)) return "–";
  const value = part * 100;
  if (value > 99 && value < 100) return `${Math.min(99.9, value).toFixed(1)} %`;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}

/// `12,345`
export function count(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString("en-GB") : "–";
}
