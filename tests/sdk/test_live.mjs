import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

const { analytics } = apis;
const now = "2026-11-20T15:00:00.000Z";

let centre;
let truth;
let queues;
before(async () => {
  centre = await Centre.open("--seed", "7", "--days", "4", "--per-day", "600",
    "--now", now, "--speed", "0", "--limits", "off");
  truth = await centre.truth();
  await logIn(centre);
  queues = (await apis.routing.getRoutingQueues({ pageSize: 100 })).entities.map((each) => each.id);
});
after(() => centre.close());

const matches = (dimension, value) => ({ type: "dimension", dimension, operator: "matches", value });
const anyOf = (dimension, values) => ({ type: "or", predicates: values.map((value) => matches(dimension, value)) });

test("what waits, rings or is talked with is going on in truth, whether history knows of it yet or not", async () => {
  const { results, entityIdDimension } = await analytics.postAnalyticsConversationsActivityQuery({
    metrics: ["oWaiting", "oInteracting", "oAlerting"].map((metric) => ({ metric, details: true })),
    groupBy: ["queueId", "mediaType"] }, { pageSize: 100, pageNumber: 1 });
  assert.equal(entityIdDimension, "conversationId");
  const active = results.flatMap((each) => each.entities ?? []).map((each) => each.conversationId);
  assert.notEqual(active.length, 0);
  const open = new Set(truth.open.map((each) => each.id));
  assert.deepEqual(active.filter((id) => !open.has(id)), []);
});

test("activity counts what it lists", async () => {
  const { results } = await analytics.postAnalyticsConversationsActivityQuery({
    metrics: [{ metric: "oWaiting", details: true }], groupBy: ["queueId"] });
  for (const { data, entities, truncated } of results) {
    const count = data.find((each) => each.metric === "oWaiting")?.count ?? 0;
    if (!truncated) assert.equal((entities ?? []).length, count);
  }
});

test("observations of queues count what the activity counts", async () => {
  const metrics = ["oWaiting", "oInteracting"];
  const observed = await analytics.postAnalyticsQueuesObservationsQuery({
    filter: anyOf("queueId", queues), metrics, detailMetrics: ["oWaiting"] });
  const activity = await analytics.postAnalyticsConversationsActivityQuery({
    metrics: metrics.map((metric) => ({ metric })), groupBy: ["queueId"], filter: anyOf("queueId", queues) });
  for (const metric of metrics) {
    const seen = observed.results.filter((each) => each.group.mediaType).flatMap((each) => each.data)
      .filter((each) => each.metric === metric).reduce((sum, each) => sum + each.stats.count, 0);
    const counted = activity.results.flatMap((each) => each.data).filter((each) => each.metric === metric)
      .reduce((sum, each) => sum + each.count, 0);
    assert.equal(seen, counted, metric);
  }
});

test("detail observations say which conversations wait", async () => {
  const { results } = await analytics.postAnalyticsQueuesObservationsQuery({
    filter: anyOf("queueId", queues), metrics: ["oWaiting"], detailMetrics: ["oWaiting"] });
  const open = new Set(truth.open.map((each) => each.id));
  for (const { stats, observations, truncated } of results.flatMap((each) => each.data)) {
    if (!truncated) assert.equal((observations ?? []).length, stats.count);
    for (const { conversationId } of observations ?? []) assert.ok(open.has(conversationId));
  }
});

test("who is on queue, off queue and present adds up to the members of a queue", async () => {
  const { results, systemToOrganizationMappings } = await analytics.postAnalyticsQueuesObservationsQuery({
    filter: anyOf("queueId", queues),
    metrics: ["oMemberUsers", "oOnQueueUsers", "oOffQueueUsers", "oUserRoutingStatuses", "oUserPresences"] });
  assert.ok(systemToOrganizationMappings.ON_QUEUE.length > 0);
  for (const { group, data } of results) {
    assert.deepEqual(Object.keys(group), ["queueId"]);
    const of = (metric) => data.filter((each) => each.metric === metric)
      .reduce((all, { stats }) => all + stats.count, 0);
    const members = of("oMemberUsers");
    assert.ok(members > 0);
    assert.deepEqual([of("oUserRoutingStatuses"), of("oUserPresences"), of("oOnQueueUsers") + of("oOffQueueUsers")],
      [members, members, members]);
  }
});

test("observations of users count their queues", async () => {
  const users = (await apis.users.getUsers({ pageSize: 5 })).entities.map((each) => each.id);
  const { results } = await analytics.postAnalyticsUsersObservationsQuery({
    filter: anyOf("userId", users), metrics: ["oMemberQueues", "oActiveQueues"] });
  assert.deepEqual(results.map((each) => each.group.userId).sort(), [...users].sort());
});

test("observations without a filter, or of what is no metric, are refused with 400", async () => {
  for (const body of [{ metrics: ["oWaiting"] }, { filter: anyOf("queueId", queues), metrics: ["oDreaming"] }]) {
    const { status } = await refusalOf(() => analytics.postAnalyticsQueuesObservationsQuery(body));
    assert.equal(status, 400);
  }
});
