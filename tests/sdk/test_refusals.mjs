import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

const availability = () => apis.analytics.getAnalyticsConversationsDetailsJobsAvailability();
const details = () => apis.analytics.postAnalyticsConversationsDetailsQuery({
  interval: "2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z" });

/// A centre that the SDK is logged in to, closed at the end of the test.
async function open(t, ...args) {
  const centre = await Centre.open("--days", "1", "--now", "2026-11-20T12:00:00.000Z",
    ...args);
  t.after(() => centre.close());
  await logIn(centre);
  return centre;
}

/// A limits file that is gone at the end of the test.
function limitsFile(t, limits) {
  const folder = mkdtempSync(join(tmpdir(), "nowthen-limits-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "limits.json");
  writeFileSync(file, JSON.stringify(limits));
  return file;
}

test("a role that lacks a permission is told which, and the rest works", async (t) => {
  await open(t, "--limits", "off", "--permissions", "analytics:queueObservation:view");
  for (const call of [details, availability]) {
    const { status, body } = await refusalOf(call);
    assert.equal(status, 403);
    assert.equal(body.code, "missing.any.permissions");
    assert.match(body.message, /analytics:conversationDetail:view/);
  }
  assert.deepEqual((await apis.conversations.getConversations()).entities, []);
});

test("what is not there, and what needs a user, is refused in the platform's codes", async (t) => {
  await open(t, "--limits", "off");
  const missing = await refusalOf(() =>
    apis.analytics.getAnalyticsConversationsDetailsJob("00000000-0000-0000-0000-000000000000"));
  assert.equal(missing.status, 404);
  assert.equal(missing.body.code, "not.found");
  const nobody = await refusalOf(() => apis.users.getUsersMe());
  assert.equal(nobody.status, 400);
  assert.match(nobody.body.message, /requires a user context/);
});

test("a token that has expired is refused with 401, and another login mends it", async (t) => {
  const centre = await open(t, "--limits", "off");
  await centre.control("faults", [{ match: { endpoint: "jobs_availability" }, at: 1, do: "expire_token" }]);
  const { status, body } = await refusalOf(availability);
  assert.equal(status, 401);
  assert.equal(body.status, 401);
  await logIn(centre);
  assert.ok((await availability()).dataAvailabilityDate);
});

test("the SDK sees 429 with the seconds to wait and what is left", async (t) => {
  const limits = limitsFile(t, { endpoints: { platform: { limit: 3, window_seconds: 60 } } });
  await open(t, "--limits", limits);
  for (let i = 0; i < 3; ++i) await availability();
  const { status, body, headers } = await refusalOf(details);
  assert.equal(status, 429);
  assert.equal(body.code, "too.many.requests");
  assert.match(body.message, /Rate limit exceeded the maximum/);
  assert.equal(body.limit.value, 3);
  const seconds = Number(headers["retry-after"]);
  assert.ok(seconds >= 1 && seconds <= 60, headers["retry-after"]);
  assert.equal(headers["inin-ratelimit-allowed"], "3");
  assert.ok(Number(headers["inin-ratelimit-count"]) >= 3);
  assert.ok(Number(headers["inin-ratelimit-reset"]) <= 60);
});

test("every endpoint counts against the one quota of the token, 300 a minute, and says so", async (t) => {
  const centre = await open(t);
  await availability();
  await details();
  await apis.conversations.getConversations();
  const counted = centre.witness.exchanges.slice(-3).map(({ headers }) =>
    [headers["inin-ratelimit-count"], headers["inin-ratelimit-allowed"]]);
  assert.deepEqual(counted, [["1", "300"], ["2", "300"], ["3", "300"]]);
});
