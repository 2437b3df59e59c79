import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { detailPages } from "./support/paging.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

const { analytics } = apis;
const interval = "2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z";

let centre;
before(async () => {
  centre = await Centre.open("--seed", "7", "--days", "3", "--per-day", "300",
    "--now", "2026-11-20T15:00:00.000Z", "--speed", "0", "--limits", "off");
  await logIn(centre);
});
after(() => centre.close());

/// Count and sum of a metric over all buckets of a reply.
function totalOf({ results }, metric) {
  const stats = results.flatMap((group) => group.data).flatMap((bucket) => bucket.metrics)
    .filter((each) => each.metric === metric).map((each) => each.stats);
  return { count: stats.reduce((sum, each) => sum + (each.count ?? 0), 0),
           sum: stats.reduce((sum, each) => sum + (each.sum ?? 0), 0) };
}

/// The same from the records: metrics emitted within the interval.
async function totalOfRecords(metric) {
  const [begin, end] = interval.split("/");
  let count = 0;
  let sum = 0;
  for await (const { conversations } of detailPages({ interval: `2026-11-17T00:00:00.000Z/${end}` })) {
    for (const { participants } of conversations) {
      for (const { metrics } of participants.flatMap((each) => each.sessions)) {
        for (const each of metrics ?? []) {
          if (each.name !== metric || each.emitDate < begin || each.emitDate >= end) continue;
          count += metric.startsWith("n") ? each.value : 1;
          sum += each.value;
        }
      }
    }
  }
  return { count, sum };
}

for (const metric of ["nOffered", "tAcd", "tHandle", "tAcw"]) {
  test(`${metric} of a day is what its records say`, async () => {
    const reply = await analytics.postAnalyticsConversationsAggregatesQuery({ interval, metrics: [metric] });
    const expected = await totalOfRecords(metric);
    assert.notEqual(expected.count, 0);
    const actual = totalOf(reply, metric);
    assert.equal(actual.count, expected.count);
    if (metric.startsWith("t")) assert.equal(actual.sum, expected.sum);
  });
}

test("groups and buckets add up to the whole", async () => {
  const ask = (more) => analytics.postAnalyticsConversationsAggregatesQuery({ interval, metrics: ["tHandle"], ...more });
  const whole = totalOf(await ask(), "tHandle");
  for (const more of [{ groupBy: ["mediaType"] }, { groupBy: ["queueId", "mediaType"] }, { granularity: "PT30M" },
                      { granularity: "PT1H", groupBy: ["userId"] }])
    assert.deepEqual(totalOf(await ask(more), "tHandle"), whole, JSON.stringify(more));
});

test("buckets lie within the interval and are as long as was asked", async () => {
  const { results } = await analytics.postAnalyticsConversationsAggregatesQuery({
    interval, metrics: ["nConnected"], granularity: "PT30M" });
  const buckets = results.flatMap((group) => group.data).map((bucket) => bucket.interval.split("/"));
  assert.notEqual(buckets.length, 0);
  for (const [begin, end] of buckets) assert.equal(Date.parse(end) - Date.parse(begin), 30 * 60_000);
});

test("a filter keeps its own alone", async () => {
  const filter = { type: "and", predicates: [
    { type: "dimension", dimension: "mediaType", operator: "matches", value: "voice" }] };
  const { results } = await analytics.postAnalyticsConversationsAggregatesQuery({
    interval, metrics: ["nConnected"], groupBy: ["mediaType"], filter });
  assert.deepEqual(results.map((each) => each.group.mediaType), ["voice"]);
});

test("what is no metric, or no granularity, is refused with 400", async () => {
  for (const more of [{ metrics: ["tDreaming"] }, { granularity: "half an hour" }]) {
    const { status } = await refusalOf(() =>
      analytics.postAnalyticsConversationsAggregatesQuery({ interval, metrics: ["nOffered"], ...more }));
    assert.equal(status, 400);
  }
});
