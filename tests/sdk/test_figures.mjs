import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { detailPages } from "./support/paging.mjs";
import { apis, logIn, openCentre, refusalOf } from "./support/sdk.mjs";

const day = "2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z";
const { analytics } = apis;
const works = ["oWaiting", "oAlerting", "oInteracting"];

let centre;
before(async () => {
  centre = await openCentre("--seed", "7", "--days", "3", "--per-day", "2000",
    "--now", "2026-11-20T13:00:00.000Z", "--speed", "0", "--limits", "off");
  await logIn(centre);
});
after(() => centre.close());

const sum = (numbers) => [...numbers].reduce((all, each) => all + each, 0);
const everyQueue = { type: "and", predicates: [] };

function activity(body) {
  return analytics.postAnalyticsConversationsActivityQuery(
    { metrics: works.map((metric) => ({ metric, details: true })), ...body }, { pageSize: 100 });
}

const figures = (results, metric, of) =>
  sum(results.flatMap(({ data }) => data.filter((each) => each.metric === metric).map(of)));

test("activity and queue observations count the same work", async () => {
  const { results } = await activity({ groupBy: ["queueId", "mediaType"] });
  const observed = await analytics.postAnalyticsQueuesObservationsQuery(
    { filter: everyQueue, metrics: works, detailMetrics: works });
  for (const metric of works)
    assert.equal(figures(results, metric, (each) => each.count),
      figures(observed.results, metric, (each) => each.stats.count), metric);
  assert.ok(figures(results, "oInteracting", (each) => each.count) > 5);
});

test("activity names conversations that are going on", async () => {
  const { results, entityIdDimension } = await activity({ groupBy: ["mediaType"] });
  assert.equal(entityIdDimension, "conversationId");
  const open = new Set((await centre.truth()).open.map(({ id }) => id));
  const named = results.flatMap(({ entities }) => entities.map(({ conversationId }) => conversationId));
  assert.ok(named.length > 5 && named.every((id) => open.has(id)));
});

test("who is on queue, off queue and present adds up to the members", async () => {
  const metrics = ["oMemberUsers", "oActiveUsers", "oOnQueueUsers", "oOffQueueUsers", "oUserRoutingStatuses",
    "oUserPresences"];
  const { results, systemToOrganizationMappings } =
    await analytics.postAnalyticsQueuesObservationsQuery({ filter: everyQueue, metrics });
  assert.ok(systemToOrganizationMappings.ON_QUEUE.length > 0);
  for (const { group, data } of results) {
    assert.deepEqual(Object.keys(group), ["queueId"]);
    const of = (metric) => figures([{ data }], metric, ({ stats }) => stats.count);
    const members = of("oMemberUsers");
    assert.ok(members > 0);
    assert.deepEqual([of("oUserRoutingStatuses"), of("oUserPresences"), of("oOnQueueUsers") + of("oOffQueueUsers")],
      [members, members, members]);
  }
});

test("a user's queues are counted", async () => {
  const { entities } = await apis.users.getUsers();
  const { results } = await analytics.postAnalyticsUsersObservationsQuery({
    filter: { type: "or", predicates: [{ dimension: "userId", value: entities[0].id }] },
    metrics: ["oActiveQueues", "oMemberQueues"] });
  assert.deepEqual(results.map(({ group }) => group.userId), [entities[0].id]);
  assert.ok(results[0].data.every(({ stats }) => stats.count > 0));
});

test("aggregates add up what the records say", async () => {
  const counted = new Map();
  const [begin, end] = day.split("/");
  for await (const { conversations } of detailPages({ interval: "2026-11-10T00:00:00.000Z/2026-11-21T00:00:00.000Z" }))
    for (const metric of conversations.flatMap(({ participants }) => participants)
      .flatMap(({ sessions }) => sessions).flatMap(({ metrics }) => metrics ?? []))
      if (begin <= metric.emitDate && metric.emitDate < end)
        counted.set(metric.name, (counted.get(metric.name) ?? 0) + metric.value);
  assert.ok(counted.get("nOffered") > 100);
  for (const granularity of [undefined, "PT30M", "PT15M", "PT1H", "P1D"]) {
    const metrics = ["nOffered", "nConnected", "tAnswered", "tAcd", "tHandle", "tTalk", "tHeld", "tAcw", "tAlert"];
    const { results } = await analytics.postAnalyticsConversationsAggregatesQuery({
      interval: day, granularity, groupBy: ["queueId", "mediaType"],
      metrics: [...metrics, "oServiceLevel", "oServiceTarget"] });
    const pieces = results.flatMap(({ data }) => data.map((piece) => ({ data: piece.metrics })));
    for (const metric of metrics)
      assert.equal(figures(pieces, metric, ({ stats }) => stats.sum ?? stats.count), counted.get(metric), metric);
  }
});

test("what is not known is refused by its name", async () => {
  const calls = [
    () => activity({ groupBy: ["colour"] }),
    () => analytics.postAnalyticsConversationsAggregatesQuery({ interval: day, metrics: ["colour"] }),
    () => analytics.postAnalyticsQueuesObservationsQuery({ filter: everyQueue, metrics: ["colour"] }),
  ];
  for (const call of calls) {
    const { status, body } = await refusalOf(call);
    assert.equal(status, 400);
    assert.match(body.message, /colour/);
  }
});
