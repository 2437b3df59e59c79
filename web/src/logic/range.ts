// Ranges of days in the daemon's time zone, and the intervals that they are cut into.

import type { By, VolumeRow } from "../types.js";
import { type Sums, nothing, total } from "./volumes.js";
import type { Zone } from "./zone.js";

export type Preset = "today" | "yesterday" | "7 days" | "28 days" | "custom";

export interface Range {
  from: number;
  /// Exclusive.
  to: number;
}

const hour = 3_600_000;

/// The range that a name means at this moment; days are whole, and the last ones include today.
export function rangeOf(preset: Exclude<Preset, "custom">, now: number, zone: Zone): Range {
  const tomorrow = zone.dayAfter(now);
  switch (preset) {
    case "today": return { from: zone.startOfDay(now), to: tomorrow };
    case "yesterday": return { from: zone.dayAfter(now, -1), to: zone.startOfDay(now) };
    case "7 days": return { from: zone.dayAfter(now, -6), to: tomorrow };
    case "28 days": return { from: zone.dayAfter(now, -27), to: tomorrow };
  }
}

/// How finely a range may be cut: no more pieces than can be drawn, and fetched in a moment.
export function cuts(range: Range): By[] {
  const length = range.to - range.from;
  const found: By[] = [];
  if (length <= 8 * 24 * hour) found.push("half_hour");
  if (length <= 32 * 24 * hour) found.push("hour");
  if (length > 25 * hour) found.push("day");
  return found;
}

export function usualCut(range: Range): By {
  const allowed = cuts(range);
  return range.to - range.from > 50 * hour && allowed.includes("day") ? "day" : allowed[0] ?? "day";
}

/// The beginnings of all intervals that have begun, also of those in which nothing happened.
export function intervals(range: Range, by: By, zone: Zone, now: number): number[] {
  const found: number[] = [];
  const end = Math.min(range.to, now);
  const step = by === "hour" ? hour : hour / 2;
  for (let at = range.from; at < end && found.length < 4_000; at = by === "day" ? zone.dayAfter(at) : at + step) found.push(at);
  return found;
}

/// The sums of each interval, in their order.
export function perInterval(rows: VolumeRow[], begins: number[]): Sums[] {
  const groups = new Map<number, VolumeRow[]>(begins.map((begin) => [begin, []]));
  for (const row of rows) {
    const at = Date.parse(row.begin);
    // An interval is where its beginning lies, should the daemon cut otherwise than this page.
    const group = groups.get(at) ?? groups.get(begins.filter((begin) => begin <= at).at(-1) ?? NaN);
    group?.push(row);
  }
  return begins.map((begin) => {
    const group = groups.get(begin) ?? [];
    return group.length ? total(group) : nothing();
  });
}
