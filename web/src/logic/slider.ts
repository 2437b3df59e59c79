// The slider over history: which part of it is in view, where an instant lies in it, and where its marks stand.

import type { Zone } from "./zone.js";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface View {
  begin: number;
  end: number;
}

export const spans = [
  { name: "1 h", ms: hour },
  { name: "8 h", ms: 8 * hour },
  { name: "1 day", ms: day },
  { name: "7 days", ms: 7 * day },
  { name: "28 days", ms: 28 * day },
] as const;

export function clamp(at: number, begin: number, end: number): number {
  return Math.min(Math.max(at, begin), Math.max(begin, end));
}

/// The part of history in view: `span` long, ending at the end where the position allows it, else around the position
/// and no further than it has to move.
export function viewAround(position: number, span: number, extent: View, before?: View): View {
  const end = extent.end;
  if (before && before.end - before.begin === span && position >= before.begin && position <= before.end) return before;
  if (position > end - span) return { begin: end - span, end };
  const begin = Math.max(position - span / 2, Math.min(extent.begin, end - span));
  return { begin, end: begin + span };
}

export function placeOf(at: number, view: View): number {
  return (at - view.begin) / (view.end - view.begin);
}

/// How far a key moves the slider; null for keys that do not. Home and End are the ends of history.
export function afterKey(key: string, isBig: boolean, at: number, extent: View): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: isBig ? -10 * minute : -minute,
    ArrowDown: isBig ? -10 * minute : -minute,
    ArrowRight: isBig ? 10 * minute : minute,
    ArrowUp: isBig ? 10 * minute : minute,
    PageDown: isBig ? -day : -hour,
    PageUp: isBig ? day : hour,
  };
  if (key === "Home") return extent.begin;
  if (key === "End") return extent.end;
  const move = moves[key];
  return move === undefined ? null : clamp(at + move, extent.begin, extent.end);
}

export interface Mark {
  at: number;
  place: number;
  text: string;
  isDay: boolean;
}

const markSteps = [5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour];

/// Marks at round wall times, so that they stay on the hour when the clocks change; days at each midnight.
export function marks(view: View, zone: Zone, most: number): Mark[] {
  const length = view.end - view.begin;
  const step = markSteps.find((each) => length / each <= most);
  const found: Mark[] = [];
  const add = (at: number, isDay: boolean) => {
    if (at >= view.begin && at <= view.end) {
      found.push({ at, place: placeOf(at, view), text: isDay ? zone.day(at) : zone.time(at), isDay });
    }
  };
  const skipped = step ? 1 : Math.ceil(length / day / most);
  for (let at = zone.startOfDay(view.begin), n = 0; at <= view.end; at = zone.dayAfter(at, skipped), n += 1) {
    add(at, true);
    if (!step) continue;
    const next = zone.dayAfter(at);
    for (let inside = at + step; inside < next; inside += step) {
      const wall = zone.wall(inside);
      // After the clocks have changed, steps counted from midnight are off by an hour: only round ones are marked.
      if (step < hour || (wall.hour * hour) % step === 0) add(inside, false);
      else if ((wall.hour * hour + hour) % step === 0 && inside + hour < next) add(inside + hour, false);
    }
  }
  return found;
}

/// Where playing is after `elapsed` milliseconds at so many times the speed of life; stops at the end.
export function played(from: number, elapsed: number, end: number, speed = 60): { at: number; isOver: boolean } {
  const at = from + elapsed * speed;
  return at >= end ? { at: end, isOver: true } : { at, isOver: false };
}
