import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { test } from "node:test";

import { Judge, missingModels, yardstickFile } from "./support/judge.mjs";
import { routeOf, routes } from "./support/routes.mjs";
import { Witness } from "./support/witness.mjs";

const judge = new Judge();
const headers = { "content-type": "application/json", "inin-correlation-id": "c" };

test("the SDK has every model that the routes name", () => assert.deepEqual(missingModels(judge), []));

test("what is right has no faults", () => {
  const record = { conversationId: "c", conversationStart: "2026-11-20T09:00:00.000Z", participants: [] };
  assert.deepEqual(judge.faultsOf("AnalyticsConversationQueryResponse", { conversations: [record], totalHits: 1 }), []);
});

for (const [what, record] of Object.entries({
  "a field that no model has": { conversationid: "c" },
  "a type changed": { conversationId: 7 },
  "a null": { conversationEnd: null },
  "a time that is none": { conversationStart: "2026-11-2T09:00:00.000Z" },
  "a field unknown deep below": { participants: [{ sessions: [{ segments: [{ kind: "interact" }] }] }] },
  "attributes where there are none": { participants: [{ attributes: {} }] },
})) {
  test(`${what} is found`, () => {
    assert.notDeepEqual(judge.faultsOf("AnalyticsConversationWithoutAttributes", record), []);
  });
}

test("a missing required field is found", () => {
  assert.match(judge.faultsOf("ConversationQuery", { order: "asc" })[0], /interval/);
});

test("each route is found by its own path", () => {
  for (const route of routes)
    assert.equal(routeOf(route.method, route.path.replace("{id}", "7d1")), route, `${route.method} ${route.path}`);
});

test("an exchange of the tutorial's form is found on both sides", () => {
  const exchange = { method: "POST", path: routes[0].path, asked: { dateFrom: "x" }, status: 200, headers,
                     given: { total: 0, groups: [] } };
  assert.match(judge.faultsOfRequest(exchange).join(), /interval.*dateFrom/);
  assert.match(judge.faultsOfReply(exchange).join(), /total.*groups/);
});

test("a reply without a correlation id is found", () => {
  const exchange = { method: "GET", path: "/api/v2/tokens/me", status: 200, headers: {}, given: {} };
  assert.deepEqual(judge.faultsOfReply(exchange), ["no correlation id"]);
});

test("the witness hands on what was said and notes what was wrong", async (t) => {
  const server = createServer((_, reply) => {
    reply.writeHead(200, { ...headers, "x-own": "kept" });
    reply.end('{"dataAvailabilityDate":"yesterday"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const witness = await Witness.inFrontOf(server.address().port, judge);
  t.after(async () => { await witness.close(); server.close(); });
  const path = "/api/v2/analytics/conversations/details/jobs/availability";
  const reply = await fetch(`http://127.0.0.1:${witness.port}${path}`);
  assert.equal(reply.headers.get("x-own"), "kept");
  assert.equal(await reply.text(), '{"dataAvailabilityDate":"yesterday"}');
  assert.match(witness.faults.replies[0], /dataAvailabilityDate must match format "date-time"/);
});

test("the derived description judges too", { skip: !existsSync(yardstickFile) && "it is not beside the project" }, () => {
  const faults = judge.faultsOf("AsyncQueryStatus", { state: "DONE" });
  assert.match(faults.join(), /derived description/);
});
