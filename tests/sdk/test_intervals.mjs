// What an interval means is a switch of the simulator; whichever it is, the records themselves say who belongs.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { detailPages, idsOf } from "./support/paging.mjs";
import { logIn } from "./support/sdk.mjs";

const now = "2026-11-20T15:00:00.000Z";
const wholeWorld = "2026-11-10T00:00:00.000Z/2026-11-21T00:00:00.000Z";
const [begin, end] = ["2026-11-19T10:00:00.000Z", "2026-11-19T11:30:00.000Z"];

const startedThatDay = ({ conversationStart }) => conversationStart.slice(0, 10) === begin.slice(0, 10);

/// Whether anything of the record lies in the interval: an open one is active until now.
function isActive({ conversationStart, conversationEnd, participants }) {
  const segments = participants.flatMap((each) => each.sessions).flatMap((each) => each.segments ?? []);
  const first = [conversationStart, ...segments.map((each) => each.segmentStart)].sort()[0];
  const last = conversationEnd ? [conversationEnd, ...segments.map((each) => each.segmentEnd ?? "")].sort().at(-1) : now;
  return first < end && last >= begin;
}

for (const [semantics, belongs] of Object.entries({
  "started-and-active": (record) => startedThatDay(record) && isActive(record),
  "start-day": startedThatDay,
  overlap: isActive,
})) {
  test(`an interval means ${semantics} where the simulator is told so`, async (t) => {
    const centre = await Centre.open("--seed", "5", "--days", "6", "--per-day", "200", "--now", now, "--speed", "0",
      "--limits", "off", "--interval-semantics", semantics);
    t.after(() => centre.close());
    await logIn(centre);
    const expected = [];
    for await (const { conversations } of detailPages({ interval: wholeWorld }))
      expected.push(...conversations.filter(belongs).map((each) => each.conversationId));
    assert.notEqual(expected.length, 0);
    assert.deepEqual(await idsOf(detailPages({ interval: `${begin}/${end}` })), expected.sort());
  });
}
