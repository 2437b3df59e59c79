import assert from "node:assert/strict";
import { test } from "node:test";

import { afterKey, marks as timeMarks, placeOf, played, viewAround } from "../src/logic/slider.js";
import { layout, marks } from "../src/logic/timeline.js";
import { Zone } from "../src/logic/zone.js";
import type { Segment, WholeConversation } from "../src/types.js";

const at = (text: string) => Date.parse(`2026-11-12T${text}Z`);
const iso = (ms: number) => new Date(ms).toISOString();

function segment(type: string, start: string, end: string | null, disconnect = ""): Segment {
  return { type, start: iso(at(start)), end: end && iso(at(end)), queue: "", wrapup: "", wrapup_note: "", disconnect };
}

function whole(lanes: [string, Segment[]][], end: string | null): WholeConversation {
  return { id: "c", start: iso(at("09:00:00")), end: end && iso(at(end)), media: "voice", direction: "inbound", deleted_at: null, as_of: null, surface: "detail", settled_at: null,
    participants: lanes.map(([purpose, segments]) => ({ purpose, name: purpose, user: null, sessions: [{ media: "voice", direction: "inbound", queue: null, segments }] })),
    metrics: [], revisions: [], names: {} };
}

test("a segment lies where its time is", () => {
  const drawn = layout(whole([["acd", [segment("delay", "09:02:00", "09:05:00")]]], "09:10:00"), 0);
  const bar = drawn.lanes[0]?.bars[0];
  assert.ok(Math.abs((bar?.begin ?? 0) - 0.2) < 1e-9 && Math.abs((bar?.width ?? 0) - 0.3) < 1e-9);
});

test("what goes on is drawn until now and said to be open", () => {
  const drawn = layout(whole([["agent", [segment("interact", "09:05:00", null)]]], null), at("09:10:00"));
  assert.deepEqual([drawn.end, drawn.lanes[0]?.bars[0]?.isOpen, drawn.lanes[0]?.bars[0]?.width], [at("09:10:00"), true, 0.5]);
});

test("wrap-up after the end of the conversation widens the picture instead of leaving it", () => {
  const drawn = layout(whole([["agent", [segment("wrapup", "09:10:00", "09:20:00")]]], "09:10:00"), 0);
  assert.deepEqual([drawn.end, drawn.lanes[0]?.bars[0]?.begin], [at("09:20:00"), 0.5]);
});

test("a moment is wide enough to be seen and stays in the picture", () => {
  const bar = layout(whole([["agent", [segment("alert", "09:10:00", "09:10:00")]]], "09:10:00"), 0).lanes[0]?.bars[0];
  assert.ok((bar?.width ?? 0) > 0 && (bar?.begin ?? 1) + (bar?.width ?? 1) <= 1);
});

test("a transfer leads to the lane that begins next", () => {
  const drawn = layout(whole([
    ["customer", [segment("interact", "09:00:00", "09:10:00")]],
    ["agent", [segment("interact", "09:01:00", "09:04:00", "transfer"), segment("wrapup", "09:04:00", "09:05:00")]],
    ["agent", [segment("interact", "09:04:01", "09:10:00")]]], "09:10:00"), 0);
  assert.deepEqual(drawn.transfers.map(({ fromLane, toLane, place }) => [fromLane, toLane, place]), [[1, 2, 0.4]]);
});

test("no segment, no lane and broken times are drawn as nothing", () => {
  assert.equal(layout(whole([], "09:10:00"), 0).lanes.length, 0);
  const broken = { ...segment("interact", "09:00:00", null), start: "never" };
  assert.deepEqual(layout(whole([["agent", [broken]]], "09:10:00"), 0).lanes[0]?.bars, []);
});

test("marks are at round distances and few", () => {
  assert.deepEqual(marks(0, 600_000).map((mark) => mark.after / 60_000), [0, 2, 4, 6, 8, 10]);
  assert.ok(marks(0, 40 * 86_400_000).length <= 8);
});

const zone = new Zone("Europe/Berlin");
const extent = { begin: at("00:00:00") - 30 * 86_400_000, end: at("09:30:00") };
const hour = 3_600_000;

test("the view ends now where the position allows it, and stands still while it is dragged within", () => {
  const view = viewAround(extent.end - hour, 8 * hour, extent);
  assert.deepEqual(view, { begin: extent.end - 8 * hour, end: extent.end });
  const later = { begin: extent.begin, end: extent.end + 60_000 };
  assert.deepEqual(viewAround(extent.end - 2 * hour, 8 * hour, later, view), view);
  const around = viewAround(extent.end - 48 * hour, 8 * hour, extent, view);
  assert.equal(placeOf(extent.end - 48 * hour, around), 0.5);
});

test("the view does not begin before history, unless history is shorter than it", () => {
  assert.equal(viewAround(extent.begin, 8 * hour, extent).begin, extent.begin);
  assert.equal(viewAround(extent.end - hour, 8 * hour, { begin: extent.end - 2 * hour, end: extent.end }).end, extent.end);
});

test("keys step by a minute, ten, an hour and a day, and never out of history", () => {
  const from = extent.end - 12 * hour;
  const moves = [["ArrowLeft", false], ["ArrowRight", true], ["PageUp", false], ["PageDown", true]] as const;
  assert.deepEqual(moves.map(([key, big]) => (afterKey(key, big, from, extent)! - from) / 60_000), [-1, 10, 60, -1_440]);
  assert.equal(afterKey("ArrowRight", false, extent.end, extent), extent.end);
  assert.deepEqual([afterKey("Home", false, from, extent), afterKey("End", false, from, extent), afterKey("x", false, from, extent)], [extent.begin, extent.end, null]);
});

test("playing goes sixty times as fast as life and ends at now", () => {
  assert.deepEqual(played(0, 1_000, 1e9), { at: 60_000, isOver: false });
  assert.deepEqual(played(0, 1_000, 30_000), { at: 30_000, isOver: true });
});

test("marks stay on the hour across the night in which the clocks go back", () => {
  const begin = Date.parse("2026-10-24T22:00:00Z");
  const found = timeMarks({ begin, end: begin + 25 * hour }, zone, 12);
  assert.deepEqual(found.filter((mark) => !mark.isDay).map((mark) => mark.text), ["03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]);
  assert.deepEqual(found.filter((mark) => mark.isDay).map((mark) => mark.text), ["Sun 25 Oct", "Mon 26 Oct"]);
});

test("and across the one in which they go forward, where two o'clock does not exist", () => {
  const begin = Date.parse("2026-03-28T23:00:00Z");
  const found = timeMarks({ begin, end: begin + 23 * hour }, zone, 12);
  assert.deepEqual(found.filter((mark) => !mark.isDay).map((mark) => mark.text), ["04:00", "06:00", "08:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00"]);
});

test("a month has days only, no more than there is room for", () => {
  const found = timeMarks({ begin: extent.begin, end: extent.end }, zone, 8);
  assert.ok(found.length <= 9 && found.every((mark) => mark.isDay));
});
