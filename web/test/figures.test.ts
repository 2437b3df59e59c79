import assert from "node:assert/strict";
import { test } from "node:test";

import { heat, months } from "../src/logic/calendar.js";
import { averageHandle, averageWait, abandonRate, count, grouped, nothing, percent, serviceLevel, total } from "../src/logic/volumes.js";
import { Zone } from "../src/logic/zone.js";
import type { VolumeRow } from "../src/types.js";

function row(news: Partial<VolumeRow>): VolumeRow {
  return { begin: "2026-11-12T09:30:00.000Z", queue: "q", media: "voice", ...nothing(), ...news };
}

test("an average over groups is the sum divided by the answered ones, not the mean of means", () => {
  const sum = total([row({ handled: 1, handle_ms: 600_000 }), row({ handled: 9, handle_ms: 900_000 })]);
  assert.equal(averageHandle(sum), 150_000);
});

test("service level counts those who gave up, and is none where there was nobody", () => {
  assert.equal(serviceLevel(total([row({ answered: 8, within_target: 6, abandoned: 2 })])), 0.6);
  assert.equal(abandonRate(total([row({ answered: 8, abandoned: 2 })])), 0.2);
  assert.deepEqual([serviceLevel(nothing()), averageHandle(nothing()), abandonRate(nothing())], [null, null, null]);
});

test("a wait is that of everybody who waited", () => {
  assert.equal(averageWait(total([row({ answered: 3, abandoned: 1, wait_ms: 80_000 })])), 20_000);
});

test("groups keep the order in which they came", () => {
  const groups = grouped([row({ queue: "b", offered: 1 }), row({ queue: "a", offered: 2 }), row({ queue: "b", offered: 4 })], (each) => each.queue);
  assert.deepEqual([...groups].map(([name, sums]) => [name, sums.offered]), [["b", 5], ["a", 2]]);
});

test("a field that is missing or no number counts nothing", () => {
  assert.equal(total([{ ...row({ offered: 3 }), answered: undefined as unknown as number }]).answered, 0);
});

test("less than all is never a hundred per cent, more than none never nothing", () => {
  assert.deepEqual([percent(null), percent(0), percent(0.004), percent(0.834), percent(0.9999), percent(1)], ["–", "0 %", "0.4 %", "83 %", "99.9 %", "100 %"]);
  assert.equal(count(12_345), "12,345");
});

test("the heat map is by wall time: both half hours of a doubled hour go to one cell", () => {
  const cells = heat([row({ begin: "2026-10-25T00:30:00Z", offered: 2 }), row({ begin: "2026-10-25T01:30:00Z", offered: 3 })], new Zone("Europe/Berlin"));
  assert.equal(cells[6]?.[5]?.offered, 5);
  assert.equal(cells[0]?.[0], null);
});

test("a month is laid out in weeks from Monday, days without a row included", () => {
  const [november, october] = months([{ date: "2026-10-30" }, { date: "2026-11-02" }]);
  assert.equal(november?.name, "2026-11");
  assert.deepEqual(november?.weeks[0]?.map((cell) => cell?.date.slice(8) ?? ""), ["", "", "", "", "", "", "01"]);
  assert.deepEqual(november?.weeks[1]?.[0]?.of, { date: "2026-11-02" });
  assert.equal(november?.weeks[1]?.[1]?.of, null);
  assert.equal(october?.weeks.at(-1)?.length, 7);
});

test("no day at all, and dates that are none, make no month", () => {
  assert.deepEqual(months([]), []);
  assert.deepEqual(months([{ date: "yesterday" }]), []);
});
