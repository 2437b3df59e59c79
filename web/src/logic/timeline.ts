// Where the parts of a conversation lie when it is drawn: one lane for each session, time from left to right.

import type { Participant, Segment, WholeConversation } from "../types.js";

export interface Bar {
  /// Shares of the whole width, 0 to 1.
  begin: number;
  width: number;
  segment: Segment;
  startsAt: number;
  endsAt: number;
  /// It goes on: it has no end yet.
  isOpen: boolean;
}

export interface Lane {
  participant: Participant;
  queue: string | null;
  bars: Bar[];
}

export interface Transfer {
  at: number;
  place: number;
  fromLane: number;
  toLane: number | null;
}

export interface Layout {
  begin: number;
  end: number;
  lanes: Lane[];
  transfers: Transfer[];
}

const slightest = 0.002;

function bounds(whole: WholeConversation, now: number): [number, number] {
  const begin = Date.parse(whole.start);
  const segments = whole.participants.flatMap((each) => each.sessions.flatMap((session) => session.segments));
  const instants = segments.flatMap((each) => [Date.parse(each.start), each.end ? Date.parse(each.end) : NaN])
    .filter(Number.isFinite);
  const first = Math.min(Number.isFinite(begin) ? begin : Infinity, ...instants);
  const end = whole.end ? Date.parse(whole.end) : now;
  const last = Math.max(Number.isFinite(end) ? end : -Infinity, ...instants);
  if (!Number.isFinite(first)) return [now, now + 1_000];
  return [first, Math.max(last, first + 1_000)];
}

function bar(segment: Segment, begin: number, end: number): Bar | null {
  const startsAt = Date.parse(segment.start);
  if (!Number.isFinite(startsAt)) return null;
  const endsAt = segment.end ? Date.parse(segment.end) : end;
  const place = (startsAt - begin) / (end - begin);
  const width = Math.max(slightest, (Math.max(endsAt, startsAt) - startsAt) / (end - begin));
  // What is too slight to be seen is drawn wider, but not out of the picture.
  return { begin: Math.min(place, 1 - width), width, segment, startsAt, endsAt, isOpen: !segment.end };
}

function isTransfer(segment: Segment): boolean {
  return /transfer/i.test(segment.disconnect ?? "");
}

/// A transfer leads from where it was done to the lane that begins next.
function transfers(lanes: Lane[], begin: number, end: number): Transfer[] {
  const found: Transfer[] = [];
  lanes.forEach((lane, fromLane) => {
    const last = lane.bars.filter((each) => isTransfer(each.segment)).at(-1);
    if (!last) return;
    const at = last.endsAt;
    const next = lanes.map((other, index) => ({ index, starts: other.bars[0]?.startsAt ?? Infinity }))
      .filter(({ index, starts }) => index !== fromLane && starts >= at - 60_000 && starts > (lane.bars[0]?.startsAt ?? 0))
      .sort((a, b) => Math.abs(a.starts - at) - Math.abs(b.starts - at))[0];
    found.push({ at, place: (at - begin) / (end - begin), fromLane, toLane: next?.index ?? null });
  });
  return found;
}

/// The drawing of a conversation; one that goes on is drawn until `now`.
export function layout(whole: WholeConversation, now: number): Layout {
  const [begin, end] = bounds(whole, now);
  const lanes = whole.participants.flatMap((participant) => participant.sessions.map((session): Lane => ({
    participant,
    queue: session.queue,
    bars: session.segments.map((segment) => bar(segment, begin, end)).filter((each): each is Bar => each !== null)
      .sort((a, b) => a.startsAt - b.startsAt),
  })));
  return { begin, end, lanes, transfers: transfers(lanes, begin, end) };
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400]
  .map((seconds) => seconds * 1_000);

/// Marks of round distance from the beginning, at most `most` of them.
export function marks(begin: number, end: number, most = 6): { after: number; place: number }[] {
  const length = end - begin;
  const step = steps.find((each) => length / each <= most) ?? Math.ceil(length / most / 86_400_000) * 86_400_000;
  const found = [];
  for (let after = 0; after <= length; after += step) found.push({ after, place: after / length });
  return found;
}
