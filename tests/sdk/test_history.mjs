import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { detailPages, idsOf } from "./support/paging.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

const now = "2026-11-20T15:00:00.000Z";
const wholeWorld = "2026-11-18T00:00:00.000Z/2026-11-21T00:00:00.000Z";
const query = (body) => apis.analytics.postAnalyticsConversationsDetailsQuery({ interval: wholeWorld, ...body });
const ended = { conversationFilters: [{ type: "and", predicates: [
  { type: "dimension", dimension: "conversationEnd", operator: "exists" }] }] };
const open = { conversationFilters: [{ type: "and", predicates: [
  { type: "dimension", dimension: "conversationEnd", operator: "notExists" }] }] };
const ofMedia = (value) => ({ segmentFilters: [{ type: "or", predicates: [
  { type: "dimension", dimension: "mediaType", operator: "matches", value }] }] });

let centre;
let truth;
before(async () => {
  centre = await Centre.open("--seed", "7", "--days", "2", "--per-day", "300",
    "--now", now, "--speed", "0", "--limits", "off");
  truth = await centre.truth();
  await logIn(centre);
});
after(() => centre.close());

test("a query without paging gives 25", async () => {
  const page = await query();
  assert.equal(page.conversations.length, 25);
  assert.ok(page.totalHits > 25);
});

test("paging to the end gives what is over, each once, and nothing else", async () => {
  const ids = await idsOf(detailPages({ interval: wholeWorld, ...ended }));
  assert.deepEqual(ids, truth.history.map((each) => each.id).sort());
});

test("what has no end is what is going on, and what history does not know the end of yet", async () => {
  const ids = new Set(await idsOf(detailPages({ interval: wholeWorld, ...open })));
  const allowed = new Set([...truth.open.map((each) => each.id), ...truth.pending]);
  assert.deepEqual(truth.open.filter((each) => !ids.has(each.id)), []);
  assert.deepEqual([...ids].filter((id) => !allowed.has(id)), []);
});

test("a page past the end has no conversations and still a total", async () => {
  const page = await query({ paging: { pageSize: 100, pageNumber: 900 } });
  assert.equal("conversations" in page, false);
  assert.ok(page.totalHits > 0);
});

test("records come in the order that was asked for", async () => {
  for (const order of ["asc", "desc"]) {
    const starts = [];
    for await (const page of detailPages({ interval: wholeWorld, order, orderBy: "conversationStart" }))
      starts.push(...page.conversations.map((each) => each.conversationStart));
    const sorted = [...starts].sort();
    assert.deepEqual(starts, order === "asc" ? sorted : sorted.reverse());
  }
});

test("a filter by media type gives that media type alone, and the parts are the whole", async () => {
  const all = await idsOf(detailPages({ interval: wholeWorld }));
  const parts = new Set();
  for (const media of ["voice", "chat", "email", "message", "callback"]) {
    for await (const page of detailPages({ interval: wholeWorld, ...ofMedia(media) })) {
      for (const each of page.conversations) {
        const types = each.participants.flatMap((participant) => participant.sessions).map((session) => session.mediaType);
        assert.ok(types.includes(media), `${each.conversationId}: ${types}`);
        parts.add(each.conversationId);
      }
    }
  }
  assert.deepEqual([...parts].sort(), all);
});

