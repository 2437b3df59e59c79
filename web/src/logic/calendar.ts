// Days laid out as weeks, Monday first, and a week laid out as half hours.

import type { VolumeRow } from "../types.js";
import { type Sums, total } from "./volumes.js";
import type { Zone } from "./zone.js";

export interface Month<Day> {
  /// `2026-11`
  name: string;
  /// Weeks of seven; null outside of the month.
  weeks: ({ date: string; of: Day | null } | null)[][];
}

function pad(n: number): string {
  return String(n).padStart(2, "0");
}

function weeksOf<Day>(year: number, month: number, of: Map<string, Day>) {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells: ({ date: string; of: Day | null } | null)[] = Array.from({ length: first }, () => null);
  for (let day = 1; day <= length; day += 1) {
    const date = `${year}-${pad(month)}-${pad(day)}`;
    cells.push({ date, of: of.get(date) ?? null });
  }
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(7 * week, 7 * week + 7));
}

/// The months from the first to the last of these days, newest first, at most `most` of them.
export function months<Day extends { date: string }>(days: Day[], most = 24): Month<Day>[] {
  const dates = days.map((day) => day.date).filter((date) => /^\d{4}-\d\d-\d\d$/.test(date)).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last) return [];
  const of = new Map(days.map((day) => [day.date, day]));
  const found: Month<Day>[] = [];
  let [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  while (found.length < most && `${year}-${pad(month)}` >= first.slice(0, 7)) {
    found.push({ name: `${year}-${pad(month)}`, weeks: weeksOf(year, month, of) });
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
  }
  return found;
}

function cellOf(begin: string, cells: VolumeRow[][][], zone: Zone): VolumeRow[] | undefined {
  const at = Date.parse(begin);
  if (!Number.isFinite(at)) return undefined;
  const wall = zone.wall(at);
  const weekday = (new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() + 6) % 7;
  return cells[weekday]?.[wall.hour * 2 + (wall.minute >= 30 ? 1 : 0)];
}

/// Sums for each weekday (Monday is 0) and half hour (0 to 47) of wall time; null where there is no row at all.
export function heat(rows: VolumeRow[], zone: Zone): (Sums | null)[][] {
  const cells: VolumeRow[][][] = Array.from({ length: 7 }, () => Array.from({ length: 48 }, () => []));
  // Many rows, of each queue and media, begin at the same instant: its wall time is found once.
  const places = new Map<string, VolumeRow[] | undefined>();
  for (const row of rows) {
    if (!places.has(row.begin)) places.set(row.begin, cellOf(row.begin, cells, zone));
    places.get(row.begin)?.push(row);
  }
  return cells.map((day) => day.map((cell) => (cell.length ? total(cell) : null)));
}
