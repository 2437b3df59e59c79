import assert from "node:assert/strict";
import { test } from "node:test";

import { cuts, intervals, perInterval, rangeOf, usualCut } from "../src/logic/range.js";
import { nothing } from "../src/logic/volumes.js";
import { Zone } from "../src/logic/zone.js";

const zone = new Zone("Europe/Berlin");
const at = (text: string) => Date.parse(text);

test("today is the zone's day, not that of UTC", () => {
  const range = rangeOf("today", at("2026-11-12T23:30:00Z"), zone);
  assert.deepEqual(range, { from: at("2026-11-12T23:00:00Z"), to: at("2026-11-13T23:00:00Z") });
});

test("a range over the night in which the clocks go back has all its hours", () => {
  const range = rangeOf("yesterday", at("2026-10-26T12:00:00Z"), zone);
  assert.equal(range.to - range.from, 25 * 3_600_000);
  assert.equal(intervals(range, "half_hour", zone, Infinity).length, 50);
  assert.equal(intervals(range, "hour", zone, Infinity).length, 25);
});

test("days are cut at midnight, whatever their length", () => {
  const range = rangeOf("7 days", at("2026-10-28T12:00:00Z"), zone);
  const days = intervals(range, "day", zone, Infinity);
  assert.equal(days.length, 7);
  assert.ok(days.every((day) => zone.time(day) === "00:00"));
});

test("what is still to come is no interval", () => {
  const range = rangeOf("today", at("2026-11-12T10:10:00Z"), zone);
  assert.equal(intervals(range, "hour", zone, at("2026-11-12T10:10:00Z")).length, 12);
});

test("long ranges are not cut finely, short ones not coarsely", () => {
  const now = at("2026-11-12T10:00:00Z");
  assert.deepEqual(cuts(rangeOf("today", now, zone)), ["half_hour", "hour"]);
  assert.deepEqual(cuts(rangeOf("28 days", now, zone)), ["hour", "day"]);
  assert.deepEqual([usualCut(rangeOf("today", now, zone)), usualCut(rangeOf("7 days", now, zone))], ["half_hour", "day"]);
  assert.equal(usualCut({ from: 0, to: 400 * 86_400_000 }), "day");
});

test("each row goes to the interval that it begins in, and those without one hold zeros", () => {
  const begins = [at("2026-11-12T09:00:00Z"), at("2026-11-12T10:00:00Z")];
  const row = (begin: string, offered: number) => ({ begin, queue: "q", media: "voice", ...nothing(), offered });
  const sums = perInterval([row("2026-11-12T09:00:00.000Z", 1), row("2026-11-12T09:30:00.000Z", 2), row("2026-11-12T08:00:00.000Z", 9)], begins);
  assert.deepEqual(sums.map((each) => each.offered), [3, 0]);
});