/// What `of` says of each record of the query, with how many say so, the commonest first.
async function countsOf(body, of) {
  const counts = new Map();
  for await (const page of detailPages({ interval: wholeWorld, ...body }))
    for (const record of page.conversations)
      for (const value of new Set(of(record))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ count, value }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const sessionsOf = (record) => record.participants.flatMap((participant) => participant.sessions);
const segmentsOf = (record) => sessionsOf(record).flatMap((session) => session.segments);

for (const [dimension, of] of Object.entries({
  wrapUpCode: (record) => segmentsOf(record).map((segment) => segment.wrapUpCode).filter(Boolean),
  queueId: (record) => segmentsOf(record).map((segment) => segment.queueId).filter(Boolean),
  mediaType: (record) => sessionsOf(record).map((session) => session.mediaType),
  divisionId: (record) => record.divisionIds ?? [],
})) {
  test(`an aggregation by ${dimension} counts what the records of all pages say`, async () => {
    const { aggregations: [found] } = await query({ ...ended,
      aggregations: [{ type: "termFrequency", dimension, size: 1000 }], paging: { pageSize: 1, pageNumber: 1 } });
    assert.equal(found.dimension, dimension);
    assert.notEqual(found.results.length, 0);
    assert.deepEqual(found.results, await countsOf(ended, of));
  });
}

test("an aggregation of a metric counts the conversations whose sum lies in each range", async () => {
  const ranges = [{ lt: 300_000 }, { gte: 300_000, lt: 900_000 }, { gte: 900_000 }];
  const { aggregations: [found] } = await query({
    aggregations: [{ type: "numericRange", metric: "tHandle", ranges }] });
  const counts = ranges.map(() => 0);
  for await (const page of detailPages({ interval: wholeWorld })) {
    for (const record of page.conversations) {
      const values = sessionsOf(record).flatMap((session) => session.metrics ?? [])
        .filter((metric) => metric.name === "tHandle").map((metric) => metric.value);
      if (values.length === 0) continue;
      const sum = values.reduce((left, right) => left + right);
      ranges.forEach(({ gte = 0, lt = Infinity }, at) => { if (gte <= sum && sum < lt) ++counts[at]; });
    }
  }
  assert.ok(counts.every((count) => count > 0), `${counts}`);
  assert.deepEqual(found.results, ranges.map((range, at) => ({ count: counts[at], ...range })));
});

test("a conversation by its id is the record that the query gives", async () => {
  const { conversations } = await query();
  for (const record of conversations.slice(0, 5))
    assert.deepEqual(await apis.analytics.getAnalyticsConversationDetails(record.conversationId), record);
});

test("several ids give several records, unknown ones none", async () => {
  const { conversations } = await query();
  const ids = conversations.slice(0, 3).map((each) => each.conversationId);
  const page = await apis.analytics.getAnalyticsConversationsDetails(
    { id: [...ids, "00000000-0000-4000-8000-000000000001"] });
  assert.deepEqual(page.conversations.map((each) => each.conversationId).sort(), [...ids].sort());
});

test("an id that is not there is 404", async () => {
  const { status, body } = await refusalOf(() =>
    apis.analytics.getAnalyticsConversationDetails("00000000-0000-4000-8000-000000000001"));
  assert.equal(status, 404);
  assert.equal(body.status, 404);
});

for (const [what, body, expected] of [
  ["a range of 32 days", { interval: "2026-10-19T00:00:00.000Z/2026-11-20T00:00:00.000Z" }, /31 days/],
  ["an interval that is none", { interval: "yesterday" }, /interval|[Dd]ate/],
  ["a page of 101", { paging: { pageSize: 101, pageNumber: 1 } }, /100/],
  ["a page beyond 100,000 results", { paging: { pageSize: 100, pageNumber: 1001 } },
   /Pagination may not exceed 100000 results/],
  ["an aggregation by an unknown dimension", { aggregations: [{ dimension: "colour" }] }, /colour/],
  ["an aggregation of a metric without ranges", { aggregations: [{ metric: "tHandle" }] }, /ranges is required/],
  ["an unknown dimension", { segmentFilters: [{ type: "or", predicates: [
    { type: "dimension", dimension: "colour", operator: "matches", value: "red" }] }] }, /colour/],
  ["a dimension of segments among those of conversations", { conversationFilters: [{ type: "or", predicates: [
    { type: "dimension", dimension: "queueId", operator: "matches", value: "q" }] }] }, /queueId/],
]) {
  test(`${what} is refused with 400`, async () => {
    const { status, body: error, headers } = await refusalOf(() => query(body));
    assert.equal(status, 400);
    assert.match(error.message, expected);
    assert.ok(headers["inin-correlation-id"]);
  });
}

test("no interval is refused with 400", async () => {
  const { status } = await refusalOf(() => apis.analytics.postAnalyticsConversationsDetailsQuery({ order: "asc" }));
  assert.equal(status, 400);
});
