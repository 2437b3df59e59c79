import assert from "node:assert/strict";
import { test } from "node:test";

import { age, freshness, span, stopwatch } from "../src/logic/ages.js";
import { ServerClock } from "../src/logic/clock.js";
import { wallTimeOf, Zone } from "../src/logic/zone.js";

const berlin = new Zone("Europe/Berlin");
const at = (text: string) => Date.parse(text);

test("the server's time is told from its messages and what has gone by since, whatever the browser's date says", () => {
  const clock = new ServerClock();
  clock.observe(at("2026-11-12T09:30:00Z"), 5_000);
  assert.equal(clock.now(7_500), at("2026-11-12T09:30:02.500Z"));
});

test("a late message does not set the clock back", () => {
  const clock = new ServerClock();
  clock.observe(1_000_000, 0);
  clock.observe(1_001_000, 2_800);
  assert.equal(clock.now(3_000), 1_003_000);
});

test("after a machine slept, or the server's clock was set, the next message is believed", () => {
  const clock = new ServerClock();
  for (let n = 0; n < 40; n += 1) clock.observe(1_000_000 + n * 1_000, n * 1_000);
  clock.observe(1_040_000 + 3_600_000, 40_000);
  assert.equal(clock.now(40_000), 4_640_000);
  clock.observe(1_041_000, 41_000);
  assert.equal(clock.now(41_000), 1_041_000);
});

test("a message without a time leaves the clock as it was", () => {
  const clock = new ServerClock();
  clock.observe(NaN, 0);
  assert.equal(clock.isSet, false);
  assert.equal(clock.now(1), 0);
});

test("durations read as a stopwatch does, and never below zero", () => {
  const cases: [number, string][] = [[-900, "0:00"], [0, "0:00"], [59_999, "0:59"], [250_000, "4:10"], [3_723_000, "1:02:03"],
    [275_000_000, "3 d 04:23"], [NaN, "–"]];
  for (const [ms, text] of cases) assert.equal(stopwatch(ms), text);
});

test("ages are whole and do not flicker", () => {
  const cases: [number, string][] = [[-5, "< 1 s"], [999, "< 1 s"], [1_400, "1 s"], [61_000, "1 min"], [7_500_000, "2 h 5 min"],
    [7_200_000, "2 h"], [260_000_000, "3 d"], [Infinity, "–"]];
  for (const [ms, text] of cases) assert.equal(age(ms), text);
});

test("averages are said in the two units that matter", () => {
  assert.deepEqual([span(null), span(38_400), span(250_000), span(7_500_000)], ["–", "38 s", "4 min 10 s", "2 h 05 min"]);
});

test("pushed numbers are stale sooner than asked ones, and numbers never seen are stale", () => {
  assert.deepEqual([freshness(71_000, "pushed"), freshness(36_000, "asking"), freshness(Infinity, "asking")], ["stale", "fresh", "stale"]);
  assert.equal(freshness(31_000, "pushed"), "fresh", "a heartbeat comes every half minute");
});

test("wall time follows the zone, summer and winter, half hours and before 1970 included", () => {
  assert.equal(berlin.label(at("2026-11-12T13:32:00Z")), "Thu 12 Nov 2026, 14:32 CET");
  assert.equal(berlin.label(at("2026-07-01T12:00:00Z")), "Wed 1 Jul 2026, 14:00 CEST");
  assert.equal(new Zone("Asia/Kolkata").time(at("2026-11-12T00:00:00Z")), "05:30");
  assert.equal(new Zone("America/St_Johns").distance(at("2026-11-12T00:00:00Z")), "-3:30");
  assert.equal(new Zone("UTC").date(-1), "1969-12-31");
});

test("the hour that comes twice is told apart, and both its instants are found", () => {
  const [first, second] = [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")];
  assert.equal(berlin.label(first), "Sun 25 Oct 2026, 02:30 CEST (UTC+2)");
  assert.equal(berlin.label(second), "Sun 25 Oct 2026, 02:30 CET (UTC+1)");
  assert.deepEqual(berlin.instants(wallTimeOf("2026-10-25T02:30")!), [first, second]);
});

test("an hour that does not exist has no instant", () => {
  assert.deepEqual(berlin.instants(wallTimeOf("2026-03-29T02:30")!), []);
  assert.deepEqual(berlin.instants(wallTimeOf("2026-03-29T03:00")!), [at("2026-03-29T01:00:00Z")]);
});

test("days have 23 or 25 hours where the clocks change, and begin later where midnight does not exist", () => {
  const hours = (text: string) => (berlin.dayAfter(at(text)) - berlin.startOfDay(at(text))) / 3_600_000;
  assert.deepEqual([hours("2026-03-29T12:00Z"), hours("2026-10-25T12:00Z"), hours("2026-11-12T12:00Z")], [23, 25, 24]);
  const beirut = new Zone("Asia/Beirut");
  assert.equal(beirut.time(beirut.startOfDay(at("2026-03-29T12:00:00Z"))), "01:00");
});

test("every wall time of every zone here leads back to its instant, over a year", () => {
  for (const name of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"]) {
    const zone = new Zone(name);
    for (let instant = at("2026-01-01T00:17:00Z"); instant < at("2027-01-01T00:00:00Z"); instant += 7 * 3_600_000 + 1_800_000) {
      assert.ok(zone.instants(zone.wall(instant)).includes(instant), `${name} ${new Date(instant).toISOString()}`);
    }
  }
});

test("a zone that the browser does not know is UTC, and says so", () => {
  assert.equal(new Zone("Mars/Olympus").name, "UTC");
});

test("what is no time is none", () => {
  for (const text of ["", "soon", "2026-02-30T10:00", "2026-13-01T00:00", "2026-01-01T24:00", "2026-01-01T10:60"]) {
    assert.equal(wallTimeOf(text), null, text);
  }
  assert.equal(wallTimeOf("2026-11-12")?.hour, 0);
});
